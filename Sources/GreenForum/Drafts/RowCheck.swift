internal import SyncEngine
internal import SyncProtocol

/// What must hold between the cells of one row, and between a row and its parent.
enum RowCheck {
    static func check(_ row: Row, changed cells: [Cell], reading rows: (any RowReader)?) throws {
        switch row.table.id {
        case EventTable.id: try event(row)
        case BookingTable.id: try booking(row, changed: cells)
        case SeriesTable.id: _ = try SeriesPlan(row)
        case ProjectTable.id: try days(row, ProjectTable.starts, ProjectTable.ends)
        case MembershipTable.id: try days(row, MembershipTable.since, MembershipTable.until)
        case SignupTable.id: try signup(row, changed: cells, reading: rows)
        case CheckinTable.id:
            try atLeast(1, CheckinTable.partySize, row)
            guard row[CheckinTable.signup].row != nil || row[CheckinTable.walkIn].text != nil else {
                throw DomainError.missing(CheckinTable.walkIn, of: row.table)
            }
        case ResourceTable.id: try atLeast(0, ResourceTable.seats, row)
        default: break
        }
    }

    private static func booking(_ row: Row, changed cells: [Cell]) throws(DomainError) {
        try span(row, BookingTable.wallStart, BookingTable.wallEnd)
        guard cells.contains(where: { $0.column == BookingTable.alternatives.id }),
            let zone = Zone.named(row[BookingTable.zone].text)
        else { return }
        var known: Set<RoomSlot> = []
        if let wish = RoomSlot(wishedBy: row) { known.insert(wish) }
        for slot in RoomSlot.list(row[BookingTable.alternatives].text) {
            _ = try TimeSpan(from: slot.start, to: slot.end, in: zone)
            guard known.insert(slot).inserted else { throw .alternativeTwice(slot) }
        }
    }

    private static func event(_ row: Row) throws(DomainError) {
        try span(row, EventTable.wallStart, EventTable.wallEnd)
        try atLeast(0, EventTable.capacity, row)
        try atLeast(1, EventTable.partyMax, row)
        if let opens = row[EventTable.signupOpens].integer,
            let closes = row[EventTable.signupCloses].integer, closes <= opens
        {
            throw DomainError(
                "signup-order", da: "Tilmeldingen skal lukke, efter at den åbner.",
                en: "Sign-up must close after it opens.")
        }
    }

    private static func signup(
        _ row: Row, changed cells: [Cell], reading rows: (any RowReader)?
    ) throws {
        try atLeast(1, SignupTable.partySize, row)
        guard cells.contains(where: { $0.column == SignupTable.partySize.id }),
            let id = row[SignupTable.event].row, let event = try rows?.row(id, in: EventTable.id),
            let partyMax = event[EventTable.partyMax].integer,
            let party = row[SignupTable.partySize].integer, party > partyMax
        else { return }
        throw DomainError(
            "party-too-large", da: "En tilmelding må her højst omfatte \(partyMax) personer.",
            en: "A sign-up here may bring \(partyMax) persons at most.", detail: String(partyMax))
    }

    private static func span(
        _ row: Row, _ start: ColumnSchema, _ end: ColumnSchema
    ) throws(DomainError) {
        guard let zone = Zone.named(row["zone"].text) else {
            throw .zoneUnknown(row["zone"].text ?? "")
        }
        guard let first = WallTime(row[start]), let last = WallTime(row[end]) else {
            throw .wallUnreadable
        }
        _ = try TimeSpan(from: first, to: last, in: zone)
    }

    private static func days(
        _ row: Row, _ first: ColumnSchema, _ last: ColumnSchema
    ) throws(DomainError) {
        guard let from = row[first].text, let to = row[last].text, to < from else { return }
        throw DomainError(
            "date-order", da: "Den sidste dag ligger før den første.",
            en: "The last day is before the first.")
    }

    private static func atLeast(
        _ least: Int64, _ column: ColumnSchema, _ row: Row
    ) throws(DomainError) {
        guard let number = row[column].integer else { return }
        guard number < least || number > SeatsRule.seatsMax else { return }
        let name = DomainError.name(column, row.table)
        throw DomainError(
            "number-out-of-range",
            da: "\(name.da) skal være mellem \(least) og \(SeatsRule.seatsMax).",
            en: "\(name.en) must be between \(least) and \(SeatsRule.seatsMax).")
    }
}

internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Rows as people read them: references by title, choices in their language.
struct RowText {
    let rows: Rows
    let schema: Schema

    /// One cell of a row in a list: of a booking that was granted something, what was granted.
    func listCell(_ column: ColumnSchema, of row: Row) throws -> String {
        let granted: [String: ColumnSchema] = [
            "resource": BookingTable.grantedResource, "wall_start": BookingTable.grantedStart,
            "wall_end": BookingTable.grantedEnd,
        ]
        if row.table.id == BookingTable.id, let other = granted[column.name], !row[other.id].isNull
        {
            return try cell(other, of: row)
        }
        if column == SignupTable.status, let survivor = row[SignupTable.mergedInto].row {
            return PersonPhrase.mergedInto(SlipCode(for: survivor).description)
        }
        return try cell(column, of: row)
    }

    /// One cell of a row; empty for no value. A seat that was promised is confirmed, whoever has heard of it.
    func cell(_ column: ColumnSchema, of row: Row) throws -> String {
        if column == SignupTable.status, row.hasPromisedSeat { return SeatPhrase.confirmedHere() }
        return try cell(row[column.id], column, in: row.table)
    }

    /// A value of a column; empty for no value.
    func cell(_ value: Value, _ column: ColumnSchema, in table: TableSchema) throws -> String {
        switch (value, column.type) {
        case (.null, _): return ""
        case (.integer(let number), .boolean):
            return number != 0 ? RowPhrase.yes() : RowPhrase.no()
        case (.integer(let number), .instant): return Moment.local(number)
        case (.text(let text), .wall): return Labels.wall(text)
        case (.text(let text), .choice):
            return Labels.choice(text, of: column.name, in: table.name)
        case (.text(let text), .text) where column == BookingTable.alternatives:
            return try RoomSlot.list(text).map { try SlotText.text($0, rows) }
                .joined(separator: "; ")
        case (.text(let text), .text) where column == SignupTable.notSame:
            return OtherPersons(text).map { PersonStory.list($0.ids) } ?? text
        case (.text(let text), .text) where column == SeriesTable.rule:
            return (try? Recurrence(text)).map { SeriesTexts.text($0)[.current] } ?? text
        case (.text(let text), .text) where column == SeriesTable.skipped:
            return SkippedDate.list(text).map {
                let reason = SeriesTexts.text($0.reason, on: $0.day)[.current]
                return "\($0.day.shown(in: .current)) (\(reason))"
            }.joined(separator: "; ")
        case (.text(let text), .text) where column == SeriesTable.moves:
            return SeriesMove.list(text).map {
                "\($0.from.shown(in: .current)): \(Labels.wall($0.start.description)) – "
                    + Labels.wall($0.end.description)
            }.joined(separator: "; ")
        case (.text(let text), .text) where column.name == "role":
            return Labels.role(text)
        case (.blob, .row(SignupTable.id)) where column == SignupTable.mergedInto:
            return value.row.map { SlipCode(for: $0).description } ?? ""
        case (.blob, .row(let table)): return try reference(value, table)
        default: return value.display ?? ""
        }
    }

    /// The columns of a table that a list shows.
    static func listColumns(_ table: TableSchema) -> [ColumnSchema] {
        let names: [String] =
            switch table.id {
            case ThemeTable.id: ["name", "area"]
            case OrganisationTable.id: ["name", "kind", "contact"]
            case ProjectTable.id: ["title", "status", "theme", "owner"]
            case ForumGroupTable.id: ["name", "theme", "status"]
            case MembershipTable.id: ["name", "role", "email", "phone", "until"]
            case EventTable.id: ["title", "wall_start", "place", "capacity", "status"]
            case SignupTable.id: ["name", "party_size", "event", "status"]
            case CheckinTable.id: ["signup", "walk_in", "event", "at", "door"]
            case AllotmentTable.id:
                ["event", "seats_lent", "seats_expected", "lent_until", "status", "device"]
            case ResourceTable.id: ["name", "place", "kind", "seats"]
            case SeriesTable.id: ["purpose", "resource", "first_start", "rule"]
            case BookingTable.id: ["purpose", "resource", "wall_start", "wall_end", "status"]
            default: table.columns.prefix(4).map(\.name)
            }
        return names.compactMap { table[$0] }
    }

    private func reference(_ value: Value, _ table: TableID?) throws -> String {
        guard let id = value.row else { return value.display ?? "" }
        for candidate in table.map({ [$0] }) ?? schema.tables.map(\.id) {
            if let row = try rows.row(id, in: candidate) { return Labels.title(row) }
        }
        return String(ShortID.full(id).prefix(16).suffix(8))
    }
}

public import SyncEngine
public import SyncProtocol

/// **seats**: no more seats are given out than there are; først-til-mølle.
///
/// A sign-up that the office receives gets a seat while there is one that nobody waits for and that no list which
/// is out may claim; else it waits, by effective time, ties drawn. While lists are out nobody who waits is decided:
/// all are when the last is home, or at the event's `settle_at`. What a device promised out of seats that it was
/// lent is confirmed, whoever waits. A party stays together unless it says how few may come. Nobody confirmed is
/// ever bumped: a larger party or a smaller event takes nothing from them. A withdrawal or a larger capacity lets
/// the waitlist move up in order, while the event is not held. Who is there without a seat takes one all the same.
public struct SeatsRule: Rule {
    public let id = RuleID.seats
    public let tables: Set<TableID> = [
        SignupTable.id, EventTable.id, AllotmentTable.id, CheckinTable.id,
    ]

    /// The largest party and the largest capacity that make sense.
    static let seatsMax: Int64 = 100_000

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        if let reason = changes.lazy.compactMap(Self.impossible).first { return [.refuse(reason)] }
        let arrived = try SeatArrivals(changes, in: context, reading: rows)
        var effects = arrived.cells.sorted { $0.key < $1.key }.map { id, cells in
            RuleEffect.set(table: SignupTable.id, row: id, cells: cells)
        }
        for event in Self.events(of: changes) {
            guard let row = try rows.row(event, in: EventTable.id),
                row[EventTable.status].text != "cancelled"
            else { continue }
            let own = changes.filter { Self.event(of: $0) == event }
            effects += try settle(row, own, arrived, in: context, reading: rows)
            effects += Self.deadline(own, row, in: context)
        }
        return effects
    }

    /// The event's `settle_at` has come, or what it was once.
    public func due(
        _ row: Row, in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        guard row.table.id == EventTable.id, row[EventTable.status].text != "cancelled" else {
            return []
        }
        let change = RowChange(before: row, after: row)
        let nothing = try SeatArrivals([], in: context, reading: rows)
        return try settle(row, [change], nothing, in: context, reading: rows)
    }

    private func settle(
        _ event: Row, _ changes: [RowChange], _ arrived: SeatArrivals, in context: RuleContext,
        reading rows: any RowReader
    ) throws -> [RuleEffect] {
        let isAboutAll = changes.contains {
            [EventTable.id, AllotmentTable.id].contains($0.table.id)
        }
        let isBounded = !event[EventTable.capacity].isNull
        var signups =
            isBounded || isAboutAll
            ? try rows.rows(in: SignupTable.id, where: SignupTable.event.id, equals: .row(event.id))
            : changes.compactMap(\.after).filter { $0.table.id == SignupTable.id }
        for index in signups.indices {
            for cell in arrived.cells[signups[index].id] ?? [] {
                signups[index][cell.column] = cell.value
            }
        }
        let allotments = try rows.rows(
            in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(event.id))
        let plan = SeatPlan(
            event: event, signups: signups, allotments: allotments,
            attendance: try Self.attendance(event, signups, reading: rows),
            arrivals: arrived.arrivals, now: context.now)
        let teller = SeatTeller(event: event, plan: plan, context: context)
        var effects = plan.decisions.flatMap(teller.effects)
        if let change = changes.first(where: { $0.table.id == EventTable.id }) {
            effects += teller.overCapacity(change)
        }
        return effects
    }

    /// Where seats are counted.
    private static func attendance(
        _ event: Row, _ signups: [Row], reading rows: any RowReader
    ) throws -> Attendance {
        guard !event[EventTable.capacity].isNull else { return Attendance([], signups: []) }
        return Attendance(
            try rows.rows(
                in: CheckinTable.id, where: CheckinTable.event.id, equals: .row(event.id)),
            signups: signups)
    }

    /// Seats are settled then, whether or not all lists are home.
    private static func deadline(
        _ changes: [RowChange], _ event: Row, in context: RuleContext
    ) -> [RuleEffect] {
        guard let at = event[EventTable.settleAt].integer, at > context.now,
            changes.contains(where: { change in
                change.table.id == EventTable.id
                    && change.before?[EventTable.settleAt] != change.after?[EventTable.settleAt]
            })
        else { return [] }
        return [.deadline(table: EventTable.id, row: event.id, at: at)]
    }

    /// Why a number of persons cannot be.
    private static func impossible(_ change: RowChange) -> Reason? {
        guard let row = change.after else { return nil }
        let (column, range): (ColumnSchema, ClosedRange<Int64>)
        switch change.table.id {
        case SignupTable.id: (column, range) = (SignupTable.partySize, 1...seatsMax)
        case EventTable.id: (column, range) = (EventTable.capacity, 0...seatsMax)
        default: return nil
        }
        guard let number = row[column].integer, !range.contains(number) else { return nil }
        return Reason(
            .valueInvalid, table: change.table.id, row: row.id, column: column.id,
            detail: "\(column.name) \(range.lowerBound)–\(range.upperBound)")
    }

    private static func event(of change: RowChange) -> RowID? {
        let row = change.after ?? change.before
        switch change.table.id {
        case SignupTable.id: return row?[SignupTable.event].row
        case AllotmentTable.id: return row?[AllotmentTable.event].row
        case CheckinTable.id: return row?[CheckinTable.event].row
        default: return change.id
        }
    }

    private static func events(of changes: [RowChange]) -> [RowID] {
        Set(changes.compactMap(event)).sorted()
    }
}

public import SyncEngine
public import SyncProtocol

/// **seats**: no more seats are given out than there are; først-til-mølle.
///
/// A sign-up that the office receives gets a seat while there is one that nobody waits for and that is not lent out;
/// else it waits, by effective time, ties drawn. A party stays together. Nobody confirmed is ever bumped: a
/// larger party or a smaller event takes nothing from them. A withdrawal or a larger capacity lets the waitlist
/// move up in order.
public struct SeatsRule: Rule {
    public let id = RuleID.seats
    public let tables: Set<TableID> = [SignupTable.id, EventTable.id, AllotmentTable.id]

    /// The largest party and the largest capacity that make sense.
    static let seatsMax: Int64 = 100_000

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        if let reason = changes.lazy.compactMap(Self.impossible).first { return [.refuse(reason)] }
        var effects: [RuleEffect] = []
        var received: [RowID: [Cell]] = [:]
        for change in changes where change.table.id == SignupTable.id {
            guard let row = change.after, row[SignupTable.effectiveAt].isNull else { continue }
            var cells = [Cell(SignupTable.effectiveAt, .integer(context.effectiveAt))]
            let flags = try flags(of: row, in: context, reading: rows)
            if let flags { cells.append(Cell(SignupTable.flags, .text(flags))) }
            received[row.id] = cells
            effects.append(.set(table: SignupTable.id, row: row.id, cells: cells))
        }
        for event in Self.events(of: changes) {
            guard let row = try rows.row(event, in: EventTable.id),
                row[EventTable.status].text != "cancelled"
            else { continue }
            let own = changes.filter { Self.event(of: $0) == event }
            effects += try settle(row, own, received, in: context, reading: rows)
        }
        return effects
    }

    private func settle(
        _ event: Row, _ changes: [RowChange], _ received: [RowID: [Cell]], in context: RuleContext,
        reading rows: any RowReader
    ) throws -> [RuleEffect] {
        let isAboutAll = changes.contains { $0.table.id != SignupTable.id }
        let isBounded = !event[EventTable.capacity].isNull
        var signups =
            isBounded || isAboutAll
            ? try rows.rows(in: SignupTable.id, where: SignupTable.event.id, equals: .row(event.id))
            : changes.compactMap(\.after)
        for index in signups.indices {
            for cell in received[signups[index].id] ?? [] {
                signups[index][cell.column] = cell.value
            }
        }
        let allotments =
            isBounded
            ? try rows.rows(
                in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(event.id)) : []
        var before: [RowID: Row] = [:]
        for change in changes where change.table.id == SignupTable.id {
            before[change.id] = change.before
        }
        let plan = SeatPlan(
            event: event, signups: signups, before: before, allotments: allotments,
            now: context.now)
        let teller = SeatTeller(event: event, plan: plan, context: context)
        var effects = plan.decisions.flatMap(teller.effects)
        if let change = changes.first(where: { $0.table.id == EventTable.id }) {
            effects += teller.overCapacity(change)
        }
        return effects
    }

    private func flags(
        of signup: Row, in context: RuleContext, reading rows: any RowReader
    ) throws -> String? {
        var flags = SignupFlags(signup[SignupTable.flags].text)
        if context.isClockDoubtful { flags.insert(.clockDoubtful) }
        if let id = signup[SignupTable.event].row, let event = try rows.row(id, in: EventTable.id) {
            if let opens = event[EventTable.signupOpens].integer, context.effectiveAt < opens {
                flags.insert(.beforeOpening)
            }
            if let closes = event[EventTable.signupCloses].integer, context.effectiveAt >= closes {
                flags.insert(.afterClosing)
            }
        }
        return flags.text
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
        default: return change.id
        }
    }

    private static func events(of changes: [RowChange]) -> [RowID] {
        Set(changes.compactMap(event)).sorted()
    }
}

public import SyncEngine
public import SyncProtocol

/// **presence**: who came was there, whatever the sign-up says.
///
/// A check-in is a fact: no rule refuses or changes it. What this one adds is a mark: of several check-ins of one
/// sign-up the earliest counts, the others are `seen_again`, whichever came first to the office. `signup.wish` and
/// `signup.status` stay what people and the rule `seats` said; that being there beats them, ``Attendance`` derives.
/// More people than seats are reported once for the event, with the number as it grows, until it is so no more.
public struct PresenceRule: Rule {
    public let id = RuleID.presence
    public let tables: Set<TableID> = [CheckinTable.id, SignupTable.id, EventTable.id]

    static let overCapacity = "presence.over-capacity"

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        try Self.events(of: changes).flatMap { id -> [RuleEffect] in
            let own = changes.filter { Self.event(of: $0) == id }
            guard let event = try rows.row(id, in: EventTable.id) else { return [] }
            return try settle(event, own, reading: rows)
        }
    }

    private func settle(
        _ event: Row, _ changes: [RowChange], reading rows: any RowReader
    ) throws -> [RuleEffect] {
        let checkins = try rows.rows(
            in: CheckinTable.id, where: CheckinTable.event.id, equals: .row(event.id))
        guard !checkins.isEmpty || changes.contains(where: { $0.table.id == CheckinTable.id })
        else { return [] }
        let signups = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: .row(event.id))
        let crowd = Crowd(event, signups: signups, checkins: checkins)
        let marks = Self.marks(checkins, crowd.attendance)
        let open = try Self.openFlags(of: event, reading: rows)
        guard crowd.isOver else { return marks + open.map { Self.set($0, "state", "settled") } }
        let outcome = Self.outcome(event, crowd)
        guard open.isEmpty else {
            return marks + open.map { Self.set($0, "arguments", outcome.argumentsText) }
        }
        // A flag that a person has settled is not raised again for the next one who comes.
        let before = Crowd(
            changes.first { $0.id == event.id }.map { $0.before ?? event } ?? event,
            signups: Self.undo(changes, of: SignupTable.id, in: signups),
            checkins: Self.undo(changes, of: CheckinTable.id, in: checkins))
        return marks + (before.isOver ? [] : [.outcome(outcome)])
    }

    /// A void check-in has no mark.
    private static func marks(_ checkins: [Row], _ attendance: Attendance) -> [RuleEffect] {
        let again = attendance.seenAgain
        return checkins.compactMap { checkin in
            let mark = Value.boolean(again.contains(checkin.id))
            guard checkin[CheckinTable.seenAgain] != mark else { return nil }
            return .set(
                table: CheckinTable.id, row: checkin.id, cells: [Cell(CheckinTable.seenAgain, mark)]
            )
        }
    }

    private static func outcome(_ event: Row, _ crowd: Crowd) -> Outcome {
        Outcome(
            kind: .flagged, rule: .presence, table: EventTable.id, row: event.id,
            textKey: overCapacity,
            arguments: [
                "event": event[EventTable.title].text ?? "", "persons": String(crowd.persons),
                "capacity": String(crowd.capacity ?? 0),
            ], isOpen: true)
    }

    private static func openFlags(
        of event: Row, reading rows: any RowReader
    ) throws -> [Row] {
        let table = SystemTables.outcome
        guard let subject = table["subject_row"] else { return [] }
        return try rows.rows(in: table.id, where: subject.id, equals: .row(event.id)).filter {
            $0["text_key"].text == overCapacity && $0["state"].text == "open"
        }
    }

    private static func set(_ outcome: Row, _ column: String, _ text: String) -> RuleEffect {
        let cells = outcome.table[column].map { [Cell($0, .text(text))] } ?? []
        return .set(table: outcome.table.id, row: outcome.id, cells: cells)
    }

    /// The rows as they were before these changes.
    private static func undo(
        _ changes: [RowChange], of table: TableID, in rows: [Row]
    ) -> [Row] {
        let changed = changes.filter { $0.table.id == table }
        let ids = Set(changed.map(\.id))
        return rows.filter { !ids.contains($0.id) } + changed.compactMap(\.before)
    }

    private static func event(of change: RowChange) -> RowID? {
        let row = change.after ?? change.before
        switch change.table.id {
        case SignupTable.id: return row?[SignupTable.event].row
        case CheckinTable.id: return row?[CheckinTable.event].row
        default: return change.id
        }
    }

    private static func events(of changes: [RowChange]) -> [RowID] {
        Set(changes.compactMap(event)).sorted()
    }
}

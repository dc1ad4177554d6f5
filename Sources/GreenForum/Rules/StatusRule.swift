public import SyncEngine
public import SyncProtocol

/// **status**: projects and events move on by legal steps; who signs up for a cancelled event is told so.
///
/// A step that is impossible from where the row stands is undone and kept as an open outcome: an office that has
/// cancelled an event is not overruled by a laptop that did not know. `cancelled` and `held` are final. A published
/// event that moves to another time or place is flagged: whoever has a slip must be told.
public struct StatusRule: Rule {
    public let id = RuleID.status
    public let tables: Set<TableID> = [ProjectTable.id, EventTable.id, SignupTable.id]

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        var effects: [RuleEffect] = []
        for change in changes {
            guard let after = change.after else { continue }
            switch change.table.id {
            case ProjectTable.id:
                effects += step(change, ProjectTable.status, Transitions.project, context)
            case EventTable.id:
                let undone = step(change, EventTable.status, Transitions.event, context)
                effects += undone
                if undone.isEmpty { effects += try cancellation(of: change, reading: rows) }
                effects += try move(of: change, reading: rows)
            default:
                effects += try lateSignup(after, in: context, reading: rows)
            }
        }
        return effects
    }

    /// Undoes an impossible step of the author. What rules put back later is not the author's.
    private func step(
        _ change: RowChange, _ column: ColumnSchema, _ legal: Transitions, _ context: RuleContext
    ) -> [RuleEffect] {
        guard context.round == 1, let before = change.before, let after = change.after,
            let from = before[column].text, let to = after[column].text,
            !legal.allows(from: from, to: to)
        else { return [] }
        return [
            .set(table: change.table.id, row: change.id, cells: [Cell(column, before[column])]),
            .outcome(
                Outcome(
                    kind: .keptValue, rule: id, table: change.table.id, row: change.id,
                    column: column.id, winner: .init(value: before[column]),
                    loser: .init(
                        value: after[column], member: context.author?.member,
                        at: context.effectiveAt),
                    textKey: "status.impossible", arguments: ["from": from, "to": to],
                    isOpen: true)),
        ]
    }

    /// Everybody who wanted to come to an event that has just been cancelled is declined.
    private func cancellation(
        of change: RowChange, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        guard let after = change.after, after[EventTable.status].text == "cancelled",
            change.before?[EventTable.status].text != "cancelled"
        else { return [] }
        let signups = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: .row(change.id)
        ).filter(Self.isToDecline)
        guard !signups.isEmpty else { return [] }
        var effects = signups.map {
            RuleEffect.set(table: SignupTable.id, row: $0.id, cells: [Self.declined])
        }
        effects.append(
            .outcome(
                Outcome(
                    kind: .flagged, rule: id, table: EventTable.id, row: change.id,
                    textKey: "status.cancelled-with-signups",
                    arguments: ["count": String(signups.count)], isOpen: true)))
        return effects
    }

    private func move(of change: RowChange, reading rows: any RowReader) throws -> [RuleEffect] {
        let columns = [
            EventTable.wallStart, EventTable.wallEnd, EventTable.zone, EventTable.place,
        ]
        guard let before = change.before, let after = change.after,
            after[EventTable.status].text == "published",
            columns.contains(where: { before[$0] != after[$0] })
        else { return [] }
        let count = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: .row(change.id)
        ).filter(Self.isToDecline).count
        guard count > 0 else { return [] }
        return [
            .outcome(
                Outcome(
                    kind: .flagged, rule: id, table: EventTable.id, row: change.id,
                    textKey: "status.moved-with-signups",
                    arguments: [
                        "count": String(count), "start": after[EventTable.wallStart].text ?? "",
                        "end": after[EventTable.wallEnd].text ?? "",
                        "place": after[EventTable.place].text ?? "–",
                    ], isOpen: true))
        ]
    }

    private func lateSignup(
        _ signup: Row, in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        guard Self.isToDecline(signup), let id = signup[SignupTable.event].row,
            let event = try rows.row(id, in: EventTable.id),
            event[EventTable.status].text == "cancelled"
        else { return [] }
        return [
            .set(table: SignupTable.id, row: signup.id, cells: [Self.declined]),
            .outcome(
                Outcome(
                    kind: .declined, rule: self.id, table: SignupTable.id, row: signup.id,
                    loser: .init(
                        value: signup[SignupTable.wish], member: context.author?.member,
                        at: context.effectiveAt),
                    textKey: "status.event-cancelled",
                    arguments: ["event": event[EventTable.title].text ?? ""])),
        ]
    }

    private static let declined = Cell(SignupTable.status, .text("declined"))

    private static func isToDecline(_ signup: Row) -> Bool {
        guard signup[SignupTable.wish].text == "in" else { return false }
        let status = signup[SignupTable.status].text
        return status != "declined" && status != "merged"
    }
}

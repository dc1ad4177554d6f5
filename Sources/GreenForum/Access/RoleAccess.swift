public import SyncEngine
public import SyncProtocol

/// Scopes and rights by the role table. Denies by default.
///
/// What only an office may know (which device belongs to whom, who is assigned to what) is read from rows; in a
/// replica that has no such rows the own device counts as own and nothing is assigned, so its prediction errs
/// on the side of caution for others' work and of trust for its own.
public struct RoleAccess: AccessPolicy {
    public init() {}

    /// - Complexity: one look-up for the assignments, one for each group led.
    public func scopes(
        of actor: Actor, at now: Milliseconds, reading rows: any RowReader
    ) throws -> [Scope] {
        guard let role = Role(rawValue: actor.role) else { return [] }
        var relations = Relations(actor: actor, now: now, rows: rows)
        switch role {
        case .ambassador:
            return [.shared, .office, .allRows]
        case .volunteer:
            let events = try relations.assigned(in: EventTable.id)
            return [.shared] + events.sorted().map(Scope.row)
        case .lead:
            let groups = try relations.ledGroups()
            var held = groups.union(try relations.assigned(in: EventTable.id))
            for group in groups.sorted() {
                let events = try rows.rows(
                    in: EventTable.id, where: EventTable.group.id, equals: .row(group))
                held.formUnion(events.map(\.id))
            }
            return [.shared] + held.sorted().map(Scope.row)
        case .officer, .secretary, .follower:
            return [.shared]
        }
    }

    /// `not-allowed` with the role and what it tried, e.g. `volunteer update event.title`.
    ///
    /// - Complexity: the lines of the role and table, each with at most three look-ups.
    public func refusal(
        of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
        reading rows: any RowReader
    ) throws -> Reason? {
        let name = (after ?? before)?.table.name ?? "table \(change.table.rawValue)"
        let what = "\(actor.role) \(change.kind.verb) \(name)"
        let refused = Reason(
            .notAllowed, table: change.table, row: change.row, detail: what)
        guard let role = Role(rawValue: actor.role) else { return refused }
        var relations = Relations(actor: actor, now: now, rows: rows)
        let action = RightAction(change.kind)
        var granted: [RightColumns] = []
        for right in RoleTable.rights
        where right.role == role && right.table == change.table && right.actions.contains(action) {
            if try relations.hold(right.conditions, before: before, after: after) {
                granted.append(right.columns)
            }
        }
        guard !granted.isEmpty else { return refused }
        if case .delete = change.kind { return nil }
        guard let table = (after ?? before)?.table else { return refused }
        for cell in change.cells {
            // A column that only a newer replica knows is kept and passed on, whoever writes it.
            guard let column = table[cell.column] else { continue }
            guard granted.contains(where: { $0.contains(column) }) else {
                return Reason(
                    .notAllowed, table: change.table, row: change.row, column: cell.column,
                    detail: "\(what).\(column.name)")
            }
        }
        return nil
    }
}

extension Change.Kind {
    /// The word in a reason's detail.
    fileprivate var verb: String {
        switch self {
        case .insert: "insert"
        case .update: "update"
        case .delete: "delete"
        }
    }
}

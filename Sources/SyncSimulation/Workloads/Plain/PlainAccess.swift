public import SyncEngine
public import SyncProtocol

/// Scopes and rights of the plain domain. Denies by default.
public struct PlainAccess: AccessPolicy {
    public init() {}

    public func scopes(
        of actor: Actor, at now: Milliseconds, reading rows: any RowReader
    ) throws -> [Scope] {
        switch PlainRole(rawValue: actor.role) {
        case .lead: return [.shared, .office, .allRows]
        case .helper:
            let notes = try assigned(to: actor, at: now, rows)
            return [.shared] + notes.map(Scope.row)
        case .reader: return [.shared]
        case nil: return []
        }
    }

    public func refusal(
        of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
        reading rows: any RowReader
    ) throws -> Reason? {
        let refused = Reason(
            .notAllowed, table: change.table, row: change.row, detail: actor.role)
        let isAllowed =
            switch PlainRole(rawValue: actor.role) {
            case .lead: true
            case .helper:
                try isHelpers(
                    change.kind, [before, after].compactMap { $0 }, actor, at: now, rows)
            case .reader, nil: false
            }
        guard isAllowed, let table = (after ?? before)?.table else { return refused }
        for cell in change.cells {
            guard let column = table[cell.column], !mayWrite(column, of: table) else { continue }
            return Reason(
                .notAllowed, table: change.table, row: change.row, column: cell.column,
                detail: actor.role)
        }
        return nil
    }

    /// Whether a helper may touch a row as it was and as it would be. What the office has said stays said.
    private func isHelpers(
        _ kind: Change.Kind, _ images: [Row], _ actor: Actor, at now: Milliseconds,
        _ rows: any RowReader
    ) throws -> Bool {
        for row in images {
            switch row.table.id {
            case SlotTable.id, MarkTable.id: continue
            case SystemTables.outcome.id where kind == .update: continue
            case NoteTable.id where row[NoteTable.group.id].isNull: continue
            case NoteTable.id, SecretTable.id:
                guard case .row(let note) = row.scope,
                    try assigned(to: actor, at: now, rows).contains(note)
                else { return false }
            default: return false
            }
        }
        return true
    }

    /// Of the office's columns a person writes only members, and whether an outcome is settled.
    private func mayWrite(_ column: ColumnSchema, of table: TableSchema) -> Bool {
        switch table.id {
        case SystemTables.outcome.id: column.name == "state"
        case SystemTables.member.id: true
        default: column.policy != .office
        }
    }

    /// The notes that the actor is assigned to now, sorted.
    private func assigned(
        to actor: Actor, at now: Milliseconds, _ rows: any RowReader
    ) throws -> [RowID] {
        let found = try rows.rows(
            in: AssignmentColumn.table, where: AssignmentColumn.member, equals: .row(actor.member))
        let valid = found.filter { row in
            (row[AssignmentColumn.from].integer ?? .min) <= now
                && now < (row[AssignmentColumn.until].integer ?? .max)
        }
        return Set(valid.compactMap { $0[AssignmentColumn.subject].row }).sorted()
    }
}

/// The columns of `SystemTables.assignment`.
enum AssignmentColumn {
    static let table = SystemTables.assignment.id
    static let member = ColumnID(1)
    static let subject = ColumnID(2)
    static let from = ColumnID(3)
    static let until = ColumnID(4)
}

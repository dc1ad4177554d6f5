import SyncEngine
import SyncProtocol

/// A schema of our own: one table of observations that every counter shares.
struct BirdDomain: Domain {
    static let observation = TableSchema(
        id: TableID(16), name: "observation", scope: .shared,
        columns: [
            ColumnSchema(1, "species", .text, required: true),
            ColumnSchema(2, "seen", .integer, .latest, required: true),
            ColumnSchema(3, "remark", .text, .review),
            ColumnSchema(4, "checked", .boolean, .office, default: .integer(0)),
        ])

    let schema = Schema(version: 1, tables: SystemTables.all + [observation])
    let rules: [any Rule] = [CheckedRule()]
    let access: any AccessPolicy = EverybodyCounts()
}

/// The office marks an observation as checked when its number is believable.
struct CheckedRule: Rule {
    let id = RuleID("checked")
    let tables: Set<TableID> = [BirdDomain.observation.id]

    func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        changes.compactMap(\.after).compactMap { row in
            let believable = Value.boolean((row["seen"].integer ?? 0) <= 1_000)
            guard row["checked"] != believable else { return nil }
            return .set(
                table: row.table.id, row: row.id, cells: [Cell(ColumnID(4), believable)])
        }
    }
}

/// Every member may do everything with observations and sees them all.
struct EverybodyCounts: AccessPolicy {
    func scopes(
        of actor: Actor, at now: Milliseconds, reading rows: any RowReader
    ) -> [Scope] { [.shared] }

    func refusal(
        of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
        reading rows: any RowReader
    ) -> Reason? {
        change.table == BirdDomain.observation.id
            ? nil : Reason(.notAllowed, table: change.table, row: change.row, detail: actor.role)
    }
}

package import SyncEngine
package import SyncProtocol

/// A domain a version later: one more nullable column in each of some tables, and one more table.
package struct GrownDomain: Domain {
    package let schema: Schema
    package let rules: [any Rule]
    package let access: any AccessPolicy

    /// The table that the version adds: anybody may write it.
    package static let table = TableSchema(
        id: TableID(90), name: "keepsake", scope: .shared,
        columns: [
            ColumnSchema(1, "text", .text), ColumnSchema(2, "count", .integer),
        ])

    /// The name of the column that the version adds.
    package static let columnName = "added"

    /// - Parameter growing: the tables that get a column.
    package init(_ base: any Domain, growing: [TableID]) {
        let tables = base.schema.tables.map { table in
            guard growing.contains(table.id), let last = table.columns.last else { return table }
            let added = ColumnSchema(last.id.rawValue + 1, Self.columnName, .text)
            return TableSchema(
                id: table.id, name: table.name, scope: table.scope,
                columns: table.columns + [added])
        }
        self.schema = Schema(version: base.schema.version + 1, tables: tables + [Self.table])
        self.rules = base.rules
        self.access = GrownAccess(base: base.access)
    }
}

private struct GrownAccess: AccessPolicy {
    let base: any AccessPolicy

    func scopes(
        of actor: Actor, at now: Milliseconds, reading rows: any RowReader
    ) throws -> [Scope] {
        try base.scopes(of: actor, at: now, reading: rows)
    }

    func refusal(
        of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
        reading rows: any RowReader
    ) throws -> Reason? {
        guard change.table != GrownDomain.table.id else { return nil }
        return try base.refusal(
            of: change, before: before, after: after, by: actor, at: now, reading: rows)
    }
}

package import GRDB
package import SyncProtocol

/// The physical tables of a whole schema, each opened when first asked for.
///
/// Lives inside one connection's serialised access.
package final class RowStore {
    package let schema: Schema
    private let db: Database
    private let suffix: String
    private var tables: [TableID: RowTable] = [:]

    /// - Parameter suffix: what follows each table's name, e.g. `__committed`.
    package init(_ db: Database, schema: Schema, suffix: String = "") {
        self.db = db
        self.schema = schema
        self.suffix = suffix
    }

    /// `nil` for a table that the schema does not have.
    package func table(_ id: TableID) throws -> RowTable? {
        if let known = tables[id] { return known }
        guard let schema = schema[id] else { return nil }
        let made = try RowTable(db, table: schema, named: schema.name + suffix)
        tables[id] = made
        return made
    }
}

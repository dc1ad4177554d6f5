public import SyncEngine
public import SyncProtocol

/// What rules and rights read: the rows of a `RowStore`. Valid inside the database access it was made in.
public struct SQLiteRowReader: RowReader {
    private let store: RowStore

    package init(_ store: RowStore) {
        self.store = store
    }

    public func row(_ id: RowID, in table: TableID) throws -> Row? {
        guard let rows = try store.table(table), let stored = try rows.row(id) else { return nil }
        return Row(table: rows.table, id: id, values: stored.values)
    }

    public func rows(
        in table: TableID, where column: ColumnID, equals value: Value
    ) throws -> [Row] {
        guard let rows = try store.table(table) else { return [] }
        return try rows.rows(where: column, equals: value).map {
            Row(table: rows.table, id: $0.id, values: $0.values)
        }
    }
}

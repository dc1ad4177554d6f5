internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// The rows of one transaction, as commands read and write them.
struct Rows: RowReader {
    private let store: RowStore

    init(_ store: RowStore) {
        self.store = store
    }

    /// One index look-up.
    func row(_ id: RowID, in table: TableID) throws -> Row? {
        guard let physical = try store.table(table), let stored = try physical.row(id) else {
            return nil
        }
        return Row(table: physical.table, id: id, values: stored.values)
    }

    func rows(in table: TableID, where column: ColumnID, equals value: Value) throws -> [Row] {
        guard let physical = try store.table(table) else { return [] }
        return try physical.rows(where: column, equals: value).map {
            Row(table: physical.table, id: $0.id, values: $0.values)
        }
    }

    /// Every row of a table, sorted by id.
    func forEach(in table: TableSchema, _ body: (Row) throws -> Void) throws {
        try store.table(table.id)?.forEach {
            try body(Row(table: table, id: $0.id, values: $0.values))
        }
    }

    /// Every row of a table as it is stored, with cells of columns unknown here.
    func forEachStored(in table: TableSchema, _ body: (StoredRow) throws -> Void) throws {
        try store.table(table.id)?.forEach(body)
    }

    /// Every row of a table, sorted by id.
    func all(_ table: TableSchema) throws -> [Row] {
        var result: [Row] = []
        try forEach(in: table) { result.append($0) }
        return result
    }

    /// Rows whose column equals the value, sorted by id.
    func all(_ table: TableSchema, where column: ColumnSchema, equals value: Value) throws -> [Row]
    {
        try rows(in: table.id, where: column.id, equals: value)
    }

    /// Makes a row.
    func insert(_ row: Row) throws {
        try store.table(row.table.id)?.put(StoredRow(id: row.id, values: row.values))
    }

    /// Sets cells of one row.
    func set(_ cells: [Cell], of row: Row) throws {
        try store.table(row.table.id)?.set(cells, of: row.id)
    }

    /// Deletes a row.
    func delete(_ row: Row) throws {
        try store.table(row.table.id)?.delete(row.id)
    }
}

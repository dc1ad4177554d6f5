internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// One table while its touched rows are collected: what each row needs of it, looked up once.
final class CapturedTable {
    let schema: TableSchema
    let drawn: RowTable
    let committed: RowTable
    /// The highest row that any set touches.
    private let highest: RowID?

    init(_ schema: TableSchema, _ access: Access) throws {
        self.schema = schema
        drawn = try access.drawnTable(schema)
        committed = try access.committedTable(schema)
        let statement = try RawStatement(
            access.db, "SELECT id FROM _outbox_row WHERE tab = ? ORDER BY id DESC LIMIT 1")
        statement.bind(Int64(schema.id.rawValue), at: 1)
        let isFound = try statement.step()
        highest = isFound ? statement.rowID(at: 0) : nil
    }

    /// Whether no set touches the row: ids rise, so most new rows need no look-up.
    func isBeyondAllSets(_ row: RowID) -> Bool {
        highest.map { $0 < row } ?? true
    }
}

import SyncEngine
import SyncProtocol

/// Rows in memory, read as rules read them.
final class MemoryRows: RowReader {
    private var tables: [TableID: [RowID: Row]] = [:]

    func row(_ id: RowID, in table: TableID) -> Row? { tables[table]?[id] }

    func rows(in table: TableID, where column: ColumnID, equals value: Value) -> [Row] {
        all(table).filter { $0[column] == value }
    }

    func all(_ table: TableID) -> [Row] {
        (tables[table] ?? [:]).values.sorted { $0.id < $1.id }
    }

    func put(_ row: Row) { tables[row.table.id, default: [:]][row.id] = row }

    func remove(_ id: RowID, from table: TableID) { tables[table]?[id] = nil }

    /// A copy to try things on.
    func copy() -> MemoryRows {
        let other = MemoryRows()
        other.tables = tables
        return other
    }
}

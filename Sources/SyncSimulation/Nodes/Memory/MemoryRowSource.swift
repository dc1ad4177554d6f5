internal import SyncEngine
internal import SyncProtocol

/// The rows of a replica in memory as they are drawn.
struct MemoryRowSource: RowSource {
    let state: MemoryState

    func row(_ id: RowID, in table: TableID) -> Row? {
        guard let schema = state.schema[table] else { return nil }
        return state.drawnImage(RowKey(table, id))
            .map { Row(table: schema, id: id, values: $0.values) }
    }

    func rows(in table: TableID, where column: ColumnID, equals value: Value) -> [Row] {
        rows(in: table).filter { $0[column] == value }
    }

    func rows(in table: TableID) -> [Row] {
        guard let schema = state.schema[table] else { return [] }
        var rows: [Row] = []
        state.forEachDrawn(in: table) { id, image in
            rows.append(Row(table: schema, id: id, values: image.values))
        }
        return rows
    }
}

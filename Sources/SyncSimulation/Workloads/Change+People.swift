package import SyncEngine
package import SyncProtocol

/// Changes as replicas keep them: cells sorted, defaults and what does not change left out.
extension Change {
    package static func insert(
        _ table: TableSchema, _ row: RowID, _ values: [(ColumnSchema, Value)]
    ) -> Change {
        let cells = values.filter { $0.1 != $0.0.defaultValue }.map { Cell($0.0.id, $0.1) }
        return Change(
            .insert, table: table.id, row: row, cells: cells.sorted { $0.column < $1.column })
    }

    /// None when that changes nothing.
    package static func update(_ row: Row, _ values: [(ColumnSchema, Value)]) -> [Change] {
        let cells = values.filter { row[$0.0.id] != $0.1 }.map { Cell($0.0.id, $0.1) }
        guard !cells.isEmpty else { return [] }
        return [
            Change(
                .update, table: row.table.id, row: row.id,
                cells: cells.sorted { $0.column < $1.column })
        ]
    }

    package static func delete(_ row: Row) -> Change {
        Change(.delete, table: row.table.id, row: row.id)
    }
}

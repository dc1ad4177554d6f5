package import SyncProtocol

/// One stored row: its values in the order of the table's columns, and cells of columns unknown here.
package struct StoredRow: Hashable, Sendable {
    package var id: RowID
    package var values: [Value]
    /// Sorted by column.
    package var unknown: [Cell]

    package init(id: RowID, values: [Value], unknown: [Cell] = []) {
        self.id = id
        self.values = values
        self.unknown = unknown
    }
}

extension StoredRow {
    /// All cells, known and unknown, sorted by column: what content hashes are made of.
    package func cells(of table: TableSchema) -> [Cell] {
        let known = zip(table.columns, values).map { Cell($0.id, $1) }
        guard !unknown.isEmpty else { return known }
        return (known + unknown).sorted { $0.column < $1.column }
    }

    package func contentHash(in table: TableSchema) -> ContentHash {
        ContentHash(table: table, row: id, values: values, unknown: unknown)
    }
}

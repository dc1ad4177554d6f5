package import SyncProtocol

/// One row as the feed and change sets see it: the cells that are not NULL, those of columns that this
/// schema does not know included.
package struct RowImage: Hashable, Sendable {
    /// One for each column of the table, in its order.
    package var values: [Value]
    /// Cells of unknown columns, sorted, none NULL.
    package var unknown: [Cell]

    package init(values: [Value], unknown: [Cell] = []) {
        self.values = values
        self.unknown = unknown
    }

    /// A row of defaults with these cells.
    package init(table: TableSchema, cells: [Cell]) {
        self.init(values: table.defaultValues)
        set(cells, in: table)
    }

    /// Sets cells; a NULL takes a cell of an unknown column away.
    package mutating func set(_ cells: [Cell], in table: TableSchema) {
        for cell in cells {
            if let index = table.index(of: cell.column) {
                values[index] = cell.value
            } else {
                unknown.removeAll { $0.column == cell.column }
                if !cell.value.isNull {
                    let place = unknown.firstIndex { $0.column > cell.column } ?? unknown.count
                    unknown.insert(cell, at: place)
                }
            }
        }
    }

    /// All cells that are not NULL, sorted by column.
    package func cells(in table: TableSchema) -> [Cell] {
        var cells: [Cell] = []
        cells.reserveCapacity(values.count + unknown.count)
        for (column, value) in zip(table.columns, values) where !value.isNull {
            cells.append(Cell(column.id, value))
        }
        guard !unknown.isEmpty else { return cells }
        return (cells + unknown).sorted { $0.column < $1.column }
    }

    /// What the row adds to its scope's digest.
    package func contentHash(table: TableSchema, row: RowID) -> ContentHash {
        ContentHash(table: table, row: row, values: values, unknown: unknown)
    }

    /// Whom the row is sent to.
    package func scope(in table: TableSchema) -> Scope {
        switch table.scope {
        case .shared: .shared
        case .office: .office
        case .row(let column, let whenNull):
            table.index(of: column).flatMap { values[$0].row }.map(Scope.row) ?? whenNull
        }
    }

    /// The committed row as the feed now says it is.
    ///
    /// A partial row that the replica does not have (a broken peer) becomes a row of defaults with these
    /// cells; the digest then shows the difference and the row is repaired.
    package static func applying(
        _ state: BatchRow.State, to standing: RowImage?, in table: TableSchema
    ) -> RowImage? {
        switch state {
        case .whole(let cells):
            return RowImage(table: table, cells: cells)
        case .partial(let cells):
            var image = standing ?? RowImage(table: table, cells: [])
            image.set(cells, in: table)
            return image
        case .deleted, .gone:
            return nil
        }
    }

    /// The row as it is drawn: pending changes of this one row, in order, on top of its committed image.
    ///
    /// An update of a row that is not there draws nothing: its set waits for its verdict. An insert of a row
    /// that meanwhile came from elsewhere (a derived id) draws its cells on top, as the office will merge them.
    package static func replaying(
        _ changes: [Change], on committed: RowImage?, in table: TableSchema
    ) -> RowImage? {
        var drawn = committed
        for change in changes {
            switch change.kind {
            case .insert where drawn == nil:
                drawn = RowImage(table: table, cells: change.cells)
            case .insert, .update:
                drawn?.set(change.cells, in: table)
            case .delete:
                drawn = nil
            }
        }
        return drawn
    }
}

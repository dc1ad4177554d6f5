/// One column's new value.
public struct Cell: Hashable, Sendable {
    public let column: ColumnID
    public let value: Value

    public init(_ column: ColumnID, _ value: Value) {
        self.column = column
        self.value = value
    }
}

/// What one change set does to one row: its net effect.
public struct Change: Hashable, Sendable {
    /// What happens to the row.
    public enum Kind: UInt8, Hashable, Sendable {
        case insert = 0
        case update = 1
        case delete = 2
    }

    public let kind: Kind
    public let table: TableID
    public let row: RowID
    /// Sorted by column, each column once. An insert has the cells that differ from their default, an
    /// update the changed ones, a delete none.
    public let cells: [Cell]

    public init(_ kind: Kind, table: TableID, row: RowID, cells: [Cell] = []) {
        self.kind = kind
        self.table = table
        self.row = row
        self.cells = cells
    }
}

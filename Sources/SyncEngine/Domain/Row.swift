public import SyncProtocol

/// One row as values in the order of its table's columns.
public struct Row: Hashable, Sendable {
    public let table: TableSchema
    public let id: RowID
    /// As many as `table.columns`, in the same order.
    public private(set) var values: [Value]

    /// - Precondition: one value for each column.
    public init(table: TableSchema, id: RowID, values: [Value]) {
        precondition(
            values.count == table.columns.count, "a value for each column of \(table.name)")
        self.table = table
        self.id = id
        self.values = values
    }

    /// A row of defaults with these cells; cells of unknown columns are passed over.
    public init(table: TableSchema, id: RowID, cells: [Cell]) {
        self.init(table: table, id: id, values: table.columns.map(\.defaultValue))
        for cell in cells { self[cell.column] = cell.value }
    }

    /// NULL for a column that the table does not have; setting one does nothing.
    public subscript(column: ColumnID) -> Value {
        get { table.index(of: column).map { values[$0] } ?? .null }
        set { if let index = table.index(of: column) { values[index] = newValue } }
    }

    /// - Precondition: the table has the column.
    public subscript(name: String) -> Value {
        get { values[index(of: name)] }
        set { values[index(of: name)] = newValue }
    }

    /// All cells, in the order of their columns.
    public var cells: [Cell] {
        zip(table.columns, values).map { Cell($0.id, $1) }
    }

    /// Whom the row is sent to.
    public var scope: Scope {
        switch table.scope {
        case .shared: .shared
        case .office: .office
        case .row(let column, let whenNull): self[column].row.map(Scope.row) ?? whenNull
        }
    }

    private func index(of name: String) -> Int {
        guard let index = table.index(of: name) else {
            preconditionFailure("table \(table.name) has no column \(name)")
        }
        return index
    }
}

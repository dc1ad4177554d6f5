public import SyncEngine
public import SyncProtocol

/// Cells of a row to be made or changed, checked as they are set and once more together.
///
/// ```swift
/// var draft = Draft(SignupTable.schema)
/// try draft.set(SignupTable.event, to: .row(event))
/// try draft.set(SignupTable.name, to: .text("Åse Østergård"))
/// let cells = try draft.cells(reading: rows)
/// ```
public struct Draft {
    public let table: TableSchema
    /// The row as it would stand.
    public private(set) var row: Row
    private let before: Row?

    /// A new row. Its id is made by whoever writes it.
    public init(_ table: TableSchema) {
        self.table = table
        self.before = nil
        self.row = Row(
            table: table, id: RowID(timestamp: .zero, device: .office), cells: [])
    }

    /// Changes of a row that is there.
    public init(changing row: Row) {
        self.table = row.table
        self.before = row
        self.row = row
    }

    /// Cleans and checks one value, and keeps it.
    ///
    /// - Throws: `DomainError` that says which column and what to write instead.
    public mutating func set(_ column: ColumnSchema, to value: Value) throws(DomainError) {
        row[column] = try CellCheck.cleaned(value, for: column, of: table)
    }

    /// What the row would change: all cells that differ from their default, or from the row as it was.
    ///
    /// - Parameter rows: for what depends on other rows, such as the largest party; nothing of that kind is checked
    ///   without.
    /// - Throws: `value-missing` for a required column without a value, and what `RowCheck` finds.
    public func cells(reading rows: (any RowReader)? = nil) throws -> [Cell] {
        let standing = before?.values ?? table.columns.map(\.defaultValue)
        let cells = zip(row.cells, standing).filter { $0.value != $1 }.map(\.0)
        for column in table.columns where column.isRequired && row[column].isNull {
            throw DomainError.missing(column, of: table)
        }
        if !cells.isEmpty { try RowCheck.check(row, changed: cells, reading: rows) }
        return cells
    }
}

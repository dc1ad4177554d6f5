public import SyncProtocol

/// The narrow window through which rules and rights read rows: at the office its rows, in a replica the
/// committed rows with pending work on top.
public protocol RowReader {
    /// `nil` when there is no such row. One index look-up.
    func row(_ id: RowID, in table: TableID) throws -> Row?

    /// All rows whose column equals the value, sorted by row id. An index look-up when the column's type is
    /// `.row`, else a scan.
    func rows(in table: TableID, where column: ColumnID, equals value: Value) throws -> [Row]
}

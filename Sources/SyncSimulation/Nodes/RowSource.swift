package import SyncEngine
package import SyncProtocol

/// Rows for people to look at before they act: what rules see, and whole tables.
package protocol RowSource: RowReader {
    /// All rows of a table, sorted by id.
    func rows(in table: TableID) throws -> [Row]
}

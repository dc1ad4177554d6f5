package import SyncProtocol

/// Names one row of one table. Sorted by row id, as rules see changes.
package struct RowKey: Hashable, Sendable, Comparable {
    package let table: TableID
    package let row: RowID

    package init(_ table: TableID, _ row: RowID) {
        self.table = table
        self.row = row
    }

    package static func < (left: RowKey, right: RowKey) -> Bool {
        (left.row, left.table) < (right.row, right.table)
    }
}

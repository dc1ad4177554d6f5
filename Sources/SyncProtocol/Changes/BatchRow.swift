/// One row of the feed as the office has it now.
public struct BatchRow: Hashable, Sendable {
    /// What the replica does with the row.
    public enum State: Hashable, Sendable {
        /// The row with all its cells that differ from their default: replace or make it.
        case whole([Cell])
        /// Only the cells that changed since the replica's cursor; the replica has the row.
        case partial([Cell])
        /// Deleted at the office.
        case deleted
        /// No longer in any scope that the replica holds.
        case gone
    }

    public let table: TableID
    public let row: RowID
    /// Cells are sorted by column, each column once.
    public let state: State

    public init(table: TableID, row: RowID, state: State) {
        self.table = table
        self.row = row
        self.state = state
    }
}

/// Rows of the feed with sequences after the previous batch's `through` and up to this one's.
public struct Batch: Hashable, Sendable {
    /// The replica may resume after this sequence once the batch is staged.
    public let through: Sequence
    /// Any order; each row at most once.
    public let rows: [BatchRow]

    public init(through: Sequence, rows: [BatchRow]) {
        self.through = through
        self.rows = rows
    }
}

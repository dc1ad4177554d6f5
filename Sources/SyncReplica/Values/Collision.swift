public import SyncProtocol

/// A pending change that meets what somebody else has written since the last sync.
public struct Collision: Hashable, Sendable {
    /// How the office will probably end it.
    public enum Ending: Hashable, Sendable {
        /// The other's value stays; the own one waits as an open conflict.
        case openConflict
        /// The value that was written later stays; the other is kept beside it.
        case laterStays
        /// It is set once; the other's value stays.
        case otherStays
        /// The row was deleted; the own change lets it live.
        case rowLives
        /// The row was changed; it is not deleted.
        case rowStays
    }

    /// The outbox entry.
    public let entry: Int64
    public let table: TableID
    public let row: RowID
    /// The cell; `nil` when it is about the row.
    public let column: ColumnID?
    /// NULL when it is about the row.
    public let own: Value
    public let other: Value
    public let ending: Ending
}

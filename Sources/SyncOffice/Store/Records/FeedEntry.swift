package import SyncEngine
package import SyncProtocol

/// One row's place in the feed, or that it left one.
package struct FeedEntry: Hashable, Sendable {
    package let key: RowKey
    package let sequence: Sequence
    package let scope: Scope
    /// When the row came to live in its scope.
    package let since: Sequence
    package let isDeleted: Bool
    /// The row left this scope.
    package let isGone: Bool
    package let clocks: CellClocks

    package init(
        key: RowKey, sequence: Sequence, scope: Scope, since: Sequence, isDeleted: Bool,
        clocks: CellClocks
    ) {
        self.key = key
        self.sequence = sequence
        self.scope = scope
        self.since = since
        self.isDeleted = isDeleted
        self.isGone = false
        self.clocks = clocks
    }

    /// That a row left a scope.
    package init(gone key: RowKey, from scope: Scope, at sequence: Sequence) {
        self.key = key
        self.sequence = sequence
        self.scope = scope
        self.since = sequence
        self.isDeleted = false
        self.isGone = true
        self.clocks = CellClocks()
    }

    /// The order of the feed: by sequence, then by row.
    package static func areInOrder(_ left: FeedEntry, _ right: FeedEntry) -> Bool {
        if left.sequence != right.sequence { return left.sequence < right.sequence }
        if left.key != right.key { return left.key < right.key }
        return !left.isGone && right.isGone
    }
}

/// A place in the feed: everything at or before it is done.
package struct FeedPosition: Hashable, Sendable {
    package var sequence: Sequence
    /// `nil`: all of the sequence is done.
    package var key: RowKey?

    package static let start = FeedPosition(sequence: .zero, key: nil)
}

package import SyncEngine
package import SyncProtocol

/// Where one row stands in the feed.
package struct RowPlace: Hashable, Sendable {
    /// When it was last written.
    package let sequence: Sequence
    package let scope: Scope
    /// When it came to live in its scope.
    package let since: Sequence
    /// Who deleted it, at `sequence`.
    package let deletion: CellClock?

    package init(sequence: Sequence, scope: Scope, since: Sequence, deletion: CellClock?) {
        self.sequence = sequence
        self.scope = scope
        self.since = since
        self.deletion = deletion
    }
}

/// A deleted row that is remembered.
package struct Tombstone: Hashable, Sendable {
    package let key: RowKey
    package let sequence: Sequence

    package init(key: RowKey, sequence: Sequence) {
        self.key = key
        self.sequence = sequence
    }
}

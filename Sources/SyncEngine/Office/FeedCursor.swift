package import SyncProtocol

/// What one replica has and is to be sent: decides, row by row, in which form a row goes into a batch.
package struct FeedCursor: Hashable, Sendable {
    /// The replica's own checkpoint: partial rows say what changed since.
    package let checkpoint: Sequence
    /// Scopes whose rows it has at that checkpoint, sorted.
    package let held: [Scope]
    /// Scopes it is granted now, sorted.
    package let granted: [Scope]
    /// Whether earlier batches of this pull are staged at the replica.
    package let isResumed: Bool
    /// Where the office stood when this pull began.
    package let head: Sequence

    package init(
        checkpoint: Sequence, held: [Scope], granted: [Scope], isResumed: Bool, head: Sequence
    ) {
        self.checkpoint = checkpoint
        self.held = held
        self.granted = granted
        self.isResumed = isResumed
        self.head = head
    }

    package static func covers(_ scopes: [Scope], _ scope: Scope) -> Bool {
        if case .row = scope, scopes.contains(.allRows) { return true }
        // Scopes are sorted: a binary search.
        var (low, high) = (0, scopes.count)
        while low < high {
            let middle = (low + high) / 2
            if scopes[middle] < scope { low = middle + 1 } else { high = middle }
        }
        return low < scopes.count && scopes[low] == scope
    }

    /// Whether a row may be sent without the cells that the replica has.
    ///
    /// - Parameter since: when the row came to live in its scope.
    package func mayBePartial(scope: Scope, since: Sequence) -> Bool {
        since <= checkpoint && Self.covers(held, scope)
    }

    /// Whether the replica may have a row that was deleted or left this scope at that sequence.
    package func needsRemoval(scope: Scope, at sequence: Sequence) -> Bool {
        isResumed || sequence > head || Self.covers(held, scope)
    }
}

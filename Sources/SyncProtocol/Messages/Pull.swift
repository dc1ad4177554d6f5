/// Asks for the feed.
public struct Pull: Hashable, Sendable {
    /// Resume after this sequence: the cursor's, or that of the last staged batch.
    public let after: Sequence
    /// Whether `after` came from staged batches of an interrupted pull.
    public let isResumed: Bool
    /// Whether to keep the connection and push new commits after the first checkpoint.
    public let isLive: Bool

    public init(after: Sequence, isResumed: Bool, isLive: Bool) {
        self.after = after
        self.isResumed = isResumed
        self.isLive = isLive
    }
}

/// All batches up to here were sent: the replica may apply them in one transaction.
public struct Checkpoint: Hashable, Sendable {
    /// The digest of one scope's rows at the office.
    public struct ScopeDigest: Hashable, Sendable {
        public let scope: Scope
        public let digest: Digest

        public init(scope: Scope, digest: Digest) {
            self.scope = scope
            self.digest = digest
        }
    }

    public let mark: Mark
    /// One for each scope that the device holds after this checkpoint, sorted by scope.
    public let digests: [ScopeDigest]

    public init(mark: Mark, digests: [ScopeDigest]) {
        self.mark = mark
        self.digests = digests
    }
}

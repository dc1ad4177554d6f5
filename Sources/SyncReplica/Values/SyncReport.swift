public import SyncProtocol

/// What one sync did.
public struct SyncReport: Hashable, Sendable {
    /// Bytes of frames, headers included.
    public internal(set) var bytesSent = 0
    public internal(set) var bytesReceived = 0
    /// Change sets that were sent.
    public internal(set) var setsSent = 0
    /// Verdicts that came.
    public internal(set) var admitted = 0
    public internal(set) var returned = 0
    public internal(set) var held = 0
    /// Rows of the feed that were applied.
    public internal(set) var rowsReceived = 0
    /// Rows that differed from the office's without reason and were repaired.
    public internal(set) var repaired = 0
    /// Rows that the office does not have any more: kept aside, not lost.
    public internal(set) var kept = 0
    /// Scopes whose digest differs still. Not counted while `officeIsNewer`.
    public internal(set) var scopesDiffering = 0
    /// The office has a newer schema: its rows are kept whole, but digests cannot be compared before this
    /// program is brought up to date.
    public internal(set) var officeIsNewer = false
    /// The office went back in time; what it lost was offered again.
    public internal(set) var epochChanged = false
    /// Another replica had this identity; this one has a new one now.
    public internal(set) var reidentified = false
    /// Checkpoints applied: 1, more in live mode.
    public internal(set) var checkpoints = 0
    /// Where the replica stands now.
    public internal(set) var cursor = Mark.unknown
    /// How far the office's clock is ahead, in milliseconds.
    public internal(set) var clockOffset: Milliseconds = 0

    public init() {}
}

/// How far a sync has come.
public struct SyncProgress: Hashable, Sendable {
    public let bytesSent: Int
    public let bytesReceived: Int
    public let setsSent: Int
    public let rowsReceived: Int
    /// The first checkpoint is applied: from here on only live work comes.
    public let isCurrent: Bool
}

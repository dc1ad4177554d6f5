public import SyncProtocol

/// What one sync did.
public struct SyncReport: Hashable, Sendable {
    /// Bytes of frames, headers included.
    public package(set) var bytesSent = 0
    public package(set) var bytesReceived = 0
    /// Change sets that were sent.
    public package(set) var setsSent = 0
    /// Verdicts that came.
    public package(set) var admitted = 0
    public package(set) var returned = 0
    public package(set) var held = 0
    /// Rows of the feed that were applied.
    public package(set) var rowsReceived = 0
    /// Rows that differed from the office's without reason and were repaired.
    public package(set) var repaired = 0
    /// Rows that the office does not have any more: kept aside, not lost.
    public package(set) var kept = 0
    /// Scopes whose digest differs still. Not counted while `officeIsNewer`.
    public package(set) var scopesDiffering = 0
    /// The office has a newer schema: its rows are kept whole, but digests cannot be compared before this
    /// program is brought up to date.
    public package(set) var officeIsNewer = false
    /// The office went back in time; what it lost was offered again.
    public package(set) var epochChanged = false
    /// Another replica had this identity; this one has a new one now.
    public package(set) var reidentified = false
    /// Checkpoints applied: 1, more in live mode.
    public package(set) var checkpoints = 0
    /// Where the replica stands now.
    public package(set) var cursor = Mark.unknown
    /// How far the office's clock is ahead, in milliseconds.
    public package(set) var clockOffset: Milliseconds = 0

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

extension SyncReport {
    /// Counts verdicts on sets from a number on.
    package mutating func count(_ verdicts: Verdicts, from first: ChangeNumber) {
        var number = verdicts.first
        for verdict in verdicts.verdicts {
            defer { number = number.next }
            guard number >= first else { continue }
            switch verdict {
            case .admitted: admitted += 1
            case .returned: returned += 1
            case .held: held += 1
            }
        }
    }
}

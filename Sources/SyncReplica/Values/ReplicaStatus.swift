public import SyncProtocol

/// What a person should know before and after a day in the field.
public struct ReplicaStatus: Hashable, Sendable {
    /// Change sets that the office has not seen: not sealed, and sealed.
    public let pending: Int
    public let sealed: Int
    /// In the tray, waiting for the author.
    public let returned: Int
    /// Waiting for a person at the office.
    public let held: Int
    /// Outcomes that wait for somebody to settle them.
    public let openConflicts: Int
    /// Rows that the office does not have any more, kept aside.
    public let kept: Int
    /// The own wall clock after the last complete sync; `nil` before the first.
    public let lastSyncAt: Milliseconds?
    public let cursor: Mark
    /// How far the office's clock is ahead, in milliseconds.
    public let clockOffset: Milliseconds
    /// The device that this replica is; provisional until it has joined.
    public let device: DeviceID
    /// `nil` until the replica has joined an office.
    public let identity: ReplicaIdentity?
}

/// Something that `doctor` found.
public struct Finding: Hashable, Sendable {
    /// Stable codes.
    public enum Code: String, Hashable, Sendable {
        /// SQLite's own check complains.
        case fileDamaged = "file-damaged"
        /// A scope's digest is not the sum of its rows.
        case digestWrong = "digest-wrong"
        /// A committed image belongs to no pending work, or one is missing.
        case imageWrong = "image-wrong"
        /// A row is not drawn as its committed image and pending work say.
        case drawnWrong = "drawn-wrong"
        /// Writes of another program are not collected yet.
        case leftover = "leftover"
        /// A stored segment is not what its hash says, or the chain is broken.
        case chainBroken = "chain-broken"
        /// A change set cannot be read.
        case setUnreadable = "set-unreadable"
    }

    public let code: Code
    /// Where: a table, a scope, an entry. Never row contents.
    public let subject: String
    /// Whether it was mended.
    public let isRepaired: Bool
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// A replica's disk as values: what a crash leaves and an image copies.
///
/// The same things as in the file of a `Replica`, kept another way round: all rows as the office has them,
/// and beside them how rows with own work are drawn.
struct MemoryState {
    var schema: Schema

    // MARK: Rows

    /// All rows as the office has them.
    var committed = RowMap<RowImage>()
    /// Rows that drawn sets touch, as they are drawn; `nil` inside: not there.
    var drawn = RowMap<RowImage?>()
    /// Rows of tables that this version does not know.
    var unknown = RowMap<[Cell]>()
    /// Of the committed rows, by scope.
    var digests: [Scope: Digest] = [:]
    var heldScopes: [Scope] = []
    /// Rows that went without a word from the office, oldest first.
    var kept: [KeptRow] = []

    // MARK: Own work

    /// Oldest first.
    var outbox: [MemorySet] = []
    var lastEntry: Int64 = 0
    /// Sets that the office returned only because what they need was not back yet, oldest first.
    var stranded: [Int64] = []
    /// In the order in which they were sealed.
    var segments: [MemorySegment] = []

    // MARK: Received, not applied

    var staged: [Batch] = []

    // MARK: Standing

    /// Provisional until the replica has joined.
    var device: DeviceID
    /// `nil` until then.
    var deployment: DeploymentID?
    /// Made for enrolment.
    var signingKey: [UInt8]?
    var nextSigningKey: [UInt8]?
    var cursor = Mark.unknown
    var receipt = Mark.unknown
    /// The last reading of the clock of row ids.
    var clock = Timestamp.zero
    var offset = ClockOffset.none
    var nextNumber = ChangeNumber.first
    var lastSegment = Hash256.zero
    var backedUpThrough = Sequence.zero
    /// What the office's clock said when it last welcomed this replica.
    var officeTime: Milliseconds = 0
    var welcomedEpoch = Epoch.unknown

    init(schema: Schema, device: DeviceID) {
        self.schema = schema
        self.device = device
    }
}

/// One local change set.
struct MemorySet {
    let entry: Int64
    /// The identity under which it was sealed.
    var device: DeviceID?
    var number: ChangeNumber?
    var state: OutboxState = .pending
    var madeAt: Milliseconds
    var basis: Basis
    let changes: [Change]
    var isDrawn = true

    var asEntry: OutboxEntry {
        OutboxEntry(
            entry: entry, number: number, state: state, madeAt: madeAt, basis: basis,
            changes: changes, isDrawn: isDrawn)
    }

    var isAdmitted: Bool { if case .admitted = state { true } else { false } }

    var isReturned: Bool { if case .returned = state { true } else { false } }

    var isHeld: Bool { if case .held = state { true } else { false } }
}

/// One sealed segment, kept until the office has a backup of it.
struct MemorySegment {
    let sealed: SealedSegment
    var sealedAt: Milliseconds
    /// None of its sets waits for a verdict.
    var isDecided = false
    /// Where the office stood when it was judged.
    var sequence = Sequence.zero

    var device: DeviceID { sealed.header.device }

    var range: SegmentRange {
        SegmentRange(first: sealed.header.first, count: sealed.header.count)
    }

    func holds(_ number: ChangeNumber) -> Bool { range.first <= number && number < range.end }
}

/// A row that the office does not have any more.
struct KeptRow: Hashable {
    let key: RowKey
    let cells: [Cell]
}

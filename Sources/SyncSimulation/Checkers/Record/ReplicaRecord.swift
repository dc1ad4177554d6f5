internal import SyncProtocol
internal import SyncReplica

/// What is known of one replica.
struct ReplicaRecord {
    /// How much of it may have changed since it was last compared with its model.
    enum Doubt: Int, Comparable {
        case none, touched, all

        static func < (left: Doubt, right: Doubt) -> Bool { left.rawValue < right.rawValue }
    }

    var entries: [OutboxEntry] = []
    /// Grows whenever `entries` is read anew.
    var version = 0
    var device: DeviceID?
    var cursor = Mark.unknown
    var receipt = Mark.unknown
    /// The head of the checkpoint before the cursor's.
    var headBefore = Hash256.zero
    var scopes: [Scope] = []
    /// Whether the account above may be out of date.
    var isStale = true
    /// Whether it may have been when the replica was last restarted.
    var wasStale = true
    var doubt = Doubt.all
    /// Where the replica stood when each set was made.
    var madeAt: [Int64: Basis] = [:]
    /// Whether it may have heard a verdict since its entries were last read.
    var mayHaveHeard = true
    /// The newest acknowledgement of each set.
    var acknowledged: [Int64: Acknowledgement] = [:]
}

/// Where a replica does not draw what its model says.
struct ReplicaDifference: Hashable {
    let replica: Int
    let promise: String
    let detail: String
}

internal import SyncEngine
package import SyncProtocol
internal import SyncReplica

/// Somebody with a device in the world.
package final class Person {
    package let index: Int
    package let node: any ReplicaNode
    package let role: String
    package let clock: DeviceClock
    /// Stands for the device's TLS key. A copied disk brings its own.
    package internal(set) var fingerprint: Hash256
    /// The schema version of the device's program.
    package internal(set) var version: Int
    package internal(set) var link = Link()
    /// Change sets that were acknowledged to their author here, by outbox entry. What the disk lost because
    /// somebody put an older image in place is taken out.
    package internal(set) var promised: [Int64: [Change]] = [:]
    /// Sets that their author discarded or made again: the outbox may forget them.
    package internal(set) var givenUp: Set<Int64> = []
    /// The member's row at the office, until that is restored from before it was made.
    package internal(set) var member: RowID
    /// Proves the invite; `nil` once enrolled.
    package internal(set) var secret: [UInt8]?
    /// The office will not talk to this device any more.
    package internal(set) var isShutOut = false
    /// Copies of the disk, each with what was promised then.
    var images: [(image: NodeImage, promised: [Int64: [Change]])] = []
    var connection: Connection?
    var backOff = BackOff()
    /// Sessions that ended in good order since the faults ended.
    var goodSyncs = 0
    /// When it asked the office last to join.
    var askedAt: Milliseconds = 0
    /// Since when the office has known this device.
    var identityAt: Milliseconds = 0
    /// The office may refuse this device: it was revoked, its member deactivated, or the office is older.
    var mayBeRefused = false
    var diskMayFail = false

    // For coverage: what there is, and what last went wrong.
    var hasPending = false
    var hasSealed = false
    var hasReturned = false
    var hasStaged = false
    var lastFault = Coverage.Fault.none

    init(
        _ index: Int, _ node: any ReplicaNode, role: String, clock: DeviceClock,
        fingerprint: Hash256, version: Int, member: RowID, secret: [UInt8]?
    ) {
        self.index = index
        self.node = node
        self.role = role
        self.clock = clock
        self.fingerprint = fingerprint
        self.version = version
        self.member = member
        self.secret = secret
    }

    package var isEnrolled: Bool { secret == nil }
    package var isInSession: Bool { connection != nil }

    /// Another disk is in place.
    func takeOver(_ outbox: [OutboxEntry]) {
        hasPending = outbox.contains { $0.state == .pending }
        hasSealed = outbox.contains { $0.state == .sealed }
        hasReturned = outbox.contains(where: \.isReturned)
        hasStaged = false
    }
}

extension OutboxEntry {
    var isReturned: Bool { if case .returned = state { true } else { false } }
}

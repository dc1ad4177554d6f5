package import SyncProtocol

/// One thing that the generator does to the world. A step that cannot be done does nothing, so that any
/// subset of a world's steps is a world again.
package struct Step: Hashable, Codable, Sendable {
    /// What is done. Names are stable: they stand in stored runs.
    package enum Kind: String, Hashable, Codable, Sendable, CaseIterable {
        // People
        case work, burst, retry, discard
        // Sessions
        case sync, cutSync = "cut-sync", loseReply = "lose-reply", goLive = "go-live"
        case hangUp = "hang-up"
        // The network
        case cutLink = "cut-link", healLink = "heal-link", clog, unclog, slow, flap
        case replay, forge
        // Processes
        case restartReplica = "restart-replica", killReplica = "kill-replica"
        case powerReplica = "power-replica"
        case restartOffice = "restart-office", killOffice = "kill-office"
        case powerOffice = "power-office"
        // Operators
        case backup, restoreOffice = "restore-office", restoreBlind = "restore-blind"
        case image, restoreReplica = "restore-replica", clone
        case enrol, revoke, assign, unassign, deactivate
        // Clocks
        case stepClock = "step-clock", breakClock = "break-clock"
        case stepOfficeClock = "step-office-clock"
        // Versions
        case upgradeReplica = "upgrade-replica", upgradeOffice = "upgrade-office"
        // Disks
        case failReplicaDisk = "fail-replica-disk", failOfficeDisk = "fail-office-disk"
        // Nobody does anything for a while
        case rest
        // The office's daily work
        case retire
    }

    package var kind: Kind
    /// Which replica, modulo how many there are.
    package var who: Int
    /// How long after the step before.
    package var wait: Milliseconds
    /// Everything else about it is drawn from this.
    package var dice: UInt64

    package init(_ kind: Kind, who: Int, wait: Milliseconds, dice: UInt64) {
        self.kind = kind
        self.who = who
        self.wait = wait
        self.dice = dice
    }
}

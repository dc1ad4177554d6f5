package import SyncProtocol

/// What happened in a world, as checkers are told it, in order.
package enum WorldEvent {
    /// A replica acknowledged a local transaction to its author.
    case wrote(replica: Int, entry: Int64, changes: [Change])
    /// The author of a returned set is about to give it up.
    case discards(replica: Int, entry: Int64)
    /// A replica has dealt with a message of the office.
    case heard(replica: Int, Message)
    /// The office received a message and has not dealt with it yet.
    case officeHears(session: Int, Message)
    /// The office answered. `replica` is `nil` for somebody malicious.
    case officeSaid(session: Int, replica: Int?, Message)
    /// A session ended in good order.
    case synced(replica: Int)
    case restarted(replica: Int, Loss)
    /// The replica's disk is an older copy of itself now.
    case wentBack(replica: Int)
    /// `copy` is a new replica with the disk of `original`.
    case copied(original: Int, copy: Int)
    case officeRestarted(Loss)
    /// The office is what it was when the backup was made.
    case officeWentBack
    case revoked(replica: Int)
    /// The office's clock is about to be set.
    case officeClockTurns
    /// The office waits for the replica no longer before it forgets deletions.
    case gaveUp(replica: Int)
    /// The office forgot deletions.
    case retired
    /// Faults are over; from here on everything must come right.
    case healed
}

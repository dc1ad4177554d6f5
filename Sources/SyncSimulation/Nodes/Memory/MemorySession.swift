internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// What a process remembers of one session and forgets when it ends.
final class MemorySession {
    var session = ReplicaSession()
    var offeredFrom = ChangeNumber.first
    var report = SyncReport()
    var failure: SessionFailure?
    var isFinished = false
    var helloAt: Milliseconds = 0
    /// While reconciling, the last verdict's receipt waits here until the checkpoint is applied.
    var heldReceipt: Mark?
    /// Marks were denied in another epoch: the office went back in time.
    var isRestored = false
    /// The last one applied.
    var checkpoint: Checkpoint?
    /// The batch that is being dealt with.
    var arriving: Batch?
}

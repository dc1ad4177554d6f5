internal import SyncReplica

/// Every local change set ended in a state that its author can see.
func nothingIsPending(_ world: World) throws {
    for replica in world.replicas {
        for entry in try replica.replica.outbox(openOnly: false) {
            switch entry.state {
            case .pending, .sealed:
                throw Violation("decided", "replica \(replica.index) set \(entry.entry) waits")
            case .admitted where entry.isDrawn:
                throw Violation("drawn", "replica \(replica.index) set \(entry.entry)")
            case .admitted, .returned, .held, .discarded, .retried:
                continue
            }
        }
    }
}

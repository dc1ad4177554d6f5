internal import SyncReplica

/// Every local change set ends in a state that its author can see.
final class NothingPending: Checker {
    let name = "decided"

    func checkAtRest(_ world: World) throws {
        for person in world.replicas where !person.isShutOut {
            for entry in try person.node.outbox() {
                switch entry.state {
                case .pending, .sealed:
                    throw Violation(name, "replica \(person.index) set \(entry.entry) waits")
                case .admitted where entry.isDrawn:
                    throw Violation(name, "replica \(person.index) set \(entry.entry) is drawn")
                case .admitted, .returned, .held, .discarded, .retried:
                    continue
                }
            }
        }
    }
}

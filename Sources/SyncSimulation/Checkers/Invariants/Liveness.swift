internal import SyncProtocol
internal import SyncReplica

/// 26: on sound lines every set is decided, without anybody's doing.
final class Liveness: Checker {
    let name = "liveness"
    private let record: Record

    init(_ record: Record) { self.record = record }

    func checkAtRest(_ world: any WorldView) throws {
        for (index, replica) in record.replicas.enumerated()
        where world.isEnrolled(index) && !world.isShutOut(index) {
            for entry in replica.entries {
                switch entry.state {
                case .pending, .sealed:
                    throw Violation(
                        name, "replica \(index) set \(entry.entry) waits still", kind: .liveness)
                case .admitted, .returned, .held, .discarded, .retried: continue
                }
            }
        }
    }
}

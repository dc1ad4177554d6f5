internal import SyncProtocol
internal import SyncReplica

/// 18: a set that is returned stops no other: every set of a segment is judged, and after a session that
/// ended in good order nothing sealed is left over.
final class BlockedQueue: Checker {
    let name = "blocked-queue"
    private let record: Record
    private var synced: Set<Int> = []

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .synced(let replica):
            for entry in try world.node(replica).outbox() {
                if case .sealed = entry.state {
                    throw Violation(name, "replica \(replica) set \(entry.entry) was passed over")
                }
            }
        case .officeSaid(let session, _, .verdicts(let verdicts)):
            guard verdicts.problem == nil, let office = record.office,
                let device = office.sessions[session]?.device
            else { return }
            let claims = office.claims[SetName(device: device, number: verdicts.first)] ?? []
            let counts = claims.compactMap { office.segments[$0]?.segment.header }
                .filter { $0.first == verdicts.first }.map(\.count)
            if !counts.isEmpty, !counts.contains(verdicts.verdicts.count) {
                throw Violation(
                    name, "\(verdicts.verdicts.count) verdicts on \(counts[0]) sets of \(device)")
            }
        default: break
        }
    }
}

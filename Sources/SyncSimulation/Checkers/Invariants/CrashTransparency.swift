internal import SyncProtocol
internal import SyncReplica

/// 27: after a crash a replica is what it was before, or what it was about to be, and nothing else: no set
/// is back in an earlier state, no mark has moved, and everything is drawn as the model says.
final class CrashTransparency: Checker {
    let name = "crash-transparency"
    private let record: Record

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .restarted(let replica, _):
            guard replica < record.replicas.count, world.isEnrolled(replica) else { return }
            try compare(record.replicas[replica], replica, world)
        case .officeRestarted:
            guard let office = record.office else { return }
            if try world.officeData.head(at: office.tip) ?? .zero != office.head {
                throw Violation(name, "the office has lost sequence \(office.tip.rawValue)")
            }
        default: break
        }
    }

    private func compare(
        _ before: ReplicaRecord, _ replica: Int, _ world: any WorldView
    ) throws {
        let node = world.node(replica)
        let entries = try node.outbox()
        let now = Dictionary(entries.map { ($0.entry, $0) }) { first, _ in first }
        for entry in before.entries {
            guard let after = now[entry.entry] else {
                if Self.rank(entry.state) == 2, !entry.isDrawn { continue }
                let isOld = entry.madeAt < world.officeNow - Self.keptMilliseconds
                if before.wasStale, isOld, record.admitted.contains(entry.changes) { continue }
                throw Violation(name, "replica \(replica) has lost set \(entry.entry)")
            }
            // The account may be older than the crash: states go forward only.
            if !before.wasStale, Self.rank(after.state) < Self.rank(entry.state) {
                throw Violation(
                    name,
                    "replica \(replica) set \(entry.entry) was \(entry.state), is "
                        + "\(after.state)")
            }
        }
        guard !before.wasStale else { return }
        let cursor = try node.cursor()
        if cursor != before.cursor, cursor.sequence <= before.cursor.sequence,
            record.office?.losses == 0
        {
            throw Violation(name, "replica \(replica) went back to \(cursor.sequence.rawValue)")
        }
    }

    /// How long a replica keeps its account of a set that the office has, by the clock it was made under.
    private static let keptMilliseconds: Milliseconds = 90 * 86_400_000

    private static func rank(_ state: OutboxState) -> Int {
        switch state {
        case .pending: 0
        case .sealed: 1
        case .admitted, .returned, .held, .discarded, .retried: 2
        }
    }
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// 8: whoever holds the same scopes draws the same rows, which are the office's; nothing is left to decide.
final class Convergence: Checker {
    let name = "convergence"
    private let record: Record

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws { try record.raise(name) }

    func checkAtRest(_ world: any WorldView) throws {
        try record.raise(name)
        guard let office = record.office else { return }
        for (index, replica) in record.replicas.enumerated()
        where world.isEnrolled(index) && !world.isShutOut(index) {
            if replica.cursor.head != office.head {
                // What came later concerns nobody's scopes here, or there would be a checkpoint.
                try checkNothingIsNewer(than: replica, index, office)
            }
            let drawn = replica.entries.first { entry in
                if case .held = entry.state { false } else { entry.isDrawn }
            }
            if let entry = drawn {
                throw Violation(name, "replica \(index) draws set \(entry.entry) still")
            }
        }
    }

    private func checkNothingIsNewer(
        than replica: ReplicaRecord, _ index: Int, _ office: OfficeRecord
    ) throws {
        for table in office.model.schema.tables {
            for row in office.history.rows(in: table.id, at: office.head)
            where replica.scopes.contains(where: { $0.covers(row.scope) }) {
                let known = office.history.row(.init(table.id, row.id), at: replica.cursor.head)
                if known != row {
                    throw Violation(
                        name,
                        "replica \(index) stands at \(replica.cursor.sequence.rawValue) of "
                            + "\(office.tip.rawValue) and lacks \(table.name) \(row.id)")
                }
            }
        }
    }
}

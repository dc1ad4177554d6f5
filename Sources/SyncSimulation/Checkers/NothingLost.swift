internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// A row that somebody made is at the office, unless its set was returned or somebody deleted it.
func nothingIsLost(_ world: World) throws {
    let deleted = try deletedRows(world)
    for replica in world.replicas {
        let states = try Dictionary(
            uniqueKeysWithValues: replica.replica.outbox(openOnly: false).map {
                ($0.entry, $0.state)
            })
        for (entry, changes) in replica.promised.sorted(by: { $0.key < $1.key }) {
            switch states[entry] {
            case .returned, .held: continue
            case .pending, .sealed, .discarded, .retried:
                throw Violation("decided", "replica \(replica.index) set \(entry)")
            case .admitted, nil: break
            }
            for change in changes where change.kind == .insert {
                guard !deleted.contains(change.row) else { continue }
                let rows = try world.office.core.rows(in: change.table)
                guard rows.contains(where: { $0.id == change.row }) else {
                    throw Violation("lost", "replica \(replica.index) row \(change.row)")
                }
            }
        }
    }
}

private func deletedRows(_ world: World) throws -> Set<RowID> {
    var rows: Set<RowID> = []
    for replica in world.replicas {
        for change in replica.promised.values.joined() where change.kind == .delete {
            rows.insert(change.row)
        }
    }
    return rows
}

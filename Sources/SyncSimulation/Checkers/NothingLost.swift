internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// A row that somebody made is at the office, unless its set was returned or somebody deleted it.
final class NothingLost: Checker {
    let name = "nothing lost"
    private var deleted: Set<RowID> = []

    func saw(_ event: WorldEvent, in world: World) throws {
        guard case .wrote(_, _, let changes) = event else { return }
        for change in changes where change.kind == .delete { deleted.insert(change.row) }
    }

    func checkAtRest(_ world: World) throws {
        var rows: [TableID: Set<RowID>] = [:]
        for table in world.officeDomain.schema.tables {
            rows[table.id] = Set(try world.office.core.rows(in: table.id).map(\.id))
        }
        for person in world.replicas where !person.isShutOut {
            let states = try Dictionary(
                uniqueKeysWithValues: person.node.outbox().map { ($0.entry, $0.state) })
            for (entry, changes) in person.promised.sorted(by: { $0.key < $1.key }) {
                switch states[entry] {
                case .returned, .held, .discarded, .retried: continue
                case .pending, .sealed:
                    throw Violation(name, "replica \(person.index) set \(entry) is undecided")
                case .admitted, nil: break
                }
                for change in changes
                where change.kind == .insert && !deleted.contains(change.row) {
                    guard let known = rows[change.table], !known.contains(change.row) else {
                        continue
                    }
                    throw Violation(
                        name, "replica \(person.index) set \(entry) row \(change.row)")
                }
            }
        }
    }
}

internal import GRDB
internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// Each replica draws exactly the office's rows of the scopes that it holds.
func allHaveTheSameRows(_ world: World) throws {
    for table in world.workload.domain.schema.tables {
        let rows = try world.office.core.rows(in: table.id)
        for replica in world.replicas {
            let scopes = try replica.replica.heldScopes()
            let expected = rows.filter { row in scopes.contains { $0.covers(row.scope) } }
            for row in expected {
                let drawn = try replica.replica.read { db in
                    try replica.replica.rowReader(db).row(row.id, in: table.id)
                }
                guard drawn == row else {
                    throw Violation(
                        "same rows", "replica \(replica.index) \(table.name) \(row.id)")
                }
            }
            let count = try replica.replica.read { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \"\(table.name)\"") ?? 0
            }
            guard count == expected.count else {
                throw Violation(
                    "same rows",
                    "replica \(replica.index) has \(count) of \(expected.count) in \(table.name)")
            }
        }
    }
}

internal import GRDB
internal import SyncEngine
public import SyncProtocol
internal import SyncSQLite

extension Replica {
    /// Where the replica stands. Reads no table from end to end.
    public func status() throws -> ReplicaStatus {
        try store.read { access in
            let db = access.db
            var counts: [Int: Int] = [:]
            let rows = try GRDB.Row.fetchAll(
                db,
                sql: """
                    SELECT state, count(*) FROM _outbox WHERE state IN (0, 1, 3, 4) GROUP BY state
                    """)
            for row in rows {
                let state = try row.stored(Int.self, at: 0)
                counts[state] = try row.stored(Int.self, at: 1)
            }
            let leftover = try CaptureLog.isEmpty(db) ? 0 : 1
            let conflicts = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM outcome WHERE state = 'open'")
            return ReplicaStatus(
                pending: (counts[Outbox.Code.pending.rawValue] ?? 0) + leftover,
                sealed: counts[Outbox.Code.sealed.rawValue] ?? 0,
                returned: counts[Outbox.Code.returned.rawValue] ?? 0,
                held: counts[Outbox.Code.held.rawValue] ?? 0,
                openConflicts: conflicts ?? 0,
                kept: try KeptRows.count(db),
                lastSyncAt: try Standing.lastSync(db),
                cursor: try Standing.cursor(db),
                clockOffset: try Standing.offset(db).milliseconds,
                device: try IdentityStore.device(db),
                identity: try IdentityStore.identity(db))
        }
    }

    /// The office's time now: the wall clock, with what it was wrong by at the last contact.
    public func officeTime() throws -> Milliseconds {
        try store.read { try Standing.offset($0.db).corrected($0.wall) }
    }
}

internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Takes a new identity after another replica was found under the old one: sets without a verdict are
/// unsealed, to be numbered from 1. Row ids stay.
struct Renumbering {
    let access: Access

    /// - Parameter from: while reconciling: admitted and held sets from this number on are lost at the office,
    ///   and their segments belong to the old identity; they become pending again.
    func adopt(_ device: DeviceID, from: ChangeNumber?) throws {
        let db = access.db
        let old = Int64(bitPattern: try IdentityStore.device(db).rawValue)
        if let from {
            let lost = try Outbox(db: db, schema: access.schema).entries(
                where: "device = ? AND state = 2 AND drawn = 0 AND number >= ?",
                [old, Int64(bitPattern: from.rawValue)])
            try LocalRebase(access: access).draw(lost)
            try db.execute(
                sql: """
                    UPDATE _outbox SET state = 1
                    WHERE device = ? AND state IN (2, 4) AND number >= ?
                    """,
                arguments: [old, Int64(bitPattern: from.rawValue)])
        }
        try db.execute(
            sql: """
                DELETE FROM _segment WHERE device = ?1 AND EXISTS (
                    SELECT 1 FROM _outbox AS o WHERE o.device = ?1 AND o.state = 1
                        AND o.number BETWEEN first AND first + count - 1)
                """,
            arguments: [old])
        try db.execute(
            sql: """
                UPDATE _outbox SET state = 0, device = NULL, number = NULL, sequence = NULL
                WHERE device = ? AND state = 1
                """,
            arguments: [old])
        try IdentityStore.promoteNextSigningKey(db)
        try IdentityStore.setDevice(device, db)
        try Standing.setNextNumber(.first, db)
        try Standing.setLastSegment(.zero, db)
        try Standing.setReceipt(.unknown, db)
    }
}

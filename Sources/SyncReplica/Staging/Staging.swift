internal import Foundation
internal import GRDB
internal import SyncProtocol
internal import SyncSQLite

/// Batches as they were received, on disk until the checkpoint that makes them whole.
enum Staging {
    /// What is staged is not what came: it is worth nothing, and can be asked for again.
    struct Unreadable: Error {}

    static func add(_ frame: Frame, through: Sequence, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "INSERT INTO _staging (through, kind, flags, payload) VALUES (?, ?, ?, ?)")
        try statement.execute(arguments: [
            Int64(bitPattern: through.rawValue), Int(frame.kind), Int(frame.flags),
            Data(frame.payload),
        ])
    }

    /// Where an interrupted pull resumes; `nil` when nothing is staged.
    static func through(_ db: Database) throws -> Sequence? {
        try Int64.fetchOne(db, sql: "SELECT through FROM _staging ORDER BY seq DESC LIMIT 1")
            .map { Sequence(UInt64(bitPattern: $0)) }
    }

    /// Calls `body` with each batch, oldest first.
    ///
    /// - Parameter known: batches of this flight that are still in memory, by their place.
    /// - Throws: `Unreadable` when the disk did not keep a batch as it came.
    static func forEach(
        _ db: Database, schema: Schema, known: [Int64: Batch], _ body: (Batch) throws -> Void
    ) throws {
        for seq in try Int64.fetchAll(db, sql: "SELECT seq FROM _staging ORDER BY seq") {
            if let batch = known[seq] {
                try body(batch)
            } else if let batch = try batch(seq, db, schema: schema) {
                try body(batch)
            }
        }
    }

    private static func batch(_ seq: Int64, _ db: Database, schema: Schema) throws -> Batch? {
        let statement = try db.cachedStatement(
            sql: "SELECT kind, flags, payload FROM _staging WHERE seq = ?")
        guard let row = try GRDB.Row.fetchOne(statement, arguments: [seq]) else { return nil }
        guard let kind = try? row.stored(Int64.self, at: 0),
            let flags = try? row.stored(Int64.self, at: 1),
            let payload = try? row.stored(Data.self, at: 2)
        else { throw Unreadable() }
        let frame = Frame(
            kind: UInt8(truncatingIfNeeded: kind), flags: UInt8(truncatingIfNeeded: flags),
            payload: Array(payload))
        guard case .batch(let batch)? = try? Message(frame: frame, schema: schema) else {
            throw Unreadable()
        }
        return batch
    }

    static func clear(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM _staging")
    }
}

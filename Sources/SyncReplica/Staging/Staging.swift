internal import Foundation
internal import GRDB
internal import SyncProtocol
internal import SyncSQLite

/// Batches as they were received, on disk until the checkpoint that makes them whole.
enum Staging {
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
        let frame = Frame(
            kind: UInt8(truncatingIfNeeded: row[0] as Int64),
            flags: UInt8(truncatingIfNeeded: row[1] as Int64),
            payload: Array(row[2] as Data))
        guard case .batch(let batch) = try Message(frame: frame, schema: schema) else {
            throw ReplicaError(.damaged, detail: "staged frame \(seq) is no batch")
        }
        return batch
    }

    static func clear(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM _staging")
    }
}

internal import Foundation
internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Sealed segments as they were signed: stored before they are sent, resent unchanged.
enum SegmentStore {
    static func add(_ segment: SealedSegment, sealedAt: Milliseconds, _ db: Database) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO _segment (device, first, count, decided, sequence, sealed_at, hash, bytes)
                VALUES (?, ?, ?, 0, 0, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            Int64(bitPattern: segment.header.device.rawValue),
            Int64(bitPattern: segment.header.first.rawValue), segment.header.count, sealedAt,
            Data(segment.hash.bytes), Data(segment.bytes),
        ])
    }

    /// Segments that wait for a verdict, and those with sets that a person at the office has not decided:
    /// sending them again asks for the decision.
    static func undecided(_ device: DeviceID, _ db: Database) throws -> [SegmentRange] {
        try ranges(
            """
            device = ?1 AND (decided = 0 OR EXISTS (
                SELECT 1 FROM _outbox AS o WHERE o.device = ?1 AND o.state = 4
                    AND o.number BETWEEN first AND first + count - 1))
            """, [Int64(bitPattern: device.rawValue)], db)
    }

    /// All segments kept here.
    static func retained(_ device: DeviceID, _ db: Database) throws -> [SegmentRange] {
        try ranges("device = ?", [Int64(bitPattern: device.rawValue)], db)
    }

    /// All segments kept here from the one with this number on; `nil` when that one is not kept.
    static func retained(
        _ device: DeviceID, from number: ChangeNumber, _ db: Database
    ) throws -> [SegmentRange]? {
        let ranges = try ranges(
            "device = ? AND first + count > ?",
            [Int64(bitPattern: device.rawValue), Int64(bitPattern: number.rawValue)], db)
        if ranges.isEmpty { return try Standing.nextNumber(db) == number ? [] : nil }
        return ranges[0].first <= number ? ranges : nil
    }

    /// A segment's bytes; `nil` when they are gone, or not any more what was signed: the office would refuse
    /// them, and could not say that it is this disk.
    static func bytes(
        _ device: DeviceID, first: ChangeNumber, signedBy key: SigningKey?, _ db: Database
    ) throws -> [UInt8]? {
        let statement = try db.cachedStatement(
            sql: "SELECT bytes FROM _segment WHERE device = ? AND first = ?")
        let stored = try Data.fetchOne(
            statement,
            arguments: [
                Int64(bitPattern: device.rawValue), Int64(bitPattern: first.rawValue),
            ])
        guard let stored, let key, let segment = try? SealedSegment(bytes: Array(stored)),
            segment.isSigned(by: key)
        else { return nil }
        return segment.bytes
    }

    /// The hash of the last segment whose sets all have verdicts; `zero` when there is none.
    static func lastDecided(_ device: DeviceID, _ db: Database) throws -> Hash256 {
        try Data.fetchOne(
            db,
            sql: """
                SELECT hash FROM _segment WHERE device = ? AND decided = 1
                ORDER BY first DESC LIMIT 1
                """,
            arguments: [Int64(bitPattern: device.rawValue)]
        ).flatMap { Hash256(bytes: $0) } ?? .zero
    }

    private static func ranges(
        _ condition: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> [SegmentRange] {
        let rows = try GRDB.Row.fetchAll(
            db, sql: "SELECT first, count FROM _segment WHERE \(condition) ORDER BY first",
            arguments: arguments)
        return try rows.map { row in
            SegmentRange(
                first: ChangeNumber(UInt64(bitPattern: try row.stored(Int64.self, at: 0))),
                count: try row.stored(at: 1))
        }
    }
}

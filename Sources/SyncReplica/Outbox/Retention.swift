internal import GRDB
internal import SyncEngine
internal import SyncProtocol

/// Admitted work is kept until the office has a backup of it: should the office lose it, it is offered again.
struct Retention {
    let access: Access

    private static let daysMax: Milliseconds = 90

    /// Sets are made by the own clock, which may be far off: none goes before its segment.
    private static let isForgotten = """
        drawn = 0 AND state IN (2, 5, 6) AND made_at < ? AND NOT EXISTS (
            SELECT 1 FROM _segment AS s WHERE s.device = _outbox.device
                AND _outbox.number BETWEEN s.first AND s.first + s.count - 1)
        """

    /// Forgets admitted segments that are safe or 90 days old, and decided sets that are 90 days old.
    ///
    /// Their age is by the office's clock alone: a device whose clock jumps would otherwise forget what the
    /// office may still lose.
    func run() throws {
        let db = access.db
        let safe = Int64(bitPattern: try Standing.backedUpThrough(db).rawValue)
        let old = try Standing.officeTime(db) - Self.daysMax * 86_400_000
        try db.execute(
            sql: "DELETE FROM _segment WHERE decided = 1 AND (sequence <= ? OR sealed_at < ?)",
            arguments: [safe, old])
        // A clock that is far behind makes no set old.
        let madeBefore = old - max(try Standing.offset(db).milliseconds, 0)
        try db.execute(
            sql: """
                DELETE FROM _outbox_row WHERE entry IN (
                    SELECT entry FROM _outbox WHERE \(Self.isForgotten))
                """,
            arguments: [madeBefore])
        try db.execute(
            sql: "DELETE FROM _outbox WHERE \(Self.isForgotten)", arguments: [madeBefore])
    }
}

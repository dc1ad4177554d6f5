internal import Foundation
internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Recomputes everything that is kept up to date step by step, and says what differs.
struct Doctor {
    let access: Access
    let repairs: Bool

    /// - Complexity: O(rows + outbox).
    func examine() throws -> [Finding] {
        var findings = try file() + leftovers() + chain()
        let (drawn, unreadable) = try drawnSets()
        findings += unreadable
        guard unreadable.isEmpty else { return findings }
        findings += try images(drawn)
        findings += try digests()
        return findings
    }

    private func file() throws -> [Finding] {
        try String.fetchAll(access.db, sql: "PRAGMA quick_check(20)")
            .filter { $0 != "ok" }
            .map { Finding(code: .fileDamaged, subject: $0, isRepaired: false) }
    }

    private func leftovers() throws -> [Finding] {
        guard try !CaptureLog.isEmpty(access.db) else { return [] }
        if repairs { try Collector(access: access).collectLeftovers() }
        return [Finding(code: .leftover, subject: "_capture", isRepaired: repairs)]
    }

    /// Each stored segment is what its hash says and names the one before it.
    private func chain() throws -> [Finding] {
        var findings: [Finding] = []
        var last: SealedSegment?
        let statement = try RawStatement(
            access.db, "SELECT bytes, hash, first FROM _segment ORDER BY device, first")
        while try statement.step() {
            let subject = "segment \(statement.integer(at: 2))"
            guard let segment = try? SealedSegment(bytes: statement.blob(at: 0)),
                segment.hash.bytes == statement.blob(at: 1)
            else {
                findings.append(Finding(code: .chainBroken, subject: subject, isRepaired: false))
                last = nil
                continue
            }
            if let last, last.header.device == segment.header.device,
                last.header.last.next == segment.header.first,
                last.hash != segment.header.previous
            {
                findings.append(Finding(code: .chainBroken, subject: subject, isRepaired: false))
            }
            last = segment
        }
        return findings
    }

    private func drawnSets() throws -> ([OutboxEntry], [Finding]) {
        do {
            return (try Outbox(db: access.db, schema: access.schema).drawn(), [])
        } catch let error as ReplicaError where error.code == .damaged {
            let finding = Finding(
                code: .setUnreadable, subject: error.detail, isRepaired: false)
            return ([], [finding])
        }
    }

    /// Every drawn row with pending work is its image with that work on top; no other row has an image.
    private func images(_ drawn: [OutboxEntry]) throws -> [Finding] {
        var findings: [Finding] = []
        let plan = RebasePlan(remaining: drawn.map(\.changes), dropped: [])
        let live = Set(plan.pendingRows)
        for key in plan.pendingRows {
            guard let table = access.schema[key.table] else { continue }
            let image = try access.committedImage(key)
            let subject = "\(table.name) \(key.row)"
            if try access.isMade(key) == (image != nil) {
                findings.append(Finding(code: .imageWrong, subject: subject, isRepaired: repairs))
                if repairs, image != nil { try access.unmarkMade(key) }
                if repairs, image == nil { try access.markMade(key) }
            }
            let expected = RowImage.replaying(plan.changes(to: key), on: image, in: table)
            guard try access.drawnImage(key) != expected else { continue }
            findings.append(Finding(code: .drawnWrong, subject: subject, isRepaired: repairs))
            guard repairs else { continue }
            try access.withoutTriggers {
                let rows = try access.drawnTable(table)
                if let expected {
                    try rows.put(expected.stored(key.row))
                } else {
                    try rows.delete(key.row)
                }
            }
            try access.db.notifyChanges(in: Table(table.name))
        }
        for table in access.schema.tables {
            var strays: [RowID] = []
            try access.committedTable(table).forEach { row in
                if !live.contains(RowKey(table.id, row.id)) { strays.append(row.id) }
            }
            for row in strays {
                let subject = "\(table.name) \(row)"
                findings.append(Finding(code: .imageWrong, subject: subject, isRepaired: repairs))
                if repairs { try access.committedTable(table).delete(row) }
            }
        }
        return findings
    }

    private func digests() throws -> [Finding] {
        let live = try Outbox(db: access.db, schema: access.schema).drawnRows()
        var computed = try CommittedRows(access: access, live: live).digests()
        let stored = try ScopeDigests(access.db)
        let scopes = Set(computed.scopes).union(stored.scopes).sorted()
        let findings = scopes.filter { computed[$0] != stored[$0] }
            .map { Finding(code: .digestWrong, subject: "\($0)", isRepaired: repairs) }
        if repairs, !findings.isEmpty { try computed.replaceAll(access.db) }
        return findings
    }
}

extension Replica {
    /// Checks everything that can be checked without the office. Digests that are wrong against the office's
    /// are found and repaired by the next sync.
    ///
    /// - Parameter repair: mend what can be mended.
    /// - Complexity: O(rows + outbox).
    public func doctor(repair: Bool = false) throws -> [Finding] {
        if repair {
            return try store.write { try Doctor(access: $0, repairs: true).examine() }
        }
        return try store.read { try Doctor(access: $0, repairs: false).examine() }
    }
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// What a transaction does to one digest, modulo 2^64.
struct DigestChange {
    var count: UInt64 = 0
    var sum: UInt64 = 0
}

/// Digests per scope, kept up to date in the transactions that change rows.
extension OfficeStore {
    func addToDigest(_ hash: ContentHash, of scope: Scope) {
        for scope in Self.digested(scope) {
            digestChanges[scope, default: DigestChange()].count &+= 1
            digestChanges[scope]?.sum &+= hash.rawValue
        }
    }

    func removeFromDigest(_ hash: ContentHash, of scope: Scope) {
        for scope in Self.digested(scope) {
            digestChanges[scope, default: DigestChange()].count &-= 1
            digestChanges[scope]?.sum &-= hash.rawValue
        }
    }

    /// Every row's own scope, and the one that stands for all rows' scopes.
    private static func digested(_ scope: Scope) -> [Scope] {
        if case .row = scope { [scope, .allRows] } else { [scope] }
    }

    func flushDigests() throws {
        for (scope, change) in digestChanges.sorted(by: { $0.key < $1.key }) {
            let old = try digest(of: scope)
            let new = Digest(count: old.count &+ change.count, sum: old.sum &+ change.sum)
            if new == .empty {
                try sql.run("DELETE FROM _digest WHERE scope = ?", .scope(scope))
                continue
            }
            try sql.run(
                "INSERT OR REPLACE INTO _digest (scope, count, sum) VALUES (?, ?, ?)",
                .scope(scope), .number(new.count), .number(new.sum))
        }
        digestChanges = [:]
    }

    /// One index look-up.
    func digest(of scope: Scope) throws -> Digest {
        try sql.first("SELECT count, sum FROM _digest WHERE scope = ?", .scope(scope)) {
            Digest(count: $0.number(at: 0), sum: $0.number(at: 1))
        } ?? .empty
    }

    /// Every digest that is kept, sorted by scope.
    func digests() throws -> [(scope: Scope, digest: Digest)] {
        let all = try sql.all("SELECT scope, count, sum FROM _digest") { row in
            row.scope(at: 0).map {
                (scope: $0, digest: Digest(count: row.number(at: 1), sum: row.number(at: 2)))
            }
        }
        return all.compactMap { $0 }.sorted { $0.scope < $1.scope }
    }

    /// Digests computed from the rows themselves, sorted by scope. Reads every row.
    func recomputedDigests() throws -> [(scope: Scope, digest: Digest)] {
        var result: [Scope: Digest] = [:]
        for table in schema.tables {
            try rows.table(table.id)?.forEach { stored in
                let scope = Row(table: table, id: stored.id, values: stored.values).scope
                for scope in Self.digested(scope) {
                    result[scope, default: .empty].add(stored.contentHash(in: table))
                }
            }
        }
        return result.map { ($0.key, $0.value) }.sorted { $0.scope < $1.scope }
    }
}

internal import Foundation
internal import GRDB
internal import SyncProtocol
internal import SyncSQLite

/// The digest of each scope's committed rows, kept up to date row by row in the transactions that change
/// them. Never adopted from the office.
struct ScopeDigests {
    private var digests: [Scope: Digest] = [:]
    private var changed: Set<Scope> = []

    /// - Complexity: O(scopes).
    init(_ db: Database) throws {
        let statement = try RawStatement(db, "SELECT scope, count, sum FROM _scope")
        while try statement.step() {
            guard let scope = Scope(key: statement.blob(at: 0)) else { continue }
            digests[scope] = Digest(
                count: UInt64(bitPattern: statement.integer(at: 1)),
                sum: UInt64(bitPattern: statement.integer(at: 2)))
        }
    }

    /// Of no rows: to compute digests anew.
    init() {}

    mutating func add(_ hash: ContentHash, to scope: Scope) {
        digests[scope, default: .empty].add(hash)
        changed.insert(scope)
    }

    mutating func remove(_ hash: ContentHash, from scope: Scope) {
        digests[scope, default: .empty].remove(hash)
        changed.insert(scope)
    }

    /// The digest of everything that a device holding `scope` is sent for it.
    subscript(scope: Scope) -> Digest {
        guard scope == .allRows else { return digests[scope] ?? .empty }
        var sum = digests[.allRows] ?? .empty
        for (other, digest) in digests where scope != other && scope.covers(other) {
            sum.add(digest)
        }
        return sum
    }

    /// Scopes that have rows, sorted.
    var scopes: [Scope] {
        digests.filter { $0.value != .empty }.keys.sorted()
    }

    /// Writes what has changed.
    mutating func save(_ db: Database) throws {
        let put = try RawStatement(
            db, "INSERT OR REPLACE INTO _scope (scope, count, sum) VALUES (?, ?, ?)")
        let remove = try RawStatement(db, "DELETE FROM _scope WHERE scope = ?")
        for scope in changed.sorted() {
            let digest = digests[scope] ?? .empty
            let statement = digest == .empty ? remove : put
            statement.bind(scope.key, at: 1)
            if digest != .empty {
                statement.bind(Int64(bitPattern: digest.count), at: 2)
                statement.bind(Int64(bitPattern: digest.sum), at: 3)
            }
            try statement.run()
        }
        changed = []
    }

    /// Replaces everything in the file by these.
    mutating func replaceAll(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM _scope")
        changed = Set(digests.keys)
        try save(db)
    }
}

extension ScopeDigests {
    /// Scopes whose digest differs from the office's, in its order.
    func mismatches(with checkpoint: Checkpoint) -> [Scope] {
        checkpoint.digests.filter { self[$0.scope] != $0.digest }.map(\.scope)
    }
}

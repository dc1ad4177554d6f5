internal import SyncProtocol

/// What a transaction does to the digests of scopes: each is read and kept once, at its end.
struct DigestChanges {
    private var added: [Scope: Digest] = [:]

    mutating func add(_ hash: ContentHash, to scope: Scope) {
        for scope in Self.digested(scope) { added[scope, default: .empty].add(hash) }
    }

    mutating func remove(_ hash: ContentHash, from scope: Scope) {
        for scope in Self.digested(scope) { added[scope, default: .empty].remove(hash) }
    }

    /// Digests count modulo 2^64, so that what is added may be less than nothing.
    mutating func flush(to store: any OfficeStore) throws {
        for (scope, change) in added.sorted(by: { $0.key < $1.key }) {
            var digest = try store.digest(of: scope)
            digest.add(change)
            try store.setDigest(digest, of: scope)
        }
        added = [:]
    }

    /// Every row's own scope, and the one that stands for all rows' scopes.
    static func digested(_ scope: Scope) -> [Scope] {
        if case .row = scope { [scope, .allRows] } else { [scope] }
    }
}

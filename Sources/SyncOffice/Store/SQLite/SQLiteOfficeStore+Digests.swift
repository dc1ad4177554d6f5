internal import SyncProtocol

extension SQLiteOfficeStore {
    func digest(of scope: Scope) throws -> Digest {
        try sql.first("SELECT count, sum FROM _digest WHERE scope = ?", .scope(scope)) {
            Digest(count: $0.number(at: 0), sum: $0.number(at: 1))
        } ?? .empty
    }

    func setDigest(_ digest: Digest, of scope: Scope) throws {
        if digest == .empty {
            try sql.run("DELETE FROM _digest WHERE scope = ?", .scope(scope))
            return
        }
        try sql.run(
            "INSERT OR REPLACE INTO _digest (scope, count, sum) VALUES (?, ?, ?)",
            .scope(scope), .number(digest.count), .number(digest.sum))
    }

    func digests() throws -> [(scope: Scope, digest: Digest)] {
        let all = try sql.all("SELECT scope, count, sum FROM _digest") { row in
            row.scope(at: 0).map {
                (scope: $0, digest: Digest(count: row.number(at: 1), sum: row.number(at: 2)))
            }
        }
        return all.compactMap { $0 }.sorted { $0.scope < $1.scope }
    }
}

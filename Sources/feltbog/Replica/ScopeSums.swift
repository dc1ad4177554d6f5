internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

extension Rows {
    /// The digest of each scope's rows, added up from the rows themselves.
    ///
    /// - Complexity: O(all rows).
    func digests(of schema: Schema) throws -> [(scope: Scope, digest: Digest)] {
        var sums: [Scope: Digest] = [:]
        for table in schema.tables {
            try forEachStored(in: table) { stored in
                let row = Row(table: table, id: stored.id, values: stored.values)
                sums[row.scope, default: .empty].add(stored.contentHash(in: table))
            }
        }
        return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

extension Notebook {
    /// The digests by scope: equal at a replica and its office when they agree and nothing is pending.
    func digests() throws -> JSON {
        try read { rows in
            var members: [String: JSON] = [:]
            for (scope, digest) in try rows.digests(of: schema) {
                let sum = String(digest.sum, radix: 16)
                members[scope.word] = .object([
                    "rows": JSON(digest.count),
                    "sum": .text(String(repeating: "0", count: 16 - sum.count) + sum),
                ])
            }
            return .object(members)
        }
    }
}

extension Scope {
    /// A stable word: `shared`, `office`, `all-rows` or the row's id.
    var word: String {
        switch self {
        case .shared: "shared"
        case .office: "office"
        case .allRows: "all-rows"
        case .row(let row): row.description
        }
    }
}

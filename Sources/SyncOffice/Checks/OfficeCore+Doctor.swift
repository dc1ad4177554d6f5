internal import SyncEngine
internal import SyncProtocol

/// What can be checked from the office's store itself.
extension OfficeCore {
    /// Checks everything. Reads all of it.
    package func doctor() throws -> [Finding] {
        try store.read {
            var found = findings
            for problem in try store.damages() {
                found.append(Finding(.fault, "database-damaged", problem))
            }
            if let sequence = try brokenLink() {
                found.append(
                    Finding(
                        .fault, "log-broken",
                        "The log does not hold together at sequence \(sequence.rawValue)."))
            }
            let (kept, computed) = (try store.digests(), try recomputedDigests())
            if !kept.elementsEqual(computed, by: { $0 == $1 }) {
                found.append(
                    Finding(.fault, "digest-wrong", "A kept digest is not that of its rows."))
            }
            let misplaced = try misplacedRows()
            if misplaced > 0 {
                found.append(
                    Finding(
                        .fault, "feed-wrong",
                        "\(misplaced) rows and their places in the feed do not belong together."))
            }
            return found
        }
    }

    /// How many entries of the log are looked at at once.
    private static let linksAtOnce = 4_096

    /// The first sequence at which the chain does not hold, `nil` when it holds. Reads the whole log.
    private func brokenLink() throws -> Sequence? {
        var (last, head) = (Sequence.zero, Hash256.zero)
        while true {
            let links = try store.log(after: last, limit: Self.linksAtOnce)
            for link in links {
                head = LogEntry.head(after: head, entry: link.entry)
                guard link.sequence == last.next, link.head == head else { return link.sequence }
                last = link.sequence
            }
            if links.count < Self.linksAtOnce { return nil }
        }
    }

    /// Digests computed from the rows themselves, sorted by scope. Reads every row.
    private func recomputedDigests() throws -> [(scope: Scope, digest: Digest)] {
        var result: [Scope: Digest] = [:]
        for table in domain.schema.tables {
            try store.forEachRow(in: table.id) { stored in
                let scope = Row(table: table, id: stored.id, values: stored.values).scope
                for scope in DigestChanges.digested(scope) {
                    result[scope, default: .empty].add(stored.contentHash(in: table))
                }
            }
        }
        return result.map { ($0.key, $0.value) }.sorted { $0.scope < $1.scope }
    }

    /// Makes the digests see the defaults of columns that came with a newer schema. Once a schema.
    func refreshDigests() throws {
        let version = Value.integer(Int64(domain.schema.version))
        guard try store.read({ try store.meta("digests") }) != version else { return }
        try store.write {
            for kept in try store.digests() { try store.setDigest(.empty, of: kept.scope) }
            for new in try recomputedDigests() { try store.setDigest(new.digest, of: new.scope) }
            try store.setMeta(version, for: "digests")
        }
    }

    /// Rows without a place in the feed, places without a row, and places in the wrong scope.
    private func misplacedRows() throws -> Int {
        var result = 0
        let newest = try store.head().sequence
        for table in domain.schema.tables {
            var found = 0
            try store.forEachRow(in: table.id) { stored in
                found += 1
                let scope = Row(table: table, id: stored.id, values: stored.values).scope
                let place = try store.place(of: RowKey(table.id, stored.id))
                if place?.deletion != nil || place?.scope != scope { result += 1 }
            }
            let places = try store.livePlaces(in: table.id)
            result += abs(places.count - found)
            if places.newest > newest { result += 1 }
        }
        return result
    }
}

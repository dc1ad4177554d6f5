internal import SyncEngine
package import SyncOffice
package import SyncProtocol

extension MemoryOfficeStore {
    package func feed(of scope: Scope, after: Sequence, limit: Int) throws -> [FeedEntry] {
        guard let feed = state.feeds[scope] else { return [] }
        let start = feed.firstIndex { $0.sequence > after }
        return feed.elements[start...].prefix(limit).compactMap { entry($0, in: scope) }
    }

    /// Looks at each sequence after that one.
    package func feed(after: Sequence, limit: Int) throws -> [FeedEntry] {
        var result: [FeedEntry] = []
        var sequence = after.next
        while sequence.rawValue <= UInt64(state.log.count), result.count < limit {
            result += try feed(at: sequence)
            sequence = sequence.next
        }
        return result.count > limit ? Array(result[..<limit]) : result
    }

    package func feed(at sequence: Sequence) throws -> [FeedEntry] {
        guard let keys = state.order[sequence] else { return [] }
        let entries = keys.compactMap { entry($0.key, in: $0.scope) }
        return entries.count > 1 ? entries.sorted(by: FeedEntry.areInOrder) : entries
    }

    package func backfill(
        of scope: Scope, through: Sequence, after position: FeedPosition, limit: Int
    ) throws -> [FeedEntry] {
        func isAfter(_ entry: FeedEntry) -> Bool {
            if entry.sequence != position.sequence { return entry.sequence > position.sequence }
            guard let key = position.key else { return false }
            return (entry.key.table, entry.key.row) > (key.table, key.row)
        }
        let found = live(in: scope).filter { $0.sequence <= through && isAfter($0) }
        let sorted = found.sorted {
            ($0.sequence, $0.key.table, $0.key.row) < ($1.sequence, $1.key.table, $1.key.row)
        }
        return Array(sorted.prefix(limit))
    }

    package func entries(of scope: Scope, in range: ClosedRange<RowID>) throws -> [FeedEntry] {
        live(in: scope).filter { range.contains($0.key.row) }.sorted { $0.key < $1.key }
    }

    /// Live rows of a scope; of every row's scope for `allRows`.
    private func live(in scope: Scope) -> [FeedEntry] {
        let scopes = scope == .allRows ? state.feeds.keys.filter { $0.isRow } : [scope]
        return scopes.flatMap { scope in
            (state.feeds[scope]?.elements ?? []).compactMap { entry($0, in: scope) }
        }.filter { !$0.isGone && !$0.isDeleted }
    }

    private func entry(_ key: MemoryOfficeState.FeedKey, in scope: Scope) -> FeedEntry? {
        if key.isGone { return FeedEntry(gone: key.key, from: scope, at: key.sequence) }
        guard let found = state.rows[key.key] else { return nil }
        return FeedEntry(
            key: key.key, sequence: key.sequence, scope: scope, since: found.place.since,
            isDeleted: found.place.deletion != nil, clocks: found.clocks)
    }

    // MARK: Digests

    package func digest(of scope: Scope) throws -> Digest { state.digests[scope] ?? .empty }

    package func setDigest(_ digest: Digest, of scope: Scope) throws {
        let old = state.digests[scope]
        let new = digest == .empty ? nil : digest
        change({ $0.digests[scope] = new }, undo: { $0.digests[scope] = old })
    }

    package func digests() throws -> [(scope: Scope, digest: Digest)] {
        state.digests.map { ($0.key, $0.value) }.sorted { $0.scope < $1.scope }
    }
}

extension Scope {
    fileprivate var isRow: Bool { if case .row = self { true } else { false } }
}

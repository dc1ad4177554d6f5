internal import SyncEngine
internal import SyncProtocol

extension OfficeStore {
    /// The feed of some scopes after a sequence, in order, at most about `limit` entries; a sequence that
    /// has begun is complete. `isComplete` when there is nothing after them.
    ///
    /// - Parameter scopes: sorted.
    func feed(
        of scopes: [Scope], after: Sequence, limit: Int
    ) throws -> (entries: [FeedEntry], isComplete: Bool) {
        let isFiltered =
            scopes.contains(.allRows) || scopes.count > FeedReading.scopesReadOneByOneMax
        var entries =
            isFiltered
            ? try feedInOrder(scopes, after: after, limit: limit)
            : try scopes.flatMap { try feed(of: $0, after: after, limit: limit + 1) }
        if !isFiltered, scopes.count > 1 { entries.sort(by: FeedEntry.areInOrder) }
        guard entries.count > limit else { return (entries, true) }
        let last = entries[limit].sequence
        let cut = entries[..<limit].lastIndex { $0.sequence < last }
        if let cut { return (Array(entries[...cut]), false) }
        return (try feed(of: scopes, at: last), false)
    }

    /// Everything of one sequence: more than a page.
    private func feed(of scopes: [Scope], at sequence: Sequence) throws -> [FeedEntry] {
        try feed(at: sequence).filter { FeedCursor.covers(scopes, $0.scope) }
    }

    /// Reads the whole feed in order and passes over what is of no concern.
    private func feedInOrder(
        _ scopes: [Scope], after: Sequence, limit: Int
    ) throws -> [FeedEntry] {
        var result: [FeedEntry] = []
        var last = after
        while result.count <= limit {
            let entries = try feed(after: last, limit: limit + 1)
            let mine = entries.filter { FeedCursor.covers(scopes, $0.scope) }
            guard entries.count > limit, let end = entries.last?.sequence else {
                return result + mine
            }
            // The last sequence of a full page may be cut: it is read again from its start.
            if entries.first?.sequence == end {
                result += try feed(of: scopes, at: end)
                last = end
            } else {
                result += mine.filter { $0.sequence < end }
                last = Sequence(end.rawValue - 1)
            }
        }
        return result
    }
}

private enum FeedReading {
    /// Above this many scopes the feed is read once in order and filtered.
    static let scopesReadOneByOneMax = 64
}

internal import SyncEngine
internal import SyncProtocol

/// One page of a pull.
struct FeedPage {
    var batch: Batch?
    /// Set when the pull has arrived at the newest sequence.
    var checkpoint: Checkpoint?
}

/// Cutting the feed into batches. Inside the store's read.
extension OfficeCore {
    func page(of feed: inout FeedProgress) throws -> FeedPage {
        if let batch = try backfillBatch(&feed) {
            feed.mustCheckpoint = true
            return FeedPage(batch: batch)
        }
        let mark = try store.mark()
        let (entries, isComplete) = try store.feed(
            of: feed.cursor.granted, after: feed.position, limit: feed.page.rows)
        let (rows, isCut) = try cut(entries, &feed)
        if !isCut {
            feed.inside = nil
            feed.position = isComplete ? mark.sequence : entries.last?.sequence ?? feed.position
        }
        var page = FeedPage()
        if !rows.isEmpty {
            page.batch = Batch(through: feed.position, rows: rows)
            feed.mustCheckpoint = true
        }
        if isComplete && !isCut {
            page.checkpoint = Checkpoint(
                mark: mark,
                digests: try feed.cursor.granted.map {
                    Checkpoint.ScopeDigest(scope: $0, digest: try store.digest(of: $0))
                })
        }
        return page
    }

    /// Takes rows until a batch is full: up to a whole sequence, or within one that is too large alone.
    private func cut(
        _ entries: [FeedEntry], _ feed: inout FeedProgress
    ) throws -> (rows: [BatchRow], isCut: Bool) {
        var rows: [BatchRow] = []
        var seen: Set<RowKey> = []
        var bytes = 0
        let begun = feed.inside
        var current = begun?.sequence ?? feed.position
        for entry in entries {
            if let begun, entry.sequence == begun.sequence, entry.key <= begun.key { continue }
            if entry.sequence != current {
                feed.position = max(feed.position, current)
                feed.inside = nil
                if bytes > feed.page.bytes / 2 { return (rows, true) }
                current = entry.sequence
            } else if bytes > feed.page.bytes, entry.key != feed.inside?.key {
                return (rows, true)
            }
            if let row = try batchRow(entry, feed.cursor), seen.insert(entry.key).inserted {
                rows.append(row)
                bytes += row.byteCount
            }
            feed.inside = (entry.sequence, entry.key)
        }
        return (rows, false)
    }

    private func batchRow(_ entry: FeedEntry, _ cursor: FeedCursor) throws -> BatchRow? {
        let key = entry.key
        if entry.isGone {
            guard cursor.needsRemoval(scope: entry.scope, at: entry.sequence) else { return nil }
            if let place = try store.place(of: key), place.deletion == nil,
                FeedCursor.covers(cursor.granted, place.scope)
            {
                return nil
            }
            return BatchRow(table: key.table, row: key.row, state: .gone)
        }
        if entry.isDeleted {
            guard cursor.needsRemoval(scope: entry.scope, at: entry.sequence) else { return nil }
            return BatchRow(table: key.table, row: key.row, state: .deleted)
        }
        guard let (table, row) = try stored(key) else { return nil }
        guard cursor.mayBePartial(scope: entry.scope, since: entry.since) else {
            return BatchRow(table: key.table, row: key.row, state: .whole(row.whole(of: table)))
        }
        let changed = Set(entry.clocks.columns(after: cursor.checkpoint))
        let cells = row.cells(of: table).filter { changed.contains($0.column) }
        return BatchRow(table: key.table, row: key.row, state: .partial(cells))
    }

    /// A live row's stored cells.
    func stored(_ key: RowKey) throws -> (table: TableSchema, row: StoredRow)? {
        guard let table = domain.schema[key.table], let row = try store.stored(key) else {
            return nil
        }
        return (table, row)
    }

    /// Rows of newly granted scopes that the feed after the cursor does not bring, whole.
    private func backfillBatch(_ feed: inout FeedProgress) throws -> Batch? {
        var rows: [BatchRow] = []
        while let scope = feed.backfill.first, rows.isEmpty {
            let entries = try store.backfill(
                of: scope, through: feed.backfillThrough, after: feed.backfillPosition,
                limit: feed.page.rows)
            var bytes = 0
            var isCut = entries.count == feed.page.rows
            for entry in entries {
                guard bytes <= feed.page.bytes else {
                    isCut = true
                    break
                }
                feed.backfillPosition = FeedPosition(sequence: entry.sequence, key: entry.key)
                guard !FeedCursor.covers(feed.cursor.held, entry.scope),
                    let (table, row) = try stored(entry.key)
                else { continue }
                let whole = BatchRow(
                    table: entry.key.table, row: entry.key.row, state: .whole(row.whole(of: table)))
                rows.append(whole)
                bytes += whole.byteCount
            }
            if !isCut {
                feed.backfill.removeFirst()
                feed.backfillPosition = .start
            }
        }
        return rows.isEmpty ? nil : Batch(through: feed.backfillThrough, rows: rows)
    }
}

extension StoredRow {
    /// The cells that differ from their default: what a whole row is sent as.
    func whole(of table: TableSchema) -> [Cell] {
        cells(of: table).filter { $0.value != table[$0.column]?.defaultValue ?? .null }
    }
}

extension BatchRow {
    /// About how many bytes the row takes before it is packed.
    var byteCount: Int {
        switch state {
        case .whole(let cells), .partial(let cells):
            cells.reduce(24) { $0 + 2 + $1.value.byteCount }
        case .deleted, .gone: 24
        }
    }
}

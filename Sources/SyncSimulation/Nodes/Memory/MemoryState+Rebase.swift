internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

extension MemoryState {
    /// What applying a checkpoint did.
    struct Applied {
        var kept = 0
        /// Stranded sets that were made again.
        var madeAgain = 0
        var mismatches: [Scope] = []
    }

    /// Applies everything staged and one checkpoint: drop what is decided, put the rest back on top.
    ///
    /// - Parameters:
    ///   - isReconciling: the office sends everything: what it does not send is no row any more.
    ///   - keepsUnseen: the office went back in time: such rows are kept aside.
    ///   - receipt: after a reconciliation, the new one.
    mutating func apply(
        _ checkpoint: Checkpoint, isReconciling: Bool, keepsUnseen: Bool, receipt: Mark?,
        at wall: Milliseconds
    ) throws -> Applied {
        var dropped: [[Change]] = []
        for place in outbox.indices
        where outbox[place].isDrawn && isDecided(outbox[place], at: checkpoint.mark) {
            dropped.append(outbox[place].changes)
            outbox[place].isDrawn = false
        }
        let plan = RebasePlan(
            remaining: outbox.filter(\.isDrawn).map(\.changes), dropped: dropped)
        var changed = Set(plan.uncovered)
        var result = Applied()
        var seen: Set<RowKey> = []
        for row in staged.lazy.flatMap(\.rows) {
            if commit(row) { changed.insert(RowKey(row.table, row.row)) }
            if isReconciling { seen.insert(RowKey(row.table, row.row)) }
        }
        if isReconciling {
            let unseen = committedRows { key, _ in !seen.contains(key) }
            for key in unseen { remove(key, keeps: keepsUnseen) }
            let others = removeUnknown(except: seen, keeps: keepsUnseen)
            result.kept = keepsUnseen ? unseen.count + others : 0
            changed.formUnion(unseen)
        }
        changed.formUnion(dropScopes(except: checkpoint.digests.map(\.scope)))
        redraw(changed.filter { drawn[$0] != nil }.sorted(), plan)
        result.mismatches = mismatches(with: checkpoint)
        let (held, hasRows) = (Set(heldScopes), staged.contains { !$0.rows.isEmpty })
        heldScopes = Set(checkpoint.digests.map(\.scope)).sorted()
        staged = []
        cursor = checkpoint.mark
        if let receipt { self.receipt = receipt }
        if hasRows {
            let isNew = !Set(heldScopes).isSubset(of: held)
            result.madeAgain = try makeStrandedAgain(hasNewScopes: isNew, at: wall)
        }
        forgetWhatIsSafe()
        return result
    }

    /// An admitted set stays drawn until the rows that carry it have come.
    private func isDecided(_ set: MemorySet, at mark: Mark) -> Bool {
        switch set.state {
        case .admitted(let sequence): sequence <= mark.sequence
        case .returned, .discarded, .retried: true
        case .pending, .sealed, .held: false
        }
    }

    /// One row of the feed.
    ///
    /// - Returns: whether a committed row became another.
    private mutating func commit(_ row: BatchRow) -> Bool {
        guard let table = schema[row.table] else {
            commitUnknown(row)
            return false
        }
        let key = RowKey(row.table, row.row)
        return commit(
            RowImage.applying(row.state, to: committed[key], in: table), key, in: table)
    }

    /// Committed rows that fulfil a condition, by table and id.
    private func committedRows(where condition: (RowKey, RowImage) -> Bool) -> [RowKey] {
        var keys: [RowKey] = []
        for table in schema.tables {
            let rows = committed[table.id]
            for (id, image) in zip(rows.ids, rows.elements) {
                let key = RowKey(table.id, id)
                if condition(key, image) { keys.append(key) }
            }
        }
        return keys
    }

    /// Takes a row away that the office does not have, but not its content.
    private mutating func remove(_ key: RowKey, keeps: Bool) {
        guard let table = schema[key.table], let image = committed[key] else { return }
        if keeps { kept.append(KeptRow(key: key, cells: image.cells(in: table))) }
        commit(nil, key, in: table)
    }

    /// Takes away rows of tables that this version does not know: the one that does would show them.
    ///
    /// - Returns: how many.
    private mutating func removeUnknown(except seen: Set<RowKey>, keeps: Bool) -> Int {
        var count = 0
        for table in unknown.tables.keys.sorted() {
            let rows = unknown[table]
            for (id, cells) in zip(rows.ids, rows.elements) {
                let key = RowKey(table, id)
                if seen.contains(key) { continue }
                if keeps { kept.append(KeptRow(key: key, cells: cells)) }
                unknown[key] = nil
                count += 1
            }
        }
        return count
    }

    /// Takes away the rows of scopes that the device does not hold from now on.
    private mutating func dropScopes(except held: [Scope]) -> [RowKey] {
        let lost = Set(
            digests.filter { entry in
                entry.value != .empty && !held.contains { $0.covers(entry.key) }
            }.keys)
        guard !lost.isEmpty else { return [] }
        let keys = committedRows { key, image in
            guard let table = schema[key.table] else { return false }
            return lost.contains(image.scope(in: table))
        }
        for key in keys {
            guard let table = schema[key.table] else { continue }
            commit(nil, key, in: table)
        }
        return keys
    }

    // MARK: Repair

    private static let rowsPerRange = 64

    /// Cuts a range into pieces of about equal numbers of own rows; where there are few, of equal time.
    func divide(_ scope: Scope, _ range: RowRange) -> [RowRange] {
        let ids = committedRows(of: scope, in: range).map(\.row).sorted()
        guard ids.count >= 2 * Self.rowsPerRange else {
            return range.dividedByTime(into: Limits.rangesMax)
        }
        let step = max(Self.rowsPerRange, ids.count / (Limits.rangesMax - 1) + 1)
        return range.divided(at: stride(from: step, to: ids.count, by: step).map { ids[$0] })
    }

    /// The ranges whose digests differ from the office's.
    func compare(_ answer: DigestAnswer, _ ranges: [RowRange]) -> [RepairPlan.Difference] {
        zip(ranges, answer.digests).compactMap { range, digest in
            var own = Digest.empty
            for key in committedRows(of: answer.scope, in: range) {
                guard let table = schema[key.table], let image = committed[key] else { continue }
                own.add(image.contentHash(table: table, row: key.row))
            }
            return own == digest
                ? nil : RepairPlan.Difference(range: range, officeCount: digest.count)
        }
    }

    /// Makes the rows of a range what the office says; rows that it does not have are kept aside.
    ///
    /// - Returns: how many rows differed.
    mutating func replace(_ answer: RangeRows) -> Int {
        let sent = Set(answer.batch.rows.map { RowKey($0.table, $0.row) })
        let missing = committedRows(of: answer.scope, in: answer.range)
            .filter { !sent.contains($0) }
        for key in missing { remove(key, keeps: true) }
        var changed = Set(missing)
        var count = missing.count
        for row in answer.batch.rows where commit(row) {
            changed.insert(RowKey(row.table, row.row))
            count += 1
        }
        let plan = RebasePlan(remaining: outbox.filter(\.isDrawn).map(\.changes), dropped: [])
        redraw(changed.filter { drawn[$0] != nil }.sorted(), plan)
        return count
    }

    /// Committed rows that a holder of `scope` is sent for it, by table and id.
    private func committedRows(of scope: Scope, in range: RowRange) -> [RowKey] {
        var keys: [RowKey] = []
        for table in schema.tables {
            let rows = committed[table.id]
            for place in rows.places(in: range)
            where scope.covers(rows.elements[place].scope(in: table)) {
                keys.append(RowKey(table.id, rows.ids[place]))
            }
        }
        return keys
    }
}

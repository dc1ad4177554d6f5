internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Applies everything staged and one checkpoint, in one transaction: take pending work off, apply the
/// batches, drop what is decided, put the rest back on top.
struct CheckpointApplication {
    struct Result {
        var rows = 0
        var kept = 0
        /// Sets that waited for rows which have come, and are pending again.
        var madeAgain = 0
        var mismatches: [Scope] = []
    }

    /// Ends the transaction: it leaves everything as it was.
    struct Disagreement: Error {}

    let access: Access
    let checkpoint: Checkpoint
    /// The office sends everything anew: what it does not send is no row any more.
    let isReconciling: Bool
    /// The office went back in time: what it does not send is kept aside. Otherwise it was deleted longer ago
    /// than the office remembers.
    let keepsUnseen: Bool
    /// Part of what is staged may be of a history that the office has lost since: the digests tell.
    let mustAgree: Bool

    /// - Parameters:
    ///   - receipt: the last verdict's, when it was held back during a reconciliation.
    ///   - staged: calls its argument with each staged batch, oldest first.
    /// - Throws: `Disagreement` when a digest differs and must not.
    func run(
        receipt: Mark?, staged: ((Batch) throws -> Void) throws -> Void
    ) throws -> Result {
        let db = access.db
        try Collector(access: access).collectLeftovers()
        let outbox = Outbox(db: db, schema: access.schema)
        let drawn = try outbox.drawn()
        let dropped = drawn.filter(isDecided)
        let remaining = drawn.filter { !isDecided($0) }
        let plan = RebasePlan(
            remaining: remaining.map(\.changes), dropped: dropped.map(\.changes))
        let live = try outbox.drawnRows()
        var result = Result()
        try access.withoutTriggers {
            let rebase = try Rebase(access, plan: plan, live: live)
            var seen: Set<RowKey> = []
            try staged { batch in
                result.rows += batch.rows.count
                for row in batch.rows {
                    try rebase.apply(row)
                    if isReconciling { seen.insert(RowKey(row.table, row.row)) }
                }
            }
            let rows = CommittedRows(access: access, live: live)
            if isReconciling { result.kept = try removeUnseen(seen, rows, rebase) }
            try dropScopes(rebase, live: live)
            try rebase.finish()
            result.mismatches = rebase.digests.mismatches(with: checkpoint)
            guard !mustAgree || result.mismatches.isEmpty else { throw Disagreement() }
            try rebase.notify()
        }
        for entry in dropped { try undraw(entry) }
        let held = try HeldScopes.read(db)
        try HeldScopes.replace(with: checkpoint.digests.map(\.scope), db)
        try Staging.clear(db)
        try Standing.setCursor(checkpoint.mark, db)
        if let receipt { try Standing.setReceipt(receipt, db) }
        try Standing.setLastSync(access.wall, db)
        if result.rows > 0 {
            let isNew = try !Set(HeldScopes.read(db)).isSubset(of: held)
            result.madeAgain = try Stranded(access: access).makeAgain(hasNewScopes: isNew)
        }
        try Retention(access: access).run()
        return result
    }

    private func isDecided(_ entry: OutboxEntry) -> Bool {
        switch entry.state {
        case .admitted(let sequence): sequence <= checkpoint.mark.sequence
        case .returned, .discarded, .retried: true
        case .pending, .sealed, .held: false
        }
    }

    private func undraw(_ entry: OutboxEntry) throws {
        let statement = try access.db.cachedStatement(
            sql: "UPDATE _outbox SET drawn = 0 WHERE entry = ?")
        try statement.execute(arguments: [entry.entry])
    }

    /// Takes away committed rows that the office did not send although it sent everything.
    ///
    /// - Returns: how many were kept aside.
    private func removeUnseen(
        _ seen: Set<RowKey>, _ rows: CommittedRows, _ rebase: Rebase
    ) throws -> Int {
        var count = 0
        for table in access.schema.tables {
            var unseen: [(RowKey, RowImage)] = []
            try rows.forEach(in: table) { id, image in
                let key = RowKey(table.id, id)
                if !seen.contains(key) { unseen.append((key, image)) }
            }
            for (key, image) in unseen {
                if keepsUnseen {
                    try KeptRows.keep(image, key, in: table, why: .officeWentBack, access: access)
                    count += 1
                }
                try rebase.remove(key, in: table)
            }
        }
        return try count + removeUnknown(except: seen)
    }

    /// The same for rows of tables that this version does not know: the one that does would show them.
    private func removeUnknown(except seen: Set<RowKey>) throws -> Int {
        let unseen = try UnknownRows.rows(access.db).filter { !seen.contains($0.key) }
        for (key, cells) in unseen {
            if keepsUnseen {
                try KeptRows.keep(cells, key, why: .officeWentBack, access: access)
            }
            try UnknownRows.remove(key, access.db)
        }
        return keepsUnseen ? unseen.count : 0
    }

    /// Takes away the rows of scopes that the device does not hold from now on.
    private func dropScopes(_ rebase: Rebase, live: Set<RowKey>) throws {
        let held = checkpoint.digests.map(\.scope)
        let lost = rebase.digests.scopes.filter { scope in !held.contains { $0.covers(scope) } }
        guard !lost.isEmpty else { return }
        let lostSet = Set(lost)
        let rows = CommittedRows(access: access, live: live)
        for table in access.schema.tables {
            var keys: [RowKey] = []
            try rows.forEach(in: table) { id, _ in
                let key = RowKey(table.id, id)
                guard let image = try rebase.committed(key, in: table),
                    lostSet.contains(image.scope(in: table))
                else { return }
                keys.append(key)
            }
            for key in keys { try rebase.remove(key, in: table) }
        }
        for key in rebase.changedLiveRows {
            guard let table = access.schema[key.table],
                let image = try rebase.committed(key, in: table),
                lostSet.contains(image.scope(in: table))
            else { continue }
            try rebase.remove(key, in: table)
        }
    }
}

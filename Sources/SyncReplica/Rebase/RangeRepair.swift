internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// The replica's side of finding and mending rows that differ from the office's.
struct RangeRepair {
    let access: Access

    /// About this many own rows a range.
    private static let rowsPerRange = 64

    /// Cuts a range into pieces of about equal numbers of own rows; where there are none, of equal time.
    func divide(_ scope: Scope, _ range: RowRange) throws -> [RowRange] {
        var ids: [RowID] = []
        try rows().forEach(of: scope, range: range) { key, _, _ in ids.append(key.row) }
        guard ids.count >= 2 * Self.rowsPerRange else {
            return range.dividedByTime(into: Limits.rangesMax)
        }
        ids.sort()
        let step = max(Self.rowsPerRange, ids.count / (Limits.rangesMax - 1) + 1)
        return range.divided(at: stride(from: step, to: ids.count, by: step).map { ids[$0] })
    }

    /// The ranges whose digests differ from the office's.
    func compare(_ answer: DigestAnswer, _ ranges: [RowRange]) throws -> [RepairPlan.Difference] {
        guard let low = ranges.map(\.low).min(), let high = ranges.map(\.high).max() else {
            return []
        }
        var own = [Digest](repeating: .empty, count: ranges.count)
        try rows().forEach(of: answer.scope, range: RowRange(low: low, high: high)) {
            key, table, image in
            guard let index = Self.place(of: key.row, in: ranges) else { return }
            own[index].add(image.contentHash(table: table, row: key.row))
        }
        return zip(ranges, zip(own, answer.digests)).compactMap { range, digests in
            digests.0 == digests.1
                ? nil : RepairPlan.Difference(range: range, officeCount: digests.1.count)
        }
    }

    /// Makes the rows of a range what the office says; rows that it does not have are kept aside.
    ///
    /// - Returns: how many rows differed.
    func replace(_ answer: RangeRows) throws -> Int {
        let outbox = Outbox(db: access.db, schema: access.schema)
        let drawn = try outbox.drawn()
        let plan = RebasePlan(remaining: drawn.map(\.changes), dropped: [])
        return try access.withoutTriggers {
            let rebase = try Rebase(access, plan: plan, live: outbox.drawnRows())
            let sent = Set(answer.batch.rows.map { RowKey($0.table, $0.row) })
            var missing: [(RowKey, TableSchema, RowImage)] = []
            try rows().forEach(of: answer.scope, range: answer.range) { key, table, image in
                if !sent.contains(key) { missing.append((key, table, image)) }
            }
            for (key, table, image) in missing {
                try KeptRows.keep(image, key, in: table, why: .repaired, access: access)
                try rebase.remove(key, in: table)
            }
            for row in answer.batch.rows { try rebase.apply(row) }
            try rebase.finish()
            try rebase.notify()
            return rebase.rowsChanged
        }
    }

    private func rows() throws -> CommittedRows {
        let live = try Outbox(db: access.db, schema: access.schema).drawnRows()
        return CommittedRows(access: access, live: live)
    }

    /// Ranges are sorted and do not overlap.
    private static func place(of row: RowID, in ranges: [RowRange]) -> Int? {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].high < row { low = middle + 1 } else { high = middle }
        }
        guard low < ranges.count, ranges[low].low <= row else { return nil }
        return low
    }
}

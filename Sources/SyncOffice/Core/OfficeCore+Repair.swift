internal import SyncEngine
internal import SyncProtocol

/// Answering a replica that found a digest different: digests of ranges, then whole ranges.
extension OfficeCore {
    /// What the device may not see is answered as empty.
    func answer(_ query: DigestQuery, in id: Int, now: Milliseconds) throws -> [OfficeAction] {
        guard query.ranges.count <= Limits.rangesMax else {
            throw Refused(.limitExceeded, "digest query")
        }
        let answer = try store.read {
            var digests = Array(repeating: Digest.empty, count: query.ranges.count)
            if try holds(query.scope, in: id, now), let range = Self.hull(of: query.ranges) {
                for entry in try store.entries(of: query.scope, in: range) {
                    let places = query.ranges.indices.filter {
                        query.ranges[$0].contains(entry.key.row)
                    }
                    guard !places.isEmpty, let (table, row) = try stored(entry.key) else {
                        continue
                    }
                    let hash = row.contentHash(in: table)
                    for place in places { digests[place].add(hash) }
                }
            }
            return DigestAnswer(
                scope: query.scope, sequence: try store.head().sequence, digests: digests)
        }
        return [.send(.digestAnswer(answer))]
    }

    /// Bytes of rows that fit one frame once they are packed.
    private static let rangeBytesMax = 3 << 20

    /// A range that is too large for one frame is answered in parts: ranges that follow each other and
    /// share the row where they meet.
    func answer(_ query: RangeQuery, in id: Int, now: Milliseconds) throws -> [OfficeAction] {
        let range = query.range
        return try store.read {
            let through = try store.head().sequence
            var parts: [OfficeAction] = []
            var (low, rows, bytes) = (range.low, [BatchRow](), 0)
            func part(to high: RowID) -> OfficeAction {
                .send(
                    .rangeRows(
                        RangeRows(
                            scope: query.scope, range: RowRange(low: low, high: high),
                            batch: Batch(through: through, rows: rows))))
            }
            guard range.low <= range.high, try holds(query.scope, in: id, now) else {
                return [part(to: range.high)]
            }
            for entry in try store.entries(of: query.scope, in: range.low...range.high) {
                guard let (table, stored) = try stored(entry.key) else { continue }
                let row = BatchRow(
                    table: entry.key.table, row: entry.key.row,
                    state: .whole(stored.whole(of: table)))
                rows.append(row)
                bytes += row.byteCount
                if bytes > Self.rangeBytesMax || rows.count >= Limits.batchRowsMax {
                    parts.append(part(to: entry.key.row))
                    (low, rows, bytes) = (entry.key.row, [row], row.byteCount)
                }
            }
            return parts + [part(to: range.high)]
        }
    }

    private func holds(_ scope: Scope, in id: Int, _ now: Milliseconds) throws -> Bool {
        guard let session = sessions[id], let device = session.device else { return false }
        let granted = try scopes(
            of: actor(try known(device, session.fingerprint)), at: now)
        return FeedCursor.covers(granted, scope)
    }

    /// The smallest range that has all of them.
    private static func hull(of ranges: [RowRange]) -> ClosedRange<RowID>? {
        let sound = ranges.filter { $0.low <= $0.high }
        guard let low = sound.map(\.low).min(), let high = sound.map(\.high).max() else {
            return nil
        }
        return low...high
    }
}

extension RowRange {
    fileprivate func contains(_ id: RowID) -> Bool { low <= id && id <= high }
}

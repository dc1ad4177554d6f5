package import SyncProtocol

/// Finds the rows that make a digest differ, in a bounded number of questions, and fetches them.
///
/// The replica divides the id space by its own rows into at most `Limits.rangesMax` ranges, asks for the
/// office's digests of them, divides a range that differs and is large once more, and fetches small ones.
package struct RepairPlan: Hashable, Sendable {
    /// A range whose digests differ.
    package struct Difference: Hashable, Sendable {
        package let range: RowRange
        /// Rows that the office has there.
        package let officeCount: UInt64

        package init(range: RowRange, officeCount: UInt64) {
            self.range = range
            self.officeCount = officeCount
        }
    }

    private enum Step: Hashable, Sendable {
        case divide(Scope, RowRange)
        case query(Scope, [RowRange])
        case fetch(Scope, RowRange)
    }

    /// Larger ranges are divided before they are fetched.
    static let fetchRowsMax: UInt64 = 2_048
    static let questionsMax = 64

    private var steps: [Step] = []
    private var current: Step?
    private var questions = 0
    private var isVerified = true

    init() {}

    var isDone: Bool { current == nil && steps.isEmpty }

    /// Scopes whose digests differ at a checkpoint.
    mutating func begin(_ scopes: [Scope]) -> [SessionAction] {
        questions = 0
        isVerified = false
        steps = scopes.map { .divide($0, .everything) }
        return next()
    }

    /// Asks the next question; after the last one, orders the scopes to be compared again.
    mutating func next() -> [SessionAction] {
        guard current == nil else { return [] }
        guard !steps.isEmpty, questions < Self.questionsMax else {
            steps = []
            guard !isVerified else { return [] }
            isVerified = true
            return [.verify]
        }
        questions += 1
        let step = steps.removeFirst()
        current = step
        switch step {
        case .divide(let scope, let range):
            return [.divide(scope, range)]
        case .query(let scope, let ranges):
            return [.send(.digestQuery(DigestQuery(scope: scope, ranges: ranges)))]
        case .fetch(let scope, let range):
            return [.send(.rangeQuery(RangeQuery(scope: scope, range: range)))]
        }
    }

    mutating func divided(_ scope: Scope, _ ranges: [RowRange]) -> [SessionAction] {
        guard case .divide(scope, let range) = current else { return [] }
        current = nil
        if ranges.count == 1 {
            steps.insert(.fetch(scope, range), at: 0)
        } else {
            steps.insert(.query(scope, Array(ranges.prefix(Limits.rangesMax))), at: 0)
        }
        return next()
    }

    /// - Returns: the ranges that were asked about; `nil` when this answers no question.
    func asked(_ answer: DigestAnswer) -> [RowRange]? {
        guard case .query(answer.scope, let ranges) = current,
            ranges.count == answer.digests.count
        else { return nil }
        return ranges
    }

    mutating func compared(_ scope: Scope, _ differing: [Difference]) -> [SessionAction] {
        guard case .query(scope, _) = current else { return [] }
        current = nil
        steps =
            differing.map { difference in
                difference.officeCount > Self.fetchRowsMax
                    ? .divide(scope, difference.range) : .fetch(scope, difference.range)
            } + steps
        return next()
    }

    /// A large range is answered in parts, from its low end on; parts share the row where they meet.
    ///
    /// - Returns: `false` when this answers no question.
    mutating func answered(_ rows: RangeRows) -> Bool {
        guard case .fetch(rows.scope, let range) = current, rows.range.low == range.low,
            range.low <= rows.range.high, rows.range.high <= range.high
        else { return false }
        let isLast = rows.range.high == range.high
        current =
            isLast
            ? nil : .fetch(rows.scope, RowRange(low: rows.range.high, high: range.high))
        return true
    }
}

extension RowRange {
    /// All row ids there can be.
    package static let everything = RowRange(
        low: RowID(timestamp: .zero, device: .office),
        high: RowID(high: 0xFFFF_FFFF_FFFF_8FFF, low: 0xBFFF_FFFF_FFFF_FFFF)
            ?? RowID(timestamp: .zero, device: .derived))

    /// Ranges that together cover this one, cut at these ids.
    ///
    /// - Parameter cuts: sorted ids; each begins a range. Those outside this range are passed over.
    package func divided(at cuts: [RowID]) -> [RowRange] {
        var result: [RowRange] = []
        var start = low
        for cut in cuts where cut > start && cut <= high {
            result.append(RowRange(low: start, high: cut.predecessor))
            start = cut
        }
        result.append(RowRange(low: start, high: high))
        return result
    }

    /// At most `count` ranges of about equal time, for where the own rows tell nothing.
    package func dividedByTime(into count: Int) -> [RowRange] {
        let (first, last) = (low.timestamp.rawValue, high.timestamp.rawValue)
        guard count > 1, last > first else { return [self] }
        let step = (last - first) / UInt64(count) + 1
        let cuts = (1..<UInt64(count)).compactMap { index -> RowID? in
            let (raw, overflow) = first.addingReportingOverflow(index * step)
            guard !overflow, raw <= last, let time = Timestamp(rawValue: raw) else { return nil }
            return RowID(timestamp: time, device: .office)
        }
        return divided(at: cuts)
    }
}

extension RowID {
    /// The largest id that is smaller; the smallest id is its own.
    var predecessor: RowID {
        if let same = RowID(high: high, low: low &- 1) { return same }
        let raw = timestamp.rawValue
        guard raw > 0, let before = Timestamp(rawValue: raw - 1) else { return self }
        return RowID(timestamp: before, device: .derived)
    }
}

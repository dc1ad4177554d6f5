/// A range of row ids of one scope, both ends included.
public struct RowRange: Hashable, Sendable {
    /// The id range as 128-bit numbers, compared as row ids are.
    public let low: RowID
    public let high: RowID

    public init(low: RowID, high: RowID) {
        self.low = low
        self.high = high
    }
}

/// Drill-down after a digest that differs: what are your digests of these ranges?
public struct DigestQuery: Hashable, Sendable {
    public let scope: Scope
    /// At most `Limits.rangesMax`.
    public let ranges: [RowRange]

    public init(scope: Scope, ranges: [RowRange]) {
        self.scope = scope
        self.ranges = ranges
    }
}

/// One digest a range asked for, in the same order.
public struct DigestAnswer: Hashable, Sendable {
    public let scope: Scope
    /// The office's position for which these hold.
    public let sequence: Sequence
    public let digests: [Digest]

    public init(scope: Scope, sequence: Sequence, digests: [Digest]) {
        self.scope = scope
        self.sequence = sequence
        self.digests = digests
    }
}

/// Asks for all rows of a scope in a range.
public struct RangeQuery: Hashable, Sendable {
    public let scope: Scope
    public let range: RowRange

    public init(scope: Scope, range: RowRange) {
        self.scope = scope
        self.range = range
    }
}

/// All rows of a scope in a range, whole: they replace what the replica has there.
public struct RangeRows: Hashable, Sendable {
    public let scope: Scope
    public let range: RowRange
    public let batch: Batch

    public init(scope: Scope, range: RowRange, batch: Batch) {
        self.scope = scope
        self.range = range
        self.batch = batch
    }
}

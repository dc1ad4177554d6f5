package import SyncProtocol

/// How long to wait before the next attempt: doubles up to a cap, with full jitter so that many replicas
/// that lost the same office do not all come back at once.
package struct BackOff: Hashable, Sendable {
    private let baseMilliseconds: Milliseconds
    private let capMilliseconds: Milliseconds
    private var failures = 0

    /// - Parameters:
    ///   - baseMilliseconds: the longest first delay; at least 1.
    ///   - capMilliseconds: the longest delay ever.
    package init(baseMilliseconds: Milliseconds = 1_000, capMilliseconds: Milliseconds = 300_000) {
        precondition(baseMilliseconds > 0 && capMilliseconds >= baseMilliseconds, "empty back-off")
        self.baseMilliseconds = baseMilliseconds
        self.capMilliseconds = capMilliseconds
    }

    /// An attempt failed.
    ///
    /// - Parameters:
    ///   - random: 64 random bits.
    ///   - atLeast: what the peer asked for.
    /// - Returns: the delay before the next attempt: between half and the whole of the present bound.
    package mutating func failed(
        random: UInt64, atLeast: Milliseconds = 0
    ) -> Milliseconds {
        let doublings = min(failures, 32)
        failures += 1
        let (scaled, overflow) = baseMilliseconds.multipliedReportingOverflow(by: 1 << doublings)
        let bound = overflow ? capMilliseconds : min(scaled, capMilliseconds)
        let half = bound / 2
        let jitter = Milliseconds(random % UInt64(bound - half + 1))
        return max(half + jitter, atLeast)
    }

    /// An attempt succeeded: start from the base again.
    package mutating func succeeded() {
        failures = 0
    }
}

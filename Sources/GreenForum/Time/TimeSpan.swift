public import SyncProtocol

/// A stretch of time in UTC, half-open: its end is free for the next, so back to back do not overlap.
public struct TimeSpan: Hashable, Sendable {
    public let start: Milliseconds
    public let end: Milliseconds

    /// - Returns: `nil` unless it ends after it starts.
    public init?(start: Milliseconds, end: Milliseconds) {
        guard start < end else { return nil }
        self.start = start
        self.end = end
    }

    /// Whether they share a moment.
    public func overlaps(_ other: TimeSpan) -> Bool {
        start < other.end && other.start < end
    }

    /// - Throws: `time-missing` for a wall time that a clock never shows, `time-order` unless it ends after it
    ///   starts, `time-too-long` beyond 366 days.
    public init(from start: WallTime, to end: WallTime, in zone: Zone) throws(DomainError) {
        let first = try zone.existing(start)
        let last = try zone.existing(end)
        guard let span = TimeSpan(start: first, end: last) else {
            throw .timeOrder(start, end)
        }
        guard last - first <= 366 * 86_400_000 else {
            throw DomainError(
                "time-too-long", da: "Der er mere end et år mellem start og slut.",
                en: "There is more than a year between start and end.")
        }
        self = span
    }
}

extension DomainError {
    static func timeOrder(_ start: WallTime, _ end: WallTime) -> DomainError {
        DomainError(
            "time-order",
            da: "Sluttiden \(end.shown(in: .da)) skal ligge efter starttiden "
                + "\(start.shown(in: .da)).",
            en: "The end, \(end.shown(in: .en)), must be after the start, "
                + "\(start.shown(in: .en)).")
    }
}

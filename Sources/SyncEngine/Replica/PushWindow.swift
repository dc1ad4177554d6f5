package import SyncProtocol

/// Which change sets one sealed segment holds; its bytes are in the outbox.
package struct SegmentRange: Hashable, Sendable {
    package let first: ChangeNumber
    package let count: Int

    package init(first: ChangeNumber, count: Int) {
        self.first = first
        self.count = count
    }

    /// The number after the last one.
    package var end: ChangeNumber { ChangeNumber(first.rawValue &+ UInt64(max(count, 0))) }
}

/// Keeps a few segments in flight: enough to fill the line, few enough to send again.
package struct PushWindow: Hashable, Sendable {
    /// How many segments are in flight at most where nothing else is said.
    package static let limitDefault = 8

    private let limit: Int
    private var waiting: [SegmentRange] = []
    private var inFlight: [SegmentRange] = []

    /// - Parameter limit: how many segments are in flight at most; positive.
    package init(limit: Int = PushWindow.limitDefault) {
        self.limit = limit
    }

    package var isEmpty: Bool { waiting.isEmpty && inFlight.isEmpty }

    package var isQuiet: Bool { inFlight.isEmpty }

    /// Adds segments to send, in order.
    package mutating func add(_ segments: [SegmentRange]) {
        waiting += segments
    }

    /// The segments to send now.
    package mutating func take() -> [SegmentRange] {
        let taken = waiting.prefix(max(limit - inFlight.count, 0))
        waiting.removeFirst(taken.count)
        inFlight += taken
        return Array(taken)
    }

    /// The office answered the oldest segment in flight.
    ///
    /// - Returns: that segment; `nil` when none was asked about.
    package mutating func answered() -> SegmentRange? {
        inFlight.isEmpty ? nil : inFlight.removeFirst()
    }

    /// Forgets what was not sent yet: another order will follow.
    package mutating func forgetWaiting() {
        waiting = []
    }
}

package import SyncProtocol

/// A device's clock for row ids: readings strictly increase, whatever the wall clock does.
///
/// The caller persists `last` in the same transaction as what it stamped. Source: Kulkarni et al.,
/// "Logical Physical Clocks", OPODIS 2014.
package struct HybridClock: Hashable, Sendable {
    /// The latest reading given out.
    package private(set) var last: Timestamp

    package init(last: Timestamp = .zero) {
        self.last = last
    }

    /// The next reading.
    ///
    /// - Parameter wall: the wall clock, corrected by the offset to the office where that is known.
    package mutating func reading(wall: Milliseconds) -> Timestamp {
        last = last.next(wall: wall)
        return last
    }
}

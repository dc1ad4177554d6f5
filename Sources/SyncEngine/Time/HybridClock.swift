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

    /// Behind the last reading by more than this, the wall clock has gone back.
    private static let behindMillisecondsMax: Milliseconds = 1_000
    /// How many counts a reading may skip then: a quarter of a second.
    private static let skipMax: UInt64 = 1 << 20

    /// The next reading.
    ///
    /// While the wall clock is behind, readings only count on, and two copies of one device would count alike:
    /// then each skips a drawn number of counts.
    ///
    /// - Parameters:
    ///   - wall: the wall clock, corrected by the offset to the office where that is known.
    ///   - draw: 64 random bits; asked only while the wall clock is behind.
    package mutating func reading(wall: Milliseconds, draw: () -> UInt64) -> Timestamp {
        let now = Timestamp(milliseconds: wall).milliseconds
        if last.milliseconds - now > Self.behindMillisecondsMax {
            last = Timestamp(rawValue: last.rawValue + draw() % Self.skipMax) ?? last
        }
        last = last.next(wall: wall)
        return last
    }
}

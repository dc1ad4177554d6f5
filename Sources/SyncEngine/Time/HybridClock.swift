package import SyncProtocol

/// A device's clock for row ids: readings strictly increase, whatever the wall clock does.
///
/// The caller persists `last` in the same transaction as what it stamped. Source: Kulkarni et al.,
/// "Logical Physical Clocks", OPODIS 2014.
package struct HybridClock: Hashable, Sendable {
    /// The latest reading given out.
    package private(set) var last: Timestamp
    /// Whether nobody else counts on from there.
    private var isOwn: Bool

    /// - Parameters:
    ///   - last: the latest reading given out, as it is kept.
    ///   - isOwn: whether this process gave it out: what another one kept may have been copied since.
    package init(last: Timestamp = .zero, isOwn: Bool = false) {
        self.last = last
        self.isOwn = isOwn
    }

    /// Behind the last reading by more than this, the wall clock has gone back.
    private static let behindMillisecondsMax: Milliseconds = 1_000
    /// How many counts a reading may skip then: a quarter of a second.
    private static let skipMax: UInt64 = 1 << 20
    /// How many the first reading of a process may skip: four milliseconds.
    private static let firstSkipMax: UInt64 = 1 << 14

    /// The next reading.
    ///
    /// While the wall clock is not past the last reading, readings only count on, and two copies of one device
    /// would count alike. So the first one of a process skips a drawn number of counts then, also when the
    /// clock only stands still, is noisy or is before 1970; once it has gone back, each one does. A millisecond
    /// that the wall clock tells is taken for nobody else's: two copies that write within the same one, both past
    /// their last reading, would read alike.
    ///
    /// - Parameters:
    ///   - wall: the wall clock, corrected by the offset to the office where that is known.
    ///   - draw: 64 random bits; asked only while the wall clock is not past the last reading.
    package mutating func reading(wall: Milliseconds, draw: () -> UInt64) -> Timestamp {
        let now = Timestamp(milliseconds: wall)
        if last.milliseconds - now.milliseconds > Self.behindMillisecondsMax {
            skip(draw() % Self.skipMax)
        } else if !isOwn, now <= last {
            skip(draw() % Self.firstSkipMax)
        }
        last = last.next(wall: wall)
        isOwn = true
        return last
    }

    private mutating func skip(_ counts: UInt64) {
        last = Timestamp(rawValue: last.rawValue + counts) ?? last
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z, as a device or the office says. May be negative or far off.
public typealias Milliseconds = Int64

/// A hybrid logical clock reading: 48 bits of Unix milliseconds and a 12-bit counter.
///
/// Readings of one clock strictly increase, whatever the wall clock does. Source: Kulkarni et al.,
/// "Logical Physical Clocks", OPODIS 2014.
public struct Timestamp: Hashable, Sendable, Comparable {
    /// The 60-bit reading: milliseconds in the high 48 bits, the counter in the low 12.
    public let rawValue: UInt64

    static let maximum: UInt64 = (1 << 60) - 1

    public static let zero = Timestamp(unchecked: 0)

    /// - Returns: `nil` when `rawValue` needs more than 60 bits.
    public init?(rawValue: UInt64) {
        guard rawValue <= Self.maximum else { return nil }
        self.rawValue = rawValue
    }

    /// Milliseconds outside 0 ..< 2^48 are clamped; the counter is 0.
    public init(milliseconds: Milliseconds) {
        let clamped = UInt64(min(max(milliseconds, 0), (1 << 48) - 1))
        self.rawValue = clamped << 12
    }

    private init(unchecked: UInt64) {
        self.rawValue = unchecked
    }

    /// 0 ..< 2^48.
    public var milliseconds: Milliseconds { Milliseconds(rawValue >> 12) }

    /// 0 ..< 4096.
    public var counter: UInt16 { UInt16(rawValue & 0xFFF) }

    /// The reading that follows this one when the wall clock says `wall`: never before it, never equal to it.
    public func next(wall: Milliseconds) -> Timestamp {
        let fromWall = Timestamp(milliseconds: wall)
        return fromWall > self ? fromWall : Timestamp(unchecked: min(rawValue + 1, Self.maximum))
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.rawValue < right.rawValue
    }
}

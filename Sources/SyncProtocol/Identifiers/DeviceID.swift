/// A device enrolled at the office: a key pair that belongs to one member. 62 bits.
public struct DeviceID: Hashable, Sendable, Comparable {
    /// The 62-bit number; the two high bits are always zero.
    public let rawValue: UInt64

    /// The largest device id.
    static let maximum: UInt64 = (1 << 62) - 1

    /// Author of the rows and cells that rules write at the office.
    public static let office = DeviceID(unchecked: 0)

    /// Stands in row ids that are derived from data and must be equal on all devices.
    public static let derived = DeviceID(unchecked: maximum)

    /// - Returns: `nil` when `rawValue` needs more than 62 bits.
    public init?(rawValue: UInt64) {
        guard rawValue <= Self.maximum else { return nil }
        self.rawValue = rawValue
    }

    /// Makes an id of the low 62 bits of a random number, never one of the reserved ids.
    public init(random: UInt64) {
        let low = random & Self.maximum
        self.rawValue = low == 0 ? 1 : low == Self.maximum ? Self.maximum - 1 : low
    }

    private init(unchecked: UInt64) {
        self.rawValue = unchecked
    }

    public static func < (left: DeviceID, right: DeviceID) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension DeviceID: CustomStringConvertible {
    /// Sixteen hexadecimal digits.
    public var description: String { hexadecimal(rawValue) }
}

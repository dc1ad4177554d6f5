internal import Crypto

/// Names one row everywhere: a UUID version 8 of 48 bits of milliseconds, 12 bits of counter and the
/// 62-bit id of the device that made it.
///
/// Unique without coordination, sorted by creation, and tells who made the row and when (by that
/// device's clock: a label, never a judge). Source: RFC 9562 section 5.8.
public struct RowID: Hashable, Sendable, Comparable {
    /// Milliseconds (48 bits), version 8 (4 bits), counter (12 bits).
    public let high: UInt64
    /// Variant (2 bits), device (62 bits).
    public let low: UInt64

    /// The number of bytes of a row id.
    public static let byteCount = 16

    public init(timestamp: Timestamp, device: DeviceID) {
        self.high = (timestamp.rawValue >> 12) << 16 | 0x8000 | (timestamp.rawValue & 0xFFF)
        self.low = 1 << 63 | device.rawValue
    }

    /// The id that every device derives alike, e.g. an occurrence of a series from (series, local date).
    ///
    /// - Parameters:
    ///   - parent: the row it belongs to.
    ///   - label: what tells it from its siblings; at most 256 bytes of UTF-8.
    public init(derivedFrom parent: RowID, label: String) {
        var hash = SHA256()
        hash.update(data: parent.bytes)
        hash.update(data: Array(label.utf8))
        var bits: UInt64 = 0
        for byte in hash.finalize().prefix(8) { bits = bits << 8 | UInt64(byte) }
        let timestamp = Timestamp(rawValue: bits & Timestamp.maximum) ?? .zero
        self.init(timestamp: timestamp, device: .derived)
    }

    /// - Returns: `nil` when the two halves do not carry version 8 and the RFC variant.
    public init?(high: UInt64, low: UInt64) {
        guard high >> 12 & 0xF == 8, low >> 62 == 2 else { return nil }
        self.high = high
        self.low = low
    }

    /// - Parameter bytes: exactly 16 bytes, most significant first.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 {
                halves.0 = halves.0 << 8 | UInt64(byte)
            } else {
                halves.1 = halves.1 << 8 | UInt64(byte)
            }
        }
        self.init(high: halves.0, low: halves.1)
    }

    public var timestamp: Timestamp {
        Timestamp(rawValue: (high >> 16) << 12 | (high & 0xFFF)) ?? .zero
    }

    public var device: DeviceID { DeviceID(rawValue: low & DeviceID.maximum) ?? .office }

    /// Sixteen bytes, most significant first.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.byteCount)
        for half in [high, low] {
            for shift in stride(from: 56, through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
            }
        }
        return result
    }

    public static func < (left: RowID, right: RowID) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension RowID: CustomStringConvertible {
    /// 32 hexadecimal digits, lower case, without hyphens.
    public var description: String { hexadecimal(high) + hexadecimal(low) }

    /// - Parameter hexadecimal: 32 hexadecimal digits; hyphens are passed over.
    public init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }
        guard digits.count == 32,
            let high = UInt64(String(decoding: digits.prefix(16), as: UTF8.self), radix: 16),
            let low = UInt64(String(decoding: digits.suffix(16), as: UTF8.self), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }
}

/// Sixteen lower-case hexadecimal digits.
func hexadecimal(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}

public import SyncProtocol

/// The short code on a sign-up's paper slip: eight characters, read aloud in two groups, e.g. `7KQ2-X0MB`.
///
/// Derived from the row id by arithmetic alone, so every device finds the row without a column or a sync.
/// 40 bits well mixed: among 20,000 sign-ups two share a code with a chance of 1 in 5,000; a look-up says
/// so and shows both. A look-up may scan: one code costs a few multiplications.
public struct SlipCode: Hashable, Sendable {
    /// The low 40 bits.
    public let rawValue: UInt64

    /// Crockford's base 32: no I, L, O, U.
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    /// The code of a row.
    public init(for row: RowID) {
        // The finaliser of SplitMix64 (Steele, Lea, Flood, 2014) over both halves: every bit of an id, which
        // differs from its neighbour's in two or three bits, moves every bit of the code.
        var bits = row.high
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= row.low ^ (bits >> 31)
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        self.rawValue = (bits ^ (bits >> 31)) >> 24
    }

    /// Reads what a person typed: small letters, spaces and hyphens anywhere, O for 0, I and L for 1, U for V,
    /// and the slashed zero that people write as Ø.
    ///
    /// - Returns: `nil` when it is no code.
    public init?(parsing text: some StringProtocol) {
        var value: UInt64 = 0
        var count = 0
        for scalar in text.unicodeScalars {
            if scalar == "-" || scalar == " " || scalar == "\u{2013}" || scalar == "\u{A0}" {
                continue
            }
            guard count < 8, let digit = Self.digit(of: scalar) else { return nil }
            value = value << 5 | digit
            count += 1
        }
        guard count == 8 else { return nil }
        self.rawValue = value
    }

    /// Whether this is the code of that row.
    public func matches(_ row: RowID) -> Bool { SlipCode(for: row).rawValue == rawValue }

    private static func digit(of scalar: Unicode.Scalar) -> UInt64? {
        switch scalar {
        case "O", "o", "Ø", "ø": return 0
        case "I", "i", "L", "l": return 1
        case "U", "u": return digit(of: "V")
        default: break
        }
        guard scalar.isASCII else { return nil }
        var byte = UInt8(truncatingIfNeeded: scalar.value)
        if byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") { byte -= 32 }
        return alphabet.firstIndex(of: byte).map { UInt64($0) }
    }
}

extension SlipCode: CustomStringConvertible {
    /// Two groups of four with a hyphen.
    public var description: String {
        var bytes: [UInt8] = []
        for index in 0..<8 {
            if index == 4 { bytes.append(UInt8(ascii: "-")) }
            bytes.append(Self.alphabet[Int(rawValue >> UInt64(35 - 5 * index) & 31)])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

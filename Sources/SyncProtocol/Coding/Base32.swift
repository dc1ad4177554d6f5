/// Crockford's base32: digits and letters without I, L, O, U; for people who read aloud and type.
enum Base32 {
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    /// Five characters a group, hyphens between.
    static func text(of bytes: [UInt8]) -> String {
        var characters: [UInt8] = []
        var buffer = 0
        var bits = 0
        func append(_ digit: Int) {
            if !characters.isEmpty && (characters.count + 1).isMultiple(of: 6) {
                characters.append(UInt8(ascii: "-"))
            }
            characters.append(digits[digit & 31])
        }
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                append(buffer >> bits)
            }
        }
        if bits > 0 { append(buffer << (5 - bits)) }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Passes over hyphens and case; o reads as 0, i and l as 1.
    static func bytes(of characters: some Swift.Sequence<UInt8>) throws(WireError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = 0
        var bits = 0
        for character in characters where character != UInt8(ascii: "-") {
            guard let digit = value(of: character) else { throw WireError(.malformed, "base32") }
            buffer = (buffer << 5 | digit) & 0xFFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
            }
        }
        guard bits < 5, buffer & ((1 << bits) - 1) == 0 else {
            throw WireError(.malformed, "base32")
        }
        return bytes
    }

    private static func value(of character: UInt8) -> Int? {
        let isUpper = character >= UInt8(ascii: "A") && character <= UInt8(ascii: "Z")
        let lower = isUpper ? character | 0x20 : character
        switch lower {
        case UInt8(ascii: "o"): return 0
        case UInt8(ascii: "i"), UInt8(ascii: "l"): return 1
        default: return digits.firstIndex(of: lower)
        }
    }
}

/// CRC-32 as in zlib and Ethernet: notices every error within 32 consecutive bits.
enum CRC32 {
    static func checksum(of bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~crc
    }
}

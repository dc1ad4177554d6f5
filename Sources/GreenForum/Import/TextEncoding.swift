/// Bytes of a text file as people's programs save it.
public enum TextEncoding: Hashable, Sendable {
    case utf8, windows1252

    /// The text, without a byte order mark, and how it was read: UTF-8 when it is that, else Windows-1252, in which
    /// every byte is a character.
    public static func decode(_ bytes: [UInt8]) -> (text: String, encoding: TextEncoding) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let body = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
        if let text = String(validating: body, as: UTF8.self) { return (text, .utf8) }
        var scalars = String.UnicodeScalarView()
        for byte in body {
            let number =
                (0x80...0x9F).contains(byte) ? high[Int(byte) - 0x80] : UInt32(byte)
            scalars.append(Unicode.Scalar(number) ?? "\u{FFFD}")
        }
        return (String(scalars), .windows1252)
    }

    /// 0x80 … 0x9F; unused ones are replaced.
    private static let high: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
}

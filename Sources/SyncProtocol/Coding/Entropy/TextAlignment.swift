/// Reads along in a text while another is coded that is probably made of it: "Åse Juhl" beside
/// "aase.juhl@…". Guesses the next byte; finds its place again after a surprise.
struct TextAlignment {
    private let source: [UInt8]
    private var position = 0
    /// Guesses that came true in a row.
    private(set) var run: UInt32 = 0

    /// - Parameter source: folded; empty for none.
    init(_ source: [UInt8]) {
        self.source = source
    }

    /// 0 without a source, 1 while the last guess was wrong, 2 while guesses come true.
    var state: Int { source.isEmpty ? 0 : run == 0 ? 1 : 2 }

    /// The next byte of the source and the first byte of the word after it; zeros past the end.
    var hint: UInt32 {
        guard !source.isEmpty else { return 0 }
        let next = position < source.count ? UInt32(source[position]) : 0
        let start = nextWord(after: position)
        return 1 << 16 | next << 8 | (start < source.count ? UInt32(source[start]) : 0)
    }

    mutating func advance(_ byte: UInt8) {
        guard !source.isEmpty else { return }
        if position < source.count, source[position] == byte {
            position += 1
            run += 1
            return
        }
        run = 0
        let start = nextWord(after: position)
        // A letter left out, as in soren for soeren.
        for index in position..<min(position + 3, start, source.count) where source[index] == byte {
            position = index + 1
            return
        }
        let isSeparator = byte == 0x2E || byte == 0x2D || byte == 0x5F
        if isSeparator {
            if position < source.count { position = start }
        } else if start < source.count, source[start] == byte {
            position = start + 1
        }
    }

    /// The place after the next space, or the end.
    private func nextWord(after place: Int) -> Int {
        var index = place
        while index < source.count {
            if source[index] == 0x20 { return index + 1 }
            index += 1
        }
        return source.count
    }

    /// Lower case, with the Danish letters as addresses write them: æ ae, ø oe, å aa, é e, ü u, ö oe, ä ae.
    static func folded(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            let byte = text[index]
            index += 1
            if byte >= 0x41 && byte <= 0x5A {
                result.append(byte | 0x20)
            } else if byte == 0xC3, index < text.count {
                // U+00C0 ... U+00FF; capitals are 32 below.
                let letter = text[index] | 0x20
                index += 1
                switch letter {
                case 0xA6, 0xA4: result += [0x61, 0x65]
                case 0xB8, 0xB6: result += [0x6F, 0x65]
                case 0xA5: result += [0x61, 0x61]
                case 0xA9, 0xA8: result.append(0x65)
                case 0xBC: result.append(0x75)
                default: result += [byte, letter]
                }
            } else {
                result.append(byte)
            }
        }
        return result
    }
}

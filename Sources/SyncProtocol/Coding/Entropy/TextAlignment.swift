/// Reads along in a text while another is coded that is probably made of it: "Åse Juhl" beside
/// "aase.juhl@…". Guesses the next byte; finds its place again after a surprise.
struct TextAlignment {
    /// What happened last.
    enum Phase: Int {
        case start = 0
        case separator = 1
        case surprise = 2
        case at = 3
        case once = 4
        case twice = 5
        case often = 6
    }

    private static let at: UInt8 = 0x40

    private let source: [UInt8]
    private var position = 0
    private(set) var phase = Phase.start

    /// - Parameter source: folded; empty for none.
    init(_ source: [UInt8]) {
        self.source = source
    }

    var isEmpty: Bool { source.isEmpty }

    /// The next byte of the word, 0 at its end.
    var next: UInt8 {
        position < source.count && source[position] != 0x20 ? source[position] : 0
    }

    /// The first byte of the last word, 0 within it.
    var nextWord: UInt8 {
        let start = wordStart(after: position)
        return start < source.count ? source[start] : 0
    }

    mutating func advance(_ byte: UInt8) {
        guard !source.isEmpty else { return }
        if byte == Self.at {
            // A domain may be somebody's family name.
            position = lastWordStart
            phase = .at
            return
        }
        if byte == next {
            position += 1
            switch phase {
            case .start, .separator, .surprise, .at: phase = .once
            case .once: phase = .twice
            case .twice, .often: phase = .often
            }
            return
        }
        let start = wordStart(after: position)
        if byte == 0x2E || byte == 0x2D || byte == 0x5F {
            if position < source.count, next == 0 || phase != .start { position = start }
            phase = .separator
            return
        }
        phase = .surprise
        if start < source.count, source[start] == byte {
            position = start + 1
            phase = .once
            return
        }
        // A letter left out, as in soren for soeren.
        for index in position..<min(position + 3, source.count) {
            guard source[index] != 0x20 else { return }
            if source[index] == byte {
                position = index + 1
                return
            }
        }
    }

    /// Where the last word begins, or the end when that is not after the place: middle names are left out.
    private func wordStart(after place: Int) -> Int {
        let last = lastWordStart
        return place < last ? last : source.count
    }

    private var lastWordStart: Int {
        var index = source.count
        while index > 0 && source[index - 1] != 0x20 { index -= 1 }
        return index
    }

    /// Lower case, with the Danish letters as addresses write them: æ ä ae, ø ö oe, å aa, é è e, ü u.
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

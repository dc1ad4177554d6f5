internal import Synchronization

/// Predicts texts byte by byte and bit by bit: seven contexts each give a probability, a small mixer
/// that learns whom to trust makes one of them. It starts out knowing `TextPrimer.lines`.
///
/// One of the contexts reads along in another text, e.g. the name that an address is made of.
final class TextModel {
    private static let tableBits = 17
    private static let contextCount = 7
    private static let inputCount = contextCount + 3
    /// Weight sets: by reading along (no, yes, in a run) and the longest context that was seen before (5).
    private static let weightSets = 20
    /// How often a guess of reading along is right: by kind, guess, phase and bits that were right so far.
    private static let guessCount = 8 * 2 * 8 * 8
    private static let tableSize = contextCount << tableBits

    private let table: UnsafeMutablePointer<UInt32>
    private let weights: UnsafeMutablePointer<Int>
    private var changes = TableChanges()
    private let guesses = BitModels(count: guessCount)
    private let steps = BitModels.steps
    private let stretches = Logistic.stretchTable
    private let squashes = Logistic.squashTable

    private init() {
        table = .allocate(capacity: Self.tableSize)
        table.initialize(repeating: 1 << 31, count: Self.tableSize)
        weights = .allocate(capacity: Self.weightSets * Self.inputCount)
        weights.initialize(repeating: 22_000, count: Self.weightSets * Self.inputCount)
    }

    /// A copy of a model, taken before either is used further.
    private init(copy: TextModel) {
        table = .allocate(capacity: Self.tableSize)
        table.initialize(from: copy.table, count: Self.tableSize)
        weights = .allocate(capacity: Self.weightSets * Self.inputCount)
        weights.initialize(from: copy.weights, count: Self.weightSets * Self.inputCount)
        guesses.copy(copy.guesses)
    }

    /// Makes it what the other is, which it was made as a copy of. Cheap after short texts.
    private func becomeAgain(_ original: TextModel) {
        if !changes.takeBack() {
            table.update(from: original.table, count: Self.tableSize)
        }
        weights.update(from: original.weights, count: Self.weightSets * Self.inputCount)
        guesses.copy(original.guesses)
    }

    deinit {
        table.deallocate()
        weights.deallocate()
    }

    /// Models of frames that are done, as they are at the beginning of every frame.
    private static let idle = Mutex<[Idle]>([])
    private static let idleMax = 8

    private struct Idle: @unchecked Sendable {
        // Nobody else has it: whoever put it here has forgotten it.
        let model: TextModel
    }

    /// A model as it is at the beginning of every frame. Give it back when the frame is done.
    static func take() -> TextModel {
        idle.withLock { $0.popLast() }?.model ?? TextModel(copy: primed.model)
    }

    /// The frame is done, and nobody has the model any more.
    static func giveBack(_ model: TextModel) {
        model.becomeAgain(primed.model)
        let idle = Idle(model: model)
        Self.idle.withLock { models in
            if models.count < idleMax { models.append(idle) }
        }
    }

    private struct Primed: @unchecked Sendable {
        // Immutable once made: only copies are made of it.
        let model: TextModel
    }

    private static let primed: Primed = {
        let model = TextModel()
        var coder = NullCoder()
        for line in TextPrimer.lines {
            var source: [UInt8] = []
            for (index, text) in line.texts.enumerated() {
                _ = model.code(
                    Array(text.utf8), kind: line.kind + index, along: source, limit: .max, &coder)
                source = TextAlignment.folded(Array(text.utf8))
            }
        }
        return Primed(model: model)
    }()

    /// Codes a text without NUL, and a NUL that ends it.
    ///
    /// - Parameters:
    ///   - text: what to encode; empty when decoding.
    ///   - kind: keeps different kinds of text apart where that matters: 0 ... 7.
    ///   - along: folded text to read along in; empty for none.
    ///   - limit: the number of bytes after which decoding gives up.
    /// - Returns: the text, `nil` when it goes on beyond the limit.
    func code<C: BinaryCoder>(
        _ text: [UInt8], kind: Int, along: [UInt8], limit: Int, _ coder: inout C
    ) -> [UInt8]? {
        var result: [UInt8] = []
        var alignment = TextAlignment(along)
        var history: UInt32 = 0
        var word: UInt32 = 0
        var wordIndex: UInt32 = 0
        let kindBits = UInt32(truncatingIfNeeded: kind) &+ 1
        while true {
            let wanted = result.count < text.count ? text[result.count] : 0
            let isLetterBefore = history & 0x80 != 0 || isLetter(UInt8(truncatingIfNeeded: history))
            let classBefore: UInt32 = isLetterBefore ? 1 : history & 0xFF == 0 ? 0 : 2
            let shape = alignment.isEmpty ? 0 : UInt32(alignment.phase.rawValue) &+ 1
            let ends: UInt32 = (alignment.next == 0 ? 1 : 0) | (alignment.nextWord == 0 ? 2 : 0)
            let byte = withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 7) { hashes in
                hashes[0] = mix(kindBits, history & 0xFF | min(wordIndex, 2) << 8, 1)
                hashes[1] = mix(kindBits, history & 0xFFFF, 2)
                hashes[2] = mix(0, history & 0xFF_FFFF, 3)
                hashes[3] = mix(0, history, 4)
                hashes[4] = mix(kindBits, word, 5)
                hashes[5] = mix(kindBits, shape << 4 | ends << 2 | classBefore, 6)
                hashes[6] = mix(kindBits, wordIndex << 8 | min(wordLength(result), 3), 7)
                return codeByte(
                    wanted, hashes: hashes.baseAddress!, kind: kind, alignment, &coder)
            }
            guard byte != 0 else { return result }
            guard result.count < limit, !coder.isOverrun else { return nil }
            result.append(byte)
            alignment.advance(byte)
            history = history << 8 | UInt32(byte)
            if isLetter(byte) {
                word = (word &+ UInt32(byte | 0x20)) &* 0x2F0B_4C47
            } else {
                word = UInt32(byte)
                wordIndex = min(wordIndex + 1, 3)
            }
        }
    }

    @inline(__always)
    private func codeByte<C: BinaryCoder>(
        _ wanted: UInt8, hashes: UnsafeMutablePointer<UInt32>, kind: Int,
        _ alignment: TextAlignment, _ coder: inout C
    ) -> UInt8 {
        let phase = alignment.phase.rawValue
        let set =
            alignment.isEmpty
            ? (kind == 1 ? 3 : 0) : phase < TextAlignment.Phase.once.rawValue ? 1 : 2
        let next = Int(alignment.next)
        let word = Int(alignment.nextWord)
        let nextBase = ((kind & 7) << 1) << 6 | phase << 3
        let wordBase = ((kind & 7) << 1 | 1) << 6 | (next == 0 ? 7 : phase) << 3
        var partial = 1
        var slots: (Int, Int, Int, Int, Int, Int, Int) = (0, 0, 0, 0, 0, 0, 0)
        for half in 0..<2 {
            let salt = half == 0 ? 0 : UInt32(partial)
            slots.0 = slot(hashes[0], salt, 0)
            slots.1 = slot(hashes[1], salt, 1)
            slots.2 = slot(hashes[2], salt, 2)
            slots.3 = slot(hashes[3], salt, 3)
            slots.4 = slot(hashes[4], salt, 4)
            slots.5 = slot(hashes[5], salt, 5)
            slots.6 = slot(hashes[6], salt, 6)
            var node = 1
            let weights = self.weights + set * 5 * Self.inputCount
            for step in 0..<4 {
                let bit = Int(wanted >> UInt8(7 - half * 4 - step)) & 1
                let place = half * 4 + step
                // Before the n-th bit the guess stands while its bits so far are those coded.
                let soFar = half == 0 ? node : (partial << step) | (node & ((1 << step) - 1))
                let nextGuess =
                    next != 0 && (next | 0x100) >> (8 - place) == soFar ? nextBase | place : -1
                let wordGuess =
                    word != 0 && (word | 0x100) >> (8 - place) == soFar ? wordBase | place : -1
                let coded = codeBit(
                    bit, slots, node, weights, nextGuess, next >> (7 - place) & 1, wordGuess,
                    word >> (7 - place) & 1, &coder)
                node = node << 1 | coded
            }
            partial = partial << 4 | (node & 15)
        }
        return UInt8(truncatingIfNeeded: partial)
    }

    @inline(__always)
    private func codeBit<C: BinaryCoder>(
        _ bit: Int, _ slots: (Int, Int, Int, Int, Int, Int, Int), _ node: Int,
        _ weights: UnsafeMutablePointer<Int>, _ nextGuess: Int, _ nextBit: Int, _ wordGuess: Int,
        _ wordBit: Int, _ coder: inout C
    ) -> Int {
        // Scatters the forks of half a byte, so that those never met take no room.
        let spread = (node &* 40_503) & ((1 << Self.tableBits) - 1)
        let m0 = table + (slots.0 ^ spread)
        let m1 = table + (slots.1 ^ spread)
        let m2 = table + (slots.2 ^ spread)
        let m3 = table + (slots.3 ^ spread)
        let m4 = table + (slots.4 ^ spread)
        let m5 = table + (slots.5 ^ spread)
        let m6 = table + (slots.6 ^ spread)
        let s0 = stretch(m0.pointee)
        let s1 = stretch(m1.pointee)
        let s2 = stretch(m2.pointee)
        let s3 = stretch(m3.pointee)
        let s4 = stretch(m4.pointee)
        let s5 = stretch(m5.pointee)
        let s6 = stretch(m6.pointee)
        let order = longest(m1.pointee, m2.pointee, m3.pointee, m4.pointee)
        let weights = weights + order * Self.inputCount
        var dot = s0 &* weights[0] &+ s1 &* weights[1] &+ s2 &* weights[2] &+ s3 &* weights[3]
        dot = dot &+ s4 &* weights[4] &+ s5 &* weights[5] &+ s6 &* weights[6]
        var s7 = 0
        var s8 = 0
        if nextGuess >= 0 {
            s7 = stretch(guesses[nextGuess])
            if nextBit == 0 { s7 = -s7 }
        }
        if wordGuess >= 0 {
            s8 = stretch(guesses[wordGuess])
            if wordBit == 0 { s8 = -s8 }
        }
        dot = dot &+ s7 &* weights[7] &+ s8 &* weights[8] &+ 256 &* weights[9]
        let mixed = max(-2_047, min(2_047, dot >> 16))
        let probability = Int(squashes[mixed &+ 2_048])
        let result = coder.code(bit, probability)
        let error = ((result << 16) &- probability) &* Self.learningRate
        weights[0] = weights[0] &+ (s0 &* error) >> 16
        weights[1] = weights[1] &+ (s1 &* error) >> 16
        weights[2] = weights[2] &+ (s2 &* error) >> 16
        weights[3] = weights[3] &+ (s3 &* error) >> 16
        weights[4] = weights[4] &+ (s4 &* error) >> 16
        weights[5] = weights[5] &+ (s5 &* error) >> 16
        weights[6] = weights[6] &+ (s6 &* error) >> 16
        weights[7] = weights[7] &+ (s7 &* error) >> 16
        weights[8] = weights[8] &+ (s8 &* error) >> 16
        weights[9] = weights[9] &+ (64 &* error) >> 16
        if nextGuess >= 0 { guesses.learn(result == nextBit ? 1 : 0, at: nextGuess) }
        if wordGuess >= 0 { guesses.learn(result == wordBit ? 1 : 0, at: wordGuess) }
        changes.willChange(m0, m1, m2, m3, m4, m5, m6)
        m0.pointee = BitModels.updated(m0.pointee, result, steps)
        m1.pointee = BitModels.updated(m1.pointee, result, steps)
        m2.pointee = BitModels.updated(m2.pointee, result, steps)
        m3.pointee = BitModels.updated(m3.pointee, result, steps)
        m4.pointee = BitModels.updated(m4.pointee, result, steps)
        m5.pointee = BitModels.updated(m5.pointee, result, steps)
        m6.pointee = BitModels.updated(m6.pointee, result, steps)
        return result
    }

    private static let learningRate = 2

    /// 0 when none of the contexts but the shortest was seen, up to 4 for the longest.
    @inline(__always)
    private func longest(_ m1: UInt32, _ m2: UInt32, _ m3: UInt32, _ m4: UInt32) -> Int {
        if m3 & 0x3FF != 0 { return 4 }
        if m2 & 0x3FF != 0 { return 3 }
        if m4 & 0x3FF != 0 { return 2 }
        return m1 & 0x3FF != 0 ? 1 : 0
    }

    @inline(__always)
    private func stretch(_ model: UInt32) -> Int {
        Int(stretches[Int(model >> 20)])
    }

    @inline(__always)
    private func slot(_ hash: UInt32, _ salt: UInt32, _ order: Int) -> Int {
        let mixed = (hash ^ salt &* 0x9E37_79B1) &* 0x85EB_CA6B
        return order << Self.tableBits | Int(mixed >> UInt32(32 - Self.tableBits))
    }

    @inline(__always)
    private func mix(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> UInt32 {
        var hash = (a &* 0x9E37_79B1) ^ (b &* 0x85EB_CA77) ^ (c &* 0xC2B2_AE3D)
        hash ^= hash >> 15
        return hash &* 0x2C1B_3C6D
    }

    @inline(__always)
    private func isLetter(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
    }

    private func wordLength(_ text: [UInt8]) -> UInt32 {
        var length: UInt32 = 0
        for byte in text.reversed() {
            guard isLetter(byte), length < 3 else { break }
            length += 1
        }
        return length
    }
}

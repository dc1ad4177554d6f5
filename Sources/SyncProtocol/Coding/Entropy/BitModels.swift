/// Adaptive probabilities of bits: each starts at one half and moves towards the bits it sees, first in
/// large steps, then in steps of 1/(n + 1.2) for the n-th bit, never below the slowest step.
///
/// A model is 32 bits: the probability of a 1 in 2^22ths above, the number of bits seen below.
final class BitModels {
    /// Bits counted before the step stays the same: the slowest step is 1/(limit + 1.2).
    static let limit = 250
    private static let fresh: UInt32 = 1 << 31

    private var models: UnsafeMutablePointer<UInt32>
    private(set) var count: Int
    private let steps = BitModels.steps

    init(count: Int) {
        self.count = count
        models = .allocate(capacity: count)
        models.initialize(repeating: Self.fresh, count: count)
    }

    deinit { models.deallocate() }

    /// Makes room for at least this many; those there stay as they are.
    @inline(__always)
    func grow(to needed: Int) {
        if needed > count { reallocate(needed) }
    }

    private func reallocate(_ needed: Int) {
        let larger = max(needed, count * 2)
        let moved = UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
        moved.moveInitialize(from: models, count: count)
        (moved + count).initialize(repeating: Self.fresh, count: larger - count)
        models.deallocate()
        models = moved
        count = larger
    }

    /// - Precondition: `index` is below `count`; the callers' arithmetic keeps it so whatever is decoded.
    @inline(__always)
    func code<C: BinaryCoder>(_ bit: Int, at index: Int, _ coder: inout C) -> Int {
        assert(index >= 0 && index < count)
        let state = models[index]
        let probability = max(24, min(65_512, Int(state >> 16)))
        let result = coder.code(bit, probability)
        models[index] = Self.updated(state, result, steps)
        return result
    }

    /// A model's state.
    @inline(__always)
    subscript(index: Int) -> UInt32 { models[index] }

    /// Moves a model towards a bit.
    @inline(__always)
    func learn(_ bit: Int, at index: Int) {
        models[index] = Self.updated(models[index], bit, steps)
    }

    /// Takes over another's models.
    ///
    /// - Precondition: both have as many.
    func copy(_ other: BitModels) {
        precondition(count == other.count, "as many models")
        models.update(from: other.models, count: count)
    }

    @inline(__always)
    static func updated(
        _ state: UInt32, _ bit: Int, _ steps: UnsafePointer<Int>
    ) -> UInt32 {
        let seen = Int(state & 0x3FF)
        let probability = Int(state >> 10)
        let target = bit != 0 ? (1 << 22) - 1 : 0
        // Arithmetic shift: rounds down on both sides.
        let moved = probability &+ ((target &- probability) &* steps[seen]) >> 16
        return UInt32(truncatingIfNeeded: moved << 10 | min(seen &+ 1, limit))
    }

    /// 65,536/(n + 1.2), rounded down.
    // Immutable once made.
    nonisolated(unsafe) static let steps: UnsafePointer<Int> = {
        let table = UnsafeMutablePointer<Int>.allocate(capacity: limit + 1)
        for seen in 0...limit { table[seen] = 655_360 / (10 * seen + 12) }
        return UnsafePointer(table)
    }()
}

/// A symbol of a few bits: a binary tree with a model at each fork.
struct TreeModel {
    private let models: BitModels
    private let depth: Int

    /// - Parameters:
    ///   - depth: symbols are 0 ..< 2^depth.
    ///   - contexts: how many trees, one for each context.
    init(depth: Int, contexts: Int = 1) {
        self.depth = depth
        models = BitModels(count: contexts << depth)
    }

    @inline(__always)
    func code<C: BinaryCoder>(_ symbol: Int, context: Int = 0, _ coder: inout C) -> Int {
        let base = context << depth
        var node = 1
        var shift = depth
        while shift > 0 {
            shift -= 1
            node = node << 1 | models.code(symbol >> shift & 1, at: base + node, &coder)
        }
        return node - (1 << depth)
    }
}

/// A number of any size: its bit length as a tree symbol, then the bits below the leading one, of which the
/// first three are modelled and the others are as likely as not.
struct NumberModel {
    private let lengths: TreeModel
    private let leading: BitModels
    private let signs: BitModels

    init(contexts: Int = 1) {
        signs = BitModels(count: contexts)
        lengths = TreeModel(depth: 7, contexts: contexts)
        leading = BitModels(count: 65 * 8)
    }

    func code<C: BinaryCoder>(
        _ value: UInt64, context: Int = 0, _ coder: inout C
    ) -> UInt64 {
        let length = min(
            64, lengths.code(UInt64.bitWidth - value.leadingZeroBitCount, context: context, &coder))
        guard length > 1 else { return UInt64(truncatingIfNeeded: length) }
        var result: UInt64 = 1
        var shift = length - 1
        var node = 1
        while shift > 0 && node < 8 {
            shift -= 1
            let bit = Int(truncatingIfNeeded: value >> UInt64(shift) & 1)
            let coded = leading.code(bit, at: length * 8 + node, &coder)
            node = node << 1 | coded
            result = result << 1 | UInt64(truncatingIfNeeded: coded)
        }
        guard shift > 0 else { return result }
        return result << UInt64(shift) | coder.raw(value, shift)
    }

    /// A number with a sign: how large it is, then, unless it is 0, which way.
    func code<C: BinaryCoder>(signed value: Int64, context: Int = 0, _ coder: inout C) -> Int64 {
        let magnitude = code(value.magnitude, context: context, &coder)
        guard magnitude != 0 else { return 0 }
        let isNegative = signs.code(value < 0 ? 1 : 0, at: context, &coder)
        let result = Int64(truncatingIfNeeded: magnitude)
        return isNegative == 1 ? 0 &- result : result
    }
}

/// An index into a list that grows, with early ones the likelier: bit length of index + 1 in unary, then the
/// bits below the leading one; every fork has its own model, so often used indexes become cheap.
struct IndexModel {
    private let lengths = BitModels(count: 64)
    private let forks = BitModels(count: 64)

    /// - Parameters:
    ///   - index: below `count`.
    ///   - count: how many there are, at least 1.
    /// - Returns: an index that may be `count` or above when what is decoded is malformed.
    func code<C: BinaryCoder>(_ index: Int, count: Int, _ coder: inout C) -> Int {
        guard count > 1 else { return 0 }
        let lengthMax = Int.bitWidth - count.leadingZeroBitCount
        let wanted = Int.bitWidth - (index + 1).leadingZeroBitCount
        var length = 1
        while length < lengthMax {
            guard lengths.code(wanted > length ? 1 : 0, at: length, &coder) == 1 else { break }
            length += 1
        }
        forks.grow(to: 1 << length)
        var node = 1
        var shift = length - 1
        while shift > 0 {
            shift -= 1
            node = node << 1 | forks.code((index + 1) >> shift & 1, at: node, &coder)
        }
        return node - 1
    }
}

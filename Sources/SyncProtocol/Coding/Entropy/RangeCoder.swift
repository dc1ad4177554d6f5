/// One side of a binary arithmetic coder. Models are written once and run on either side: encoding, they
/// pass the bit and get it back; decoding, what they pass is ignored and they get the bit that was coded.
protocol BinaryCoder {
    /// Whether this is the decoding side.
    static var decodes: Bool { get }

    /// - Parameters:
    ///   - bit: 0 or 1.
    ///   - probability: of a 1, in 65,536ths: 1 ... 65,535.
    mutating func code(_ bit: Int, _ probability: Int) -> Int

    /// Whether more was read than there is: what is decoded from here on means nothing.
    var isOverrun: Bool { get }
}

extension BinaryCoder {
    /// The low `count` bits of a number that is as likely as any other, most significant first.
    @inline(__always)
    mutating func raw(_ value: UInt64, _ count: Int) -> UInt64 {
        var result: UInt64 = 0
        var shift = count
        while shift > 0 {
            shift -= 1
            let bit = code(Int(truncatingIfNeeded: value >> UInt64(shift) & 1), 1 << 15)
            result = result << 1 | UInt64(truncatingIfNeeded: bit)
        }
        return result
    }
}

/// A carry-less binary arithmetic coder over 32-bit bounds (as in Mahoney's lpaq). The interval is
/// [low, high], both included; a 1 takes its lower part.
struct RangeEncoder: BinaryCoder {
    static let decodes = false

    private var low: UInt32 = 0
    private var high: UInt32 = .max
    private(set) var bytes: [UInt8] = []

    var isOverrun: Bool { false }

    @inline(__always)
    mutating func code(_ bit: Int, _ probability: Int) -> Int {
        let range = UInt64(high &- low)
        let lower = (range &* UInt64(truncatingIfNeeded: probability)) >> 16
        let middle = low &+ UInt32(truncatingIfNeeded: lower)
        if bit != 0 { high = middle } else { low = middle &+ 1 }
        while (low ^ high) & 0xFF00_0000 == 0 {
            bytes.append(UInt8(truncatingIfNeeded: high >> 24))
            low <<= 8
            high = high << 8 | 0xFF
        }
        return bit
    }

    /// Ends with the fewest bytes that, followed by zeros for ever, lie within the interval.
    mutating func finish() -> [UInt8] {
        for count in 0...4 {
            let mask: UInt32 = count == 4 ? .max : ~(UInt32.max >> UInt32(8 * count))
            let (sum, overflow) = low.addingReportingOverflow(~mask)
            let value = sum & mask
            guard !overflow, value >= low, value <= high else { continue }
            for index in 0..<count {
                bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(24 - 8 * index)))
            }
            break
        }
        return bytes
    }
}

/// Reads what `RangeEncoder` wrote; past the end there are zeros.
struct RangeDecoder: BinaryCoder {
    static let decodes = true

    private let bytes: [UInt8]
    private let end: Int
    private var position: Int
    private var low: UInt32 = 0
    private var high: UInt32 = .max
    private var value: UInt32 = 0

    /// - Precondition: the range lies within the bytes.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "range within bytes")
        self.bytes = bytes
        self.position = range.lowerBound
        self.end = range.upperBound
        for _ in 0..<4 { value = value << 8 | next() }
    }

    /// The decoder looks four bytes ahead; the shortest ending may leave out all four.
    var isOverrun: Bool { position > end + 4 }

    /// Whether all bytes were needed.
    var isAtEnd: Bool { position >= end && !isOverrun }

    @inline(__always)
    mutating func code(_ bit: Int, _ probability: Int) -> Int {
        let range = UInt64(high &- low)
        let lower = (range &* UInt64(truncatingIfNeeded: probability)) >> 16
        let middle = low &+ UInt32(truncatingIfNeeded: lower)
        let result: Int
        if value <= middle {
            high = middle
            result = 1
        } else {
            low = middle &+ 1
            result = 0
        }
        while (low ^ high) & 0xFF00_0000 == 0 {
            low <<= 8
            high = high << 8 | 0xFF
            value = value << 8 | next()
        }
        return result
    }

    @inline(__always)
    private mutating func next() -> UInt32 {
        defer { position &+= 1 }
        return position < end ? UInt32(bytes[position]) : 0
    }
}

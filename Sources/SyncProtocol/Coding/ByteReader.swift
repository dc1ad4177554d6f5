/// Reads what `ByteWriter` wrote. Total: whatever the bytes say, it answers or throws, never traps, and
/// takes no memory for a length before it has seen that the bytes are there.
public struct ByteReader {
    private let bytes: [UInt8]
    private let end: Int
    /// Where the next byte is read.
    public private(set) var position: Int

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.position = 0
        self.end = bytes.count
    }

    /// Reads the bytes in `range` only.
    ///
    /// - Precondition: the range lies within the bytes.
    public init(_ bytes: [UInt8], in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "range within bytes")
        self.bytes = bytes
        self.position = range.lowerBound
        self.end = range.upperBound
    }

    /// Bytes not read yet.
    public var remaining: Int { end - position }

    public var isAtEnd: Bool { position == end }

    public mutating func byte(_ context: String) throws(WireError) -> UInt8 {
        guard position < end else { throw WireError(.truncated, context) }
        defer { position += 1 }
        return bytes[position]
    }

    /// Unsigned LEB128 of at most 64 bits in its shortest form.
    public mutating func varint(_ context: String) throws(WireError) -> UInt64 {
        var result: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let byte = try byte(context)
            let bits = UInt64(byte & 0x7F)
            if shift == 63 && byte > 1 { throw WireError(.malformed, context) }
            result |= bits << shift
            if byte < 0x80 {
                if byte == 0 && shift > 0 { throw WireError(.malformed, context) }
                return result
            }
            shift += 7
        }
    }

    /// A count or length.
    ///
    /// - Throws: `limitExceeded` above `limit`.
    public mutating func count(_ context: String, limit: Int) throws(WireError) -> Int {
        let value = try varint(context)
        guard let count = Int(exactly: value), count <= limit else {
            throw WireError(.limitExceeded, context)
        }
        return count
    }

    /// A count of things of which each takes at least one byte, so memory may be reserved for it.
    public mutating func countWithinBytes(
        _ context: String, limit: Int
    ) throws(WireError) -> Int {
        let count = try count(context, limit: limit)
        guard count <= remaining else { throw WireError(.truncated, context) }
        return count
    }

    public mutating func signed(_ context: String) throws(WireError) -> Int64 {
        unzigzag(try varint(context))
    }

    /// Eight bytes, most significant first.
    public mutating func fixed64(_ context: String) throws(WireError) -> UInt64 {
        guard remaining >= 8 else { throw WireError(.truncated, context) }
        var result: UInt64 = 0
        for index in position..<position + 8 { result = result << 8 | UInt64(bytes[index]) }
        position += 8
        return result
    }

    /// That many bytes.
    public mutating func raw(_ count: Int, _ context: String) throws(WireError) -> [UInt8] {
        guard count >= 0, count <= remaining else { throw WireError(.truncated, context) }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    /// Length, then the bytes.
    public mutating func block(_ context: String, limit: Int) throws(WireError) -> [UInt8] {
        let count = try count(context, limit: limit)
        return try raw(count, context)
    }

    /// Length in bytes, then UTF-8, byte for byte.
    public mutating func text(_ context: String, limit: Int) throws(WireError) -> String {
        let count = try count(context, limit: limit)
        guard count <= remaining else { throw WireError(.truncated, context) }
        defer { position += count }
        guard let text = String(validating: bytes[position..<position + count], as: UTF8.self)
        else { throw WireError(.malformed, context) }
        return text
    }

    /// A byte that is 0 or 1.
    public mutating func flag(_ context: String) throws(WireError) -> Bool {
        let value = try byte(context)
        guard value <= 1 else { throw WireError(.malformed, context) }
        return value == 1
    }

    /// - Throws: `malformed` when bytes are left.
    public func expectEnd(_ context: String) throws(WireError) {
        guard isAtEnd else { throw WireError(.malformed, context) }
    }
}

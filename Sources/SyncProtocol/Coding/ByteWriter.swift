/// Appends numbers, texts and blocks to bytes: the elements that Protocol/encoding.md names.
public struct ByteWriter {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// - Parameter capacity: bytes to reserve.
    public init(capacity: Int) {
        bytes.reserveCapacity(capacity)
    }

    public mutating func byte(_ value: UInt8) {
        bytes.append(value)
    }

    /// Unsigned LEB128: seven bits a byte, least significant first, high bit set on all but the last.
    public mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A count or length.
    ///
    /// - Precondition: not negative.
    public mutating func count(_ value: Int) {
        varint(UInt64(value))
    }

    /// Zigzag, then `varint`: 0, -1, 1, -2 … become 0, 1, 2, 3 …
    public mutating func signed(_ value: Int64) {
        varint(zigzag(value))
    }

    /// Eight bytes, most significant first.
    public mutating func fixed64(_ value: UInt64) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// The bytes alone; the reader must know how many.
    public mutating func raw(_ value: some Collection<UInt8>) {
        bytes.append(contentsOf: value)
    }

    /// Length, then the bytes.
    public mutating func block(_ value: some Collection<UInt8>) {
        count(value.count)
        bytes.append(contentsOf: value)
    }

    /// Length in bytes, then UTF-8.
    public mutating func text(_ value: String) {
        var value = value
        value.withUTF8 { utf8 in
            count(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }
}

/// 0, -1, 1, -2 … as 0, 1, 2, 3 …
func zigzag(_ value: Int64) -> UInt64 {
    UInt64(bitPattern: value << 1) ^ UInt64(bitPattern: value >> 63)
}

/// The inverse of `zigzag`.
func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
}

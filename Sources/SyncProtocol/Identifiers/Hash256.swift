internal import Crypto

/// A SHA-256 value: 32 bytes. Names segments and the office's log heads.
public struct Hash256: Hashable, Sendable {
    /// Exactly 32 bytes.
    public let bytes: [UInt8]

    public static let byteCount = 32

    /// All zero: the predecessor of the first segment and of the first log entry.
    public static let zero = Hash256(unchecked: Array(repeating: 0, count: byteCount))

    /// - Returns: `nil` unless there are exactly 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// The SHA-256 of the parts, one after the other.
    public init(of parts: [UInt8]...) {
        var hash = SHA256()
        for part in parts { hash.update(data: part) }
        self.bytes = Array(hash.finalize())
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension Hash256: CustomStringConvertible {
    /// 64 hexadecimal digits.
    public var description: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

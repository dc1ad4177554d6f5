/// A hash of everything that happened, in order: two runs of one seed must agree on it.
package struct Trace: Hashable, Sendable {
    package private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: UInt64) {
        var z = hash ^ number
        z = (z ^ (z >> 32)) &* 0xD6E8_FEB8_6659_FD93
        z = (z ^ (z >> 29)) &* 0x9E37_79B9_7F4A_7C15
        hash = z ^ (z >> 32)
    }

    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    mutating func add(_ flag: Bool) { add(flag ? 1 as UInt64 : 2) }

    mutating func add(_ bytes: [UInt8]) {
        add(bytes.count)
        bytes.withUnsafeBytes { buffer in
            var place = 0
            while place + 8 <= buffer.count {
                add(
                    UInt64(
                        littleEndian: buffer.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
                place += 8
            }
            var rest: UInt64 = 0
            while place < buffer.count {
                rest = rest << 8 | UInt64(buffer[place])
                place += 1
            }
            add(rest)
        }
    }

    mutating func add(_ text: String) { add(Array(text.utf8)) }
}

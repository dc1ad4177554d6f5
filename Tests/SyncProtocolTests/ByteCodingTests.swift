import SyncProtocol
import Testing

@Suite struct ByteCodingTests {
    @Test(arguments: [0, 1, 127, 128, 300, 1 << 32, UInt64.max - 1, .max] as [UInt64])
    func `a varint comes back, and no cut of it does`(_ value: UInt64) throws {
        var writer = ByteWriter()
        writer.varint(value)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.varint("number") == value)
        #expect(reader.isAtEnd)
        for length in 0..<writer.bytes.count {
            var cut = ByteReader(Array(writer.bytes[..<length]))
            #expect(throws: WireError(.truncated, "number")) { try cut.varint("number") }
        }
    }

    @Test(arguments: [0, -1, 1, Int64.min, .max, -65] as [Int64])
    func `a signed varint comes back`(_ value: Int64) throws {
        var writer = ByteWriter()
        writer.signed(value)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.signed("number") == value)
    }

    @Test(arguments: [[0x80, 0], Array(repeating: 0xFF, count: 10), [0xFF, 0x80, 0]] as [[UInt8]])
    func `a varint that is longer than needed or than 64 bits is malformed`(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        #expect(throws: WireError(.malformed, "number")) { try reader.varint("number") }
    }

    @Test func `a length beyond its limit or beyond the bytes takes no memory`() {
        for length in [11, 1 << 40, UInt64(1) << 63, .max] {
            var writer = ByteWriter()
            writer.varint(length)
            writer.raw([1, 2, 3])
            var reader = ByteReader(writer.bytes)
            #expect(throws: WireError(.limitExceeded, "block")) {
                try reader.block("block", limit: 10)
            }
        }
        var short = ByteReader([9, 1, 2])
        #expect(throws: WireError(.truncated, "text")) { try short.text("text", limit: 10) }
    }

    @Test func `text that is no UTF-8 is malformed`() {
        var reader = ByteReader([2, 0xC3, 0x28])
        #expect(throws: WireError(.malformed, "text")) { try reader.text("text", limit: 10) }
    }
}

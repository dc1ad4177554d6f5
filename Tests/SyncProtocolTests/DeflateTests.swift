import SyncProtocol
import Testing

@Suite struct DeflateTests {
    private let text = Array(String(repeating: "Grønt Forum i Køge. ", count: 40).utf8)

    @Test func `what was deflated comes back`() throws {
        let small = try #require(Deflate.compress(text))
        #expect(small.count < text.count / 4)
        #expect(try Deflate.decompress(small, limit: text.count) == text)
    }

    @Test func `what would not shrink is left alone`() {
        #expect(Deflate.compress([]) == nil)
        #expect(Deflate.compress((0..<200).map { UInt8(truncatingIfNeeded: $0 &* 197) }) == nil)
    }

    @Test func `a bomb stops at the limit`() throws {
        let bomb = try #require(Deflate.compress(Array(repeating: 0, count: 4 << 20)))
        #expect(bomb.count < 8_192)
        #expect(throws: WireError(.limitExceeded, "deflate")) {
            try Deflate.decompress(bomb, limit: (4 << 20) - 1)
        }
    }

    @Test func `cut, changed and trailing bytes are errors or other text, never a trap`() throws {
        let small = try #require(Deflate.compress(text))
        for length in 0..<small.count {
            #expect(throws: WireError.self) {
                try Deflate.decompress(Array(small[..<length]), limit: 1 << 16)
            }
        }
        for index in small.indices {
            var changed = small
            changed[index] ^= 0x55
            _ = try? Deflate.decompress(changed, limit: 1 << 16)
        }
        #expect(throws: WireError(.malformed, "deflate")) {
            try Deflate.decompress(small + [0], limit: 1 << 16)
        }
    }
}

import SyncProtocol
import Testing

@Suite struct FrameDecoderTests {
    private let frames = [
        Frame(kind: 0x41, flags: 0, payload: []),
        Frame(kind: 0x24, flags: 1, payload: Array(repeating: 7, count: 300)),
        Frame(kind: 0x70, flags: 0, payload: [1, 2, 3]),
    ]

    @Test func `frames come out the same however the stream is split`() throws {
        let stream = frames.flatMap(\.encoded)
        for split in 0...stream.count {
            var decoder = FrameDecoder()
            var received: [Frame] = []
            for part in [stream[..<split], stream[split...]] {
                decoder.append(Array(part))
                while let frame = try decoder.next() { received.append(frame) }
            }
            #expect(received == frames)
            #expect(decoder.bufferedByteCount == 0)
        }
    }

    @Test func `a frame of the largest size passes, one byte more does not`() throws {
        let header = 3 + 2
        let largest = Frame(
            kind: 3, flags: 0,
            payload: Array(repeating: 0, count: Limits.frameBytesMax - header))
        #expect(largest.byteCount == Limits.frameBytesMax)
        var decoder = FrameDecoder()
        decoder.append(largest.encoded)
        #expect(try decoder.next() == largest)
        let larger = Frame(kind: 3, flags: 0, payload: largest.payload + [0])
        var other = FrameDecoder()
        other.append(Array(larger.encoded.prefix(3)))
        #expect(throws: WireError(.limitExceeded, "frame.length")) { try other.next() }
        #expect(throws: WireError(.limitExceeded, "frame.length")) { try other.next() }
    }

    @Test(arguments: [[0], [1, 0x41], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x80, 0]] as [[UInt8]])
    func `a length that is none is an error at once`(_ bytes: [UInt8]) {
        var decoder = FrameDecoder()
        decoder.append(bytes)
        #expect(throws: WireError.self) { try decoder.next() }
    }
}

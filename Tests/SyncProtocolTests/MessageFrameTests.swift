import SyncProtocol
import Testing

@Suite struct MessageFrameTests {
    @Test(arguments: Samples.messages)
    func `every message survives its frame`(_ message: Message) throws {
        let frame = try message.frame(schema: Samples.schema)
        var decoder = FrameDecoder()
        decoder.append(frame.encoded)
        let received = try #require(try decoder.next())
        #expect(received == frame)
        #expect(try Message(frame: received, schema: Samples.schema) == message)
        #expect(frame.encoded.count == frame.byteCount)
    }

    @Test(arguments: Samples.messages)
    func `no truncation or changed byte of a frame traps`(_ message: Message) throws {
        let frame = try message.frame(schema: Samples.schema)
        for length in 0..<frame.payload.count {
            let cut = Frame(
                kind: frame.kind, flags: frame.flags, payload: Array(frame.payload[..<length]))
            _ = try? Message(frame: cut, schema: Samples.schema)
        }
        for index in frame.payload.indices {
            for change in [1, 0x80, 0xFF] as [UInt8] {
                var payload = frame.payload
                payload[index] ^= change
                let changed = Frame(kind: frame.kind, flags: frame.flags, payload: payload)
                _ = try? Message(frame: changed, schema: Samples.schema)
            }
        }
    }

    @Test func `a kind of a later version is passed over`() throws {
        let frame = Frame(kind: 0x77, flags: 0xF0, payload: [1, 2, 3])
        #expect(try Message(frame: frame, schema: Samples.schema) == .unknown(kind: 0x77))
    }
}

internal import NIOCore
internal import SyncProtocol

/// What one connection has received and nobody has asked for yet. Bytes become frames only on demand.
struct Inbox {
    private var decoder = FrameDecoder()
    /// Received and not yet given to the decoder, oldest first.
    private var chunks = CircularBuffer<ByteBuffer>()
    /// Bytes of `chunks`: what the read-ahead is measured by.
    private(set) var waitingByteCount = 0

    /// Whether nothing is inside, not even the beginning of a frame.
    var isEmpty: Bool { chunks.isEmpty && decoder.bufferedByteCount == 0 }

    mutating func append(_ buffer: ByteBuffer) {
        waitingByteCount += buffer.readableBytes
        chunks.append(buffer)
    }

    /// - Returns: `nil` until more bytes come.
    mutating func next() throws(WireError) -> Frame? {
        while true {
            if let frame = try decoder.next() { return frame }
            guard let chunk = chunks.popFirst() else { return nil }
            waitingByteCount -= chunk.readableBytes
            decoder.append(Array(chunk.readableBytesView))
        }
    }
}

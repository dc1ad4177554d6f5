/// Cuts a stream of bytes into frames, however it arrives.
///
/// Lengths are checked as soon as they can be read, before anything is kept for them. After an error the
/// stream has no frames any more: every later call throws the same.
public struct FrameDecoder {
    private var buffer: [UInt8] = []
    private var start = 0
    private var failure: WireError?

    public init() {}

    /// Bytes that are kept and do not make a frame yet.
    public var bufferedByteCount: Int { buffer.count - start }

    /// Takes what came, in order. Amortised linear.
    public mutating func append(_ bytes: [UInt8]) {
        guard failure == nil else { return }
        if start == buffer.count {
            buffer = bytes
            start = 0
            return
        }
        if start > buffer.count / 2 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// - Returns: the next frame; `nil` until more bytes come.
    /// - Throws: `limitExceeded` for a frame above `Limits.frameBytesMax`, `malformed` for a length that
    ///   is none.
    public mutating func next() throws(WireError) -> Frame? {
        if let failure { throw failure }
        var length = 0
        var position = start
        while true {
            guard position < buffer.count else { return nil }
            let byte = buffer[position]
            length |= Int(byte & 0x7F) << (7 * (position - start))
            position += 1
            if byte < 0x80 {
                guard byte > 0 || position - start == 1 else {
                    throw fail(.malformed)
                }
                break
            }
            guard position - start < 4 else { throw fail(.limitExceeded) }
        }
        guard length + (position - start) <= Limits.frameBytesMax else {
            throw fail(.limitExceeded)
        }
        guard length >= 2 else { throw fail(.malformed) }
        let end = position + length
        guard buffer.count >= end else { return nil }
        let frame = Frame(
            kind: buffer[position], flags: buffer[position + 1],
            payload: Array(buffer[(position + 2)..<end]))
        start = end
        return frame
    }

    private mutating func fail(_ code: WireError.Code) -> WireError {
        let error = WireError(code, "frame.length")
        failure = error
        buffer = []
        start = 0
        return error
    }
}

internal import CZlib

/// Raw deflate (RFC 1951) of one frame's payload on its own: no state is kept between frames.
///
/// Both sides prime the window with `Deflate.dictionary`, so that short payloads profit too.
public enum Deflate {
    /// Matches reach into this. Part of protocol version 1: it never changes.
    static let dictionary = Array(
        ("pendingadmittedreturnedheldinvite-spentbusyshutting-downofficeambassadorvolunteer"
            + "group-leadofficersecretaryfollowing-groupvalue-invalidreference-missingrow-exists"
            + "row-gonetoo-largeneeds-returnednot-allowed").utf8)

    /// - Returns: `nil` when the result would not be smaller than the input.
    public static func compress(_ bytes: [UInt8]) -> [UInt8]? {
        guard bytes.count > 16, let size = UInt32(exactly: bytes.count) else { return nil }
        // zlib keeps the address of the z_stream, so it stays at one place on the heap.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard feltbog_deflateInit2(stream, 9, -15, 8) == Z_OK else { return nil }
        defer { deflateEnd(stream) }
        guard deflateSetDictionary(stream, dictionary, UInt32(dictionary.count)) == Z_OK else {
            return nil
        }
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count - 1)
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                stream.pointee.next_in = source.baseAddress
                stream.pointee.avail_in = size
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = size - 1
                return deflate(stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END else { return nil }
        output.removeLast(Int(stream.pointee.avail_out))
        return output
    }

    /// Takes memory only as the output grows, never more than `limit` bytes.
    ///
    /// - Throws: `limitExceeded` when more than `limit` bytes come out; `malformed` when the bytes are no
    ///   deflate stream or go on after its end; `truncated` when it has no end.
    public static func decompress(_ bytes: [UInt8], limit: Int) throws(WireError) -> [UInt8] {
        guard let size = UInt32(exactly: bytes.count) else {
            throw WireError(.limitExceeded, "deflate")
        }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard feltbog_inflateInit2(stream, -15) == Z_OK else {
            throw WireError(.unsupported, "deflate")
        }
        defer { inflateEnd(stream) }
        guard inflateSetDictionary(stream, dictionary, UInt32(dictionary.count)) == Z_OK else {
            throw WireError(.unsupported, "deflate")
        }
        var input = bytes
        var output: [UInt8] = []
        let failure: WireError.Code? = input.withUnsafeMutableBufferPointer { source in
            stream.pointee.next_in = source.baseAddress
            stream.pointee.avail_in = size
            return inflate(stream, into: &output, limit: limit)
        }
        if let failure { throw WireError(failure, "deflate") }
        return output
    }

    /// Inflates piece by piece until the stream ends, the input ends or the limit is passed.
    private static func inflate(
        _ stream: UnsafeMutablePointer<z_stream>, into output: inout [UInt8], limit: Int
    ) -> WireError.Code? {
        let pieceSize = 16 << 10
        var piece = [UInt8](repeating: 0, count: pieceSize)
        while true {
            let status = piece.withUnsafeMutableBufferPointer { target in
                stream.pointee.next_out = target.baseAddress
                stream.pointee.avail_out = UInt32(pieceSize)
                return CZlib.inflate(stream, Z_NO_FLUSH)
            }
            let made = pieceSize - Int(stream.pointee.avail_out)
            guard output.count + made <= limit else { return .limitExceeded }
            output.append(contentsOf: piece[..<made])
            switch status {
            case Z_STREAM_END: return stream.pointee.avail_in == 0 ? nil : .malformed
            case Z_OK: if made == 0 && stream.pointee.avail_in == 0 { return .truncated }
            case Z_BUF_ERROR: return .truncated
            default: return .malformed
            }
        }
    }
}

extension Frame {
    /// The flag of a payload that is deflated.
    static let deflatedFlag: UInt8 = 1

    /// The frame as it crosses the wire: varint length of what follows, kind, flags, payload.
    public var encoded: [UInt8] {
        var writer = ByteWriter(capacity: byteCount)
        writer.count(payload.count + 2)
        writer.byte(kind)
        writer.byte(flags)
        writer.raw(payload)
        return writer.bytes
    }

    /// The number of bytes of `encoded`.
    public var byteCount: Int {
        let body = payload.count + 2
        var lengthBytes = 1
        while body >> (7 * lengthBytes) > 0 { lengthBytes += 1 }
        return lengthBytes + body
    }
}

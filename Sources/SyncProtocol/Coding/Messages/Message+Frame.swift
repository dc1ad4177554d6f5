extension Message {
    /// The message as a frame; the payload is deflated when that is smaller.
    ///
    /// - Throws: `limitExceeded` or `malformed` when the message is beyond what the protocol allows.
    public func frame(schema: Schema) throws(WireError) -> Frame {
        var writer = ByteWriter()
        let kind = try write(to: &writer, schema: schema)
        guard let known = MessageKind(rawValue: kind) else {
            return try checked(Frame(kind: kind, flags: 0, payload: []))
        }
        guard writer.bytes.count <= Limits.payloadBytesMax else {
            throw WireError(.limitExceeded, "payload")
        }
        if known.mayDeflate, let deflated = Deflate.compress(writer.bytes) {
            return try checked(Frame(kind: kind, flags: Frame.deflatedFlag, payload: deflated))
        }
        return try checked(Frame(kind: kind, flags: 0, payload: writer.bytes))
    }

    /// Reads a frame's message. Fields that a later version adds at the end of a payload are passed over.
    ///
    /// - Throws: when the payload is not what its kind says. A kind that is not known is no error.
    public init(frame: Frame, schema: Schema) throws(WireError) {
        guard let kind = MessageKind(rawValue: frame.kind) else {
            self = .unknown(kind: frame.kind)
            return
        }
        guard frame.byteCount <= Limits.frameBytesMax else {
            throw WireError(.limitExceeded, "frame")
        }
        var payload = frame.payload
        if frame.flags & Frame.deflatedFlag != 0 {
            payload = try Deflate.decompress(payload, limit: Limits.payloadBytesMax)
        }
        var reader = ByteReader(payload)
        self = try Message(kind: kind, from: &reader, schema: schema)
    }

    private func checked(_ frame: Frame) throws(WireError) -> Frame {
        guard frame.byteCount <= Limits.frameBytesMax else {
            throw WireError(.limitExceeded, "frame")
        }
        return frame
    }

    private func write(
        to writer: inout ByteWriter, schema: Schema
    ) throws(WireError) -> UInt8 {
        let kind: MessageKind
        switch self {
        case .enrol(let message): kind = .enrol; try message.write(to: &writer)
        case .hello(let message): kind = .hello; try message.write(to: &writer)
        case .push(let message): kind = .push; try message.write(to: &writer)
        case .pull(let message): kind = .pull; message.write(to: &writer)
        case .reidentify(let message): kind = .reidentify; try message.write(to: &writer)
        case .digestQuery(let message): kind = .digestQuery; try message.write(to: &writer)
        case .rangeQuery(let message): kind = .rangeQuery; message.write(to: &writer)
        case .enrolled(let message): kind = .enrolled; try message.write(to: &writer)
        case .welcome(let message): kind = .welcome; try message.write(to: &writer)
        case .verdicts(let message): kind = .verdicts; try message.write(to: &writer)
        case .batch(let message):
            kind = .batch
            writer.raw(try BatchCodec.encode(message, schema: schema))
        case .checkpoint(let message): kind = .checkpoint; try message.write(to: &writer)
        case .reidentified(let message): kind = .reidentified; message.write(to: &writer)
        case .digestAnswer(let message): kind = .digestAnswer; try message.write(to: &writer)
        case .rangeRows(let message):
            kind = .rangeRows
            try message.write(to: &writer, schema: schema)
        case .ping: kind = .ping
        case .pong: kind = .pong
        case .refusal(let message): kind = .refusal; try message.write(to: &writer)
        case .goodbye: kind = .goodbye
        case .unknown(let number): return number
        }
        return kind.rawValue
    }

    private init(
        kind: MessageKind, from reader: inout ByteReader, schema: Schema
    ) throws(WireError) {
        self =
            switch kind {
            case .enrol: .enrol(try Enrol(from: &reader))
            case .hello: .hello(try Hello(from: &reader))
            case .push: .push(try Push(from: &reader))
            case .pull: .pull(try Pull(from: &reader))
            case .reidentify: .reidentify(try Reidentify(from: &reader))
            case .digestQuery: .digestQuery(try DigestQuery(from: &reader))
            case .rangeQuery: .rangeQuery(try RangeQuery(from: &reader))
            case .enrolled: .enrolled(try Enrolled(from: &reader))
            case .welcome: .welcome(try Welcome(from: &reader))
            case .verdicts: .verdicts(try Verdicts(from: &reader))
            case .batch:
                .batch(
                    try BatchCodec.decode(
                        try reader.raw(reader.remaining, "batch"), schema: schema))
            case .checkpoint: .checkpoint(try Checkpoint(from: &reader))
            case .reidentified: .reidentified(try Reidentified(from: &reader))
            case .digestAnswer: .digestAnswer(try DigestAnswer(from: &reader))
            case .rangeRows: .rangeRows(try RangeRows(from: &reader, schema: schema))
            case .ping: .ping
            case .pong: .pong
            case .refusal: .refusal(try Refusal(from: &reader))
            case .goodbye: .goodbye
            }
    }
}

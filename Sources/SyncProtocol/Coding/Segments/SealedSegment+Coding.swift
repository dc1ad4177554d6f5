extension SealedSegment {
    /// The bytes of an Ed25519 signature at the end of a segment.
    static let signatureByteCount = 64
    /// Signed before the segment's bytes, so that a signature over a segment is good for nothing else.
    static let signatureContext = Array("feltbog segment 1\n".utf8)

    /// Encodes, chains and signs consecutive change sets.
    ///
    /// - Parameters:
    ///   - sets: 1 ... `Limits.segmentSetsMax` sets of `device` with numbers that follow each other. Use
    ///     `prefixCount(of:)` to cut a longer list.
    ///   - previous: the hash of the device's previous segment, `zero` for its first.
    /// - Throws: `WireError` when the sets are beyond a limit or do not follow each other; whatever the
    ///   signer throws.
    public static func seal(
        _ sets: [ChangeSet], deployment: DeploymentID, device: DeviceID, previous: Hash256,
        schema: Schema, signer: any SegmentSigner
    ) throws -> SealedSegment {
        guard let first = sets.first?.number, sets.count <= Limits.segmentSetsMax else {
            throw WireError(.limitExceeded, "segment.count")
        }
        for (index, set) in sets.enumerated() {
            guard set.device == device, set.number.rawValue == first.rawValue &+ UInt64(index)
            else { throw WireError(.malformed, "segment.number") }
        }
        let header = SegmentHeader(
            deployment: deployment, device: device, first: first, count: sets.count,
            previous: previous)
        var writer = ByteWriter()
        header.write(to: &writer)
        try SegmentBody.write(sets, to: &writer, schema: schema)
        let signature = try signer.signature(of: signatureContext + writer.bytes)
        guard signature.count == signatureByteCount else {
            throw WireError(.badSignature, "segment.signature")
        }
        writer.raw(signature)
        guard writer.bytes.count <= Limits.segmentBytesMax else {
            throw WireError(.limitExceeded, "segment.bytes")
        }
        return SealedSegment(header: header, bytes: writer.bytes)
    }

    /// Reads the header only: enough to recognise a segment and to find its device's key.
    ///
    /// - Throws: when the bytes are no segment or above `Limits.segmentBytesMax`.
    public init(bytes: [UInt8]) throws(WireError) {
        guard bytes.count <= Limits.segmentBytesMax else {
            throw WireError(.limitExceeded, "segment.bytes")
        }
        guard bytes.count >= Self.signatureByteCount else {
            throw WireError(.truncated, "segment.signature")
        }
        var reader = ByteReader(bytes, in: 0..<bytes.count - Self.signatureByteCount)
        self.init(header: try SegmentHeader(from: &reader), bytes: bytes)
    }

    /// Whether the signature at the end is the verifier's key's over all before it.
    public func isSigned(by verifier: any SegmentVerifier) -> Bool {
        let end = bytes.count - Self.signatureByteCount
        guard end >= 0 else { return false }
        return verifier.isValid(
            signature: Array(bytes[end...]), of: Self.signatureContext + bytes[..<end])
    }

    /// The change sets, numbered by the header. Check the signature first.
    ///
    /// - Throws: when the body is malformed or beyond a limit.
    public func changeSets(schema: Schema) throws(WireError) -> [ChangeSet] {
        var reader = ByteReader(bytes, in: 0..<max(0, bytes.count - Self.signatureByteCount))
        let header = try SegmentHeader(from: &reader)
        let range = reader.position..<reader.position + reader.remaining
        return try SegmentBody.read(bytes, in: range, header: header, schema: schema)
    }

    /// How many of the first sets fit one segment, at least 1 when there are any. Linear.
    public static func prefixCount(of sets: [ChangeSet]) -> Int {
        var changes = 0
        var byteCount = 0
        for (index, set) in sets.enumerated() {
            changes += set.changes.count
            byteCount += set.byteCount
            let isWithin =
                index < Limits.segmentSetsMax && changes <= Limits.segmentChangesMax
                && byteCount <= Limits.setBytesMax
            guard isWithin || index == 0 else { return index }
        }
        return sets.count
    }
}

extension SegmentHeader {
    private static let format: UInt8 = 2

    func write(to writer: inout ByteWriter) {
        writer.byte(Self.format)
        writer.fixed64(deployment.rawValue)
        writer.fixed64(device.rawValue)
        writer.varint(first.rawValue)
        writer.count(count)
        writer.hash(previous)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        guard try reader.byte("segment.format") == Self.format else {
            throw WireError(.unsupported, "segment.format")
        }
        let deployment = DeploymentID(try reader.fixed64("segment.deployment"))
        let device = try reader.device("segment.device")
        let first = try reader.varint("segment.first")
        let count = try reader.count("segment.count", limit: Limits.segmentSetsMax)
        guard first >= 1, count >= 1, first <= UInt64.max - UInt64(count) else {
            throw WireError(.malformed, "segment.numbers")
        }
        self.init(
            deployment: deployment, device: device, first: ChangeNumber(first), count: count,
            previous: try reader.hash("segment.previous"))
    }
}

extension ChangeSet {
    /// What `Limits.setBytesMax` bounds: 24 bytes a change, and each cell's 2 bytes with 8 for a number or
    /// the bytes of its text or blob.
    public var byteCount: Int {
        var total = 0
        for change in changes {
            total += 24
            for cell in change.cells { total += 2 + cell.value.byteCount }
        }
        return total
    }
}

extension Value {
    /// 0 for NULL, 8 for a number, else the bytes of the text or blob.
    public var byteCount: Int {
        switch self {
        case .null: 0
        case .integer, .real: 8
        case .text(let text): text.utf8.count
        case .blob(let blob): blob.count
        }
    }
}

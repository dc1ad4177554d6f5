internal import SyncOffice
package import SyncProtocol

/// Segments for worlds in memory: coded value by value, "signed" by naming the key. The hash chain is real.
///
/// Good for nothing else: whoever knows a device's public key can make them.
package struct PlainSegments: SegmentReading {
    private static let keyByteCount = 32
    private static let signatureByteCount = 2 * keyByteCount

    package init() {}

    /// - Throws: `WireError` when the sets are beyond the limits of a segment.
    package static func seal(
        _ sets: [ChangeSet], deployment: DeploymentID, device: DeviceID, previous: Hash256,
        schema: Schema, key: [UInt8]
    ) throws(WireError) -> SealedSegment {
        guard let first = sets.first?.number, sets.count <= Limits.segmentSetsMax else {
            throw WireError(.limitExceeded, "segment.count")
        }
        let header = SegmentHeader(
            deployment: deployment, device: device, first: first, count: sets.count,
            previous: previous)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        for word in [deployment.rawValue, device.rawValue, first.rawValue, UInt64(sets.count)] {
            bytes.append(word: word)
        }
        bytes += previous.bytes
        for set in sets {
            guard set.byteCount <= Limits.setBytesMax else {
                throw WireError(.limitExceeded, "segment.changes")
            }
            let changes = try ChangeSetCodec.encode(changes: set.changes, schema: schema)
            bytes.append(word: set.timestamp.rawValue)
            bytes.append(word: set.basis.epoch.rawValue)
            bytes.append(word: set.basis.sequence.rawValue)
            bytes.append(word: UInt64(changes.count))
            bytes += changes
        }
        bytes += key + key
        guard bytes.count <= Limits.segmentBytesMax else {
            throw WireError(.limitExceeded, "segment.bytes")
        }
        return SealedSegment(header: header, bytes: bytes)
    }

    package func isKey(_ bytes: [UInt8]) -> Bool { bytes.count == Self.keyByteCount }

    package func segment(_ bytes: [UInt8]) throws(WireError) -> SealedSegment {
        guard bytes.count <= Limits.segmentBytesMax else {
            throw WireError(.limitExceeded, "segment.bytes")
        }
        var words = WordReader(bytes)
        return SealedSegment(header: try Self.header(&words), bytes: bytes)
    }

    package func isSigned(_ segment: SealedSegment, by signingKey: [UInt8]) -> Bool {
        segment.bytes.suffix(Self.signatureByteCount).elementsEqual(signingKey + signingKey)
    }

    package func changeSets(
        in segment: SealedSegment, schema: Schema
    ) throws(WireError) -> [ChangeSet] {
        var words = WordReader(segment.bytes)
        let header = try Self.header(&words)
        var sets: [ChangeSet] = []
        var number = header.first
        for _ in 0..<header.count {
            guard let time = Timestamp(rawValue: try words.next()) else {
                throw WireError(.malformed, "segment.time")
            }
            let basis = Basis(
                epoch: Epoch(try words.next()), sequence: Sequence(try words.next()))
            let changes = try ChangeSetCodec.decode(
                Array(try words.block(count: words.next())), schema: schema)
            sets.append(
                ChangeSet(
                    device: header.device, number: number, timestamp: time, basis: basis,
                    changes: changes))
            number = number.next
        }
        guard words.remaining == Self.signatureByteCount else {
            throw WireError(.malformed, "segment.end")
        }
        return sets
    }

    private static func header(_ words: inout WordReader) throws(WireError) -> SegmentHeader {
        let deployment = DeploymentID(try words.next())
        guard let device = DeviceID(rawValue: try words.next()) else {
            throw WireError(.malformed, "segment.device")
        }
        let first = try words.next()
        let count = try words.next()
        guard first >= 1, count >= 1, count <= UInt64(Limits.segmentSetsMax),
            first <= UInt64.max - count
        else { throw WireError(.malformed, "segment.numbers") }
        guard let previous = Hash256(bytes: try words.block(count: UInt64(Hash256.byteCount)))
        else { throw WireError(.truncated, "segment.previous") }
        return SegmentHeader(
            deployment: deployment, device: device, first: ChangeNumber(first),
            count: Int(count), previous: previous)
    }
}

/// Reads words of eight bytes, the most significant first.
private struct WordReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) {
        self.rest = bytes[...]
    }

    var remaining: Int { rest.count }

    mutating func next() throws(WireError) -> UInt64 {
        try block(count: 8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func block(count: UInt64) throws(WireError) -> ArraySlice<UInt8> {
        guard let count = Int(exactly: count), count <= rest.count else {
            throw WireError(.truncated, "segment")
        }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}

extension [UInt8] {
    fileprivate mutating func append(word: UInt64) {
        Swift.withUnsafeBytes(of: word.bigEndian) { append(contentsOf: $0) }
    }
}

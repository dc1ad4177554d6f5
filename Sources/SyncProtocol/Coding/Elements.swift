// The identifiers and marks as they stand in messages. Each write has its read beside it.

extension ByteWriter {
    mutating func row(_ row: RowID) {
        fixed64(row.high)
        fixed64(row.low)
    }

    mutating func hash(_ hash: Hash256) {
        raw(hash.bytes)
    }

    mutating func mark(_ mark: Mark) {
        varint(mark.sequence.rawValue)
        guard mark.sequence != .zero else { return }
        fixed64(mark.epoch.rawValue)
        hash(mark.head)
    }

    mutating func scope(_ scope: Scope) {
        switch scope {
        case .shared: byte(0)
        case .office: byte(1)
        case .allRows: byte(2)
        case .row(let id):
            byte(3)
            row(id)
        }
    }

    mutating func scopes(_ scopes: [Scope]) throws(WireError) {
        guard scopes.count <= Limits.scopesMax else { throw WireError(.limitExceeded, "scopes") }
        count(scopes.count)
        for scope in scopes { self.scope(scope) }
    }

    mutating func digest(_ digest: Digest) {
        varint(digest.count)
        fixed64(digest.sum)
    }

    mutating func versions(_ versions: ClosedRange<UInt8>) {
        byte(versions.lowerBound)
        byte(versions.upperBound)
    }

    /// A text of at most `limit` bytes.
    mutating func shortText(
        _ value: String, _ context: String, limit: Int = Limits.shortTextBytesMax
    ) throws(WireError) {
        guard value.utf8.count <= limit else { throw WireError(.limitExceeded, context) }
        text(value)
    }

    /// Bytes of a length that both sides know.
    mutating func exactly(
        _ count: Int, _ value: [UInt8], _ context: String
    ) throws(WireError) {
        guard value.count == count else { throw WireError(.malformed, context) }
        raw(value)
    }
}

extension ByteReader {
    mutating func row(_ context: String) throws(WireError) -> RowID {
        let high = try fixed64(context)
        let low = try fixed64(context)
        guard let row = RowID(high: high, low: low) else { throw WireError(.malformed, context) }
        return row
    }

    mutating func hash(_ context: String) throws(WireError) -> Hash256 {
        guard let hash = Hash256(bytes: try raw(Hash256.byteCount, context)) else {
            throw WireError(.truncated, context)
        }
        return hash
    }

    mutating func mark(_ context: String) throws(WireError) -> Mark {
        let sequence = Sequence(try varint(context))
        guard sequence != .zero else { return .unknown }
        let epoch = Epoch(try fixed64(context))
        return Mark(epoch: epoch, sequence: sequence, head: try hash(context))
    }

    mutating func scope(_ context: String) throws(WireError) -> Scope {
        switch try byte(context) {
        case 0: .shared
        case 1: .office
        case 2: .allRows
        case 3: .row(try row(context))
        default: throw WireError(.malformed, context)
        }
    }

    mutating func scopes(_ context: String) throws(WireError) -> [Scope] {
        let count = try countWithinBytes(context, limit: Limits.scopesMax)
        var scopes: [Scope] = []
        scopes.reserveCapacity(count)
        for _ in 0..<count { scopes.append(try scope(context)) }
        return scopes
    }

    mutating func digest(_ context: String) throws(WireError) -> Digest {
        let count = try varint(context)
        return Digest(count: count, sum: try fixed64(context))
    }

    mutating func device(_ context: String) throws(WireError) -> DeviceID {
        guard let device = DeviceID(rawValue: try fixed64(context)) else {
            throw WireError(.malformed, context)
        }
        return device
    }

    mutating func versions(_ context: String) throws(WireError) -> ClosedRange<UInt8> {
        let low = try byte(context)
        let high = try byte(context)
        guard low <= high else { throw WireError(.malformed, context) }
        return low...high
    }

    mutating func milliseconds(_ context: String) throws(WireError) -> Milliseconds {
        Milliseconds(bitPattern: try fixed64(context))
    }
}

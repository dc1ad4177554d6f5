extension RowRange {
    func write(to writer: inout ByteWriter) {
        writer.row(low)
        writer.row(high)
    }

    init(from reader: inout ByteReader, _ context: String) throws(WireError) {
        let low = try reader.row(context)
        self.init(low: low, high: try reader.row(context))
    }
}

extension DigestQuery {
    func write(to writer: inout ByteWriter) throws(WireError) {
        guard ranges.count <= Limits.rangesMax else {
            throw WireError(.limitExceeded, "digestQuery.ranges")
        }
        writer.scope(scope)
        writer.count(ranges.count)
        for range in ranges { range.write(to: &writer) }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let scope = try reader.scope("digestQuery.scope")
        let count = try reader.countWithinBytes("digestQuery.ranges", limit: Limits.rangesMax)
        var ranges: [RowRange] = []
        ranges.reserveCapacity(count)
        for _ in 0..<count {
            ranges.append(try RowRange(from: &reader, "digestQuery.range"))
        }
        self.init(scope: scope, ranges: ranges)
    }
}

extension DigestAnswer {
    func write(to writer: inout ByteWriter) throws(WireError) {
        guard digests.count <= Limits.rangesMax else {
            throw WireError(.limitExceeded, "digestAnswer.digests")
        }
        writer.scope(scope)
        writer.varint(sequence.rawValue)
        writer.count(digests.count)
        for digest in digests { writer.digest(digest) }
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let scope = try reader.scope("digestAnswer.scope")
        let sequence = Sequence(try reader.varint("digestAnswer.sequence"))
        let count = try reader.countWithinBytes("digestAnswer.digests", limit: Limits.rangesMax)
        var digests: [Digest] = []
        digests.reserveCapacity(count)
        for _ in 0..<count { digests.append(try reader.digest("digestAnswer.digest")) }
        self.init(scope: scope, sequence: sequence, digests: digests)
    }
}

extension RangeQuery {
    func write(to writer: inout ByteWriter) {
        writer.scope(scope)
        range.write(to: &writer)
    }

    init(from reader: inout ByteReader) throws(WireError) {
        let scope = try reader.scope("rangeQuery.scope")
        self.init(scope: scope, range: try RowRange(from: &reader, "rangeQuery.range"))
    }
}

extension RangeRows {
    func write(to writer: inout ByteWriter, schema: Schema) throws(WireError) {
        writer.scope(scope)
        range.write(to: &writer)
        writer.raw(try BatchCodec.encode(batch, schema: schema))
    }

    init(from reader: inout ByteReader, schema: Schema) throws(WireError) {
        let scope = try reader.scope("rangeRows.scope")
        let range = try RowRange(from: &reader, "rangeRows.range")
        let bytes = try reader.raw(reader.remaining, "rangeRows.batch")
        self.init(scope: scope, range: range, batch: try BatchCodec.decode(bytes, schema: schema))
    }
}

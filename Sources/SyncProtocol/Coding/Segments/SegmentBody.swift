/// The change sets of a segment without what its header says already.
enum SegmentBody {
    static func write(
        _ sets: [ChangeSet], to writer: inout ByteWriter, schema: Schema
    ) throws(WireError) {
        var changes = 0
        for set in sets {
            changes += set.changes.count
            guard set.byteCount <= Limits.setBytesMax, changes <= Limits.segmentChangesMax else {
                throw WireError(.limitExceeded, "segment.changes")
            }
            writer.varint(set.timestamp.rawValue)
            writer.fixed64(set.basis.epoch.rawValue)
            writer.varint(set.basis.sequence.rawValue)
            try writer.changes(set.changes)
        }
    }

    static func read(
        from reader: inout ByteReader, header: SegmentHeader, schema: Schema
    ) throws(WireError) -> [ChangeSet] {
        var sets: [ChangeSet] = []
        var changeCount = 0
        for index in 0..<header.count {
            guard let timestamp = Timestamp(rawValue: try reader.varint("set.timestamp")) else {
                throw WireError(.malformed, "set.timestamp")
            }
            let epoch = Epoch(try reader.fixed64("set.basis"))
            let sequence = Sequence(try reader.varint("set.basis"))
            let changes = try reader.changes("set.changes")
            let set = ChangeSet(
                device: header.device,
                number: ChangeNumber(header.first.rawValue &+ UInt64(index)),
                timestamp: timestamp, basis: Basis(epoch: epoch, sequence: sequence),
                changes: changes)
            changeCount += changes.count
            guard set.byteCount <= Limits.setBytesMax, changeCount <= Limits.segmentChangesMax
            else { throw WireError(.limitExceeded, "segment.changes") }
            sets.append(set)
        }
        try reader.expectEnd("segment.body")
        return sets
    }
}

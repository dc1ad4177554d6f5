/// Stores the changes of one unsealed change set as bytes in an outbox, row by row: made for speed, and
/// never sent. Segments have their own, small coding.
public enum ChangeSetCodec {
    private static let format: UInt8 = 1

    /// Linear in the bytes of the values.
    ///
    /// - Throws: `limitExceeded` when the number of cells or of changes is above its limit;
    ///   `malformed` for NaN and for cells that are not sorted.
    public static func encode(
        changes: [Change], schema: Schema
    ) throws(WireError) -> [UInt8] {
        var writer = ByteWriter(capacity: 64 + changes.count * 64)
        writer.byte(format)
        try writer.changes(changes)
        return writer.bytes
    }

    /// - Throws: when the bytes are not what `encode` makes.
    public static func decode(_ bytes: [UInt8], schema: Schema) throws(WireError) -> [Change] {
        var reader = ByteReader(bytes)
        guard try reader.byte("changes.format") == format else {
            throw WireError(.unsupported, "changes.format")
        }
        let changes = try reader.changes("changes")
        try reader.expectEnd("changes")
        return changes
    }
}

extension ByteWriter {
    mutating func changes(_ changes: [Change]) throws(WireError) {
        guard changes.count <= Limits.setChangesMax else {
            throw WireError(.limitExceeded, "changes")
        }
        count(changes.count)
        for change in changes {
            byte(change.kind.rawValue)
            varint(UInt64(change.table.rawValue))
            row(change.row)
            try cells(change.cells)
        }
    }
}

extension ByteReader {
    mutating func changes(_ context: String) throws(WireError) -> [Change] {
        let count = try countWithinBytes(context, limit: Limits.setChangesMax)
        var changes: [Change] = []
        changes.reserveCapacity(count)
        for _ in 0..<count {
            guard let kind = Change.Kind(rawValue: try byte(context)) else {
                throw WireError(.malformed, context)
            }
            let table = try tableID(context)
            let row = try row(context)
            changes.append(Change(kind, table: table, row: row, cells: try cells(context)))
        }
        return changes
    }
}

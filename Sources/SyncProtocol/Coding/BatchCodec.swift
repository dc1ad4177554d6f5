/// A batch of feed rows as bytes, and back.
public enum BatchCodec {
    private static let format: UInt8 = 1

    /// - Throws: `limitExceeded` above the limits of rows, cells or value sizes; `malformed` for NaN and
    ///   for cells that are not sorted.
    public static func encode(_ batch: Batch, schema: Schema) throws(WireError) -> [UInt8] {
        guard batch.rows.count <= Limits.batchRowsMax else {
            throw WireError(.limitExceeded, "batch.rows")
        }
        var writer = ByteWriter(capacity: 64 + batch.rows.count * 64)
        writer.byte(format)
        writer.varint(batch.through.rawValue)
        writer.count(batch.rows.count)
        for row in batch.rows {
            writer.varint(UInt64(row.table.rawValue))
            writer.row(row.row)
            switch row.state {
            case .whole(let cells):
                writer.byte(0)
                try writer.cells(cells)
            case .partial(let cells):
                writer.byte(1)
                try writer.cells(cells)
            case .deleted: writer.byte(2)
            case .gone: writer.byte(3)
            }
        }
        return writer.bytes
    }

    /// - Throws: when the bytes are no batch or go beyond a limit.
    public static func decode(_ bytes: [UInt8], schema: Schema) throws(WireError) -> Batch {
        var reader = ByteReader(bytes)
        guard try reader.byte("batch.format") == format else {
            throw WireError(.unsupported, "batch.format")
        }
        let through = Sequence(try reader.varint("batch.through"))
        let count = try reader.countWithinBytes("batch.rows", limit: Limits.batchRowsMax)
        var rows: [BatchRow] = []
        rows.reserveCapacity(count)
        for _ in 0..<count {
            let table = try reader.tableID("batch.table")
            let row = try reader.row("batch.row")
            let state: BatchRow.State
            switch try reader.byte("batch.state") {
            case 0: state = .whole(try reader.cells("batch.cells"))
            case 1: state = .partial(try reader.cells("batch.cells"))
            case 2: state = .deleted
            case 3: state = .gone
            default: throw WireError(.malformed, "batch.state")
            }
            rows.append(BatchRow(table: table, row: row, state: state))
        }
        try reader.expectEnd("batch")
        return Batch(through: through, rows: rows)
    }
}

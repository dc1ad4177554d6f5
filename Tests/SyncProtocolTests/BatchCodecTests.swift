import SyncProtocol
import Testing

@Suite struct BatchCodecTests {
    @Test(arguments: 0..<40)
    func `any batch survives`(_ seed: UInt64) throws {
        var random = Random(seed: seed)
        let batch = random.batch(rows: [0, 1, 2, 5, 40, 200][Int(seed % 6)])
        let bytes = try BatchCodec.encode(batch, schema: Samples.schema)
        let received = try BatchCodec.decode(bytes, schema: Samples.schema)
        #expect(received.through == batch.through)
        #expect(received.rows == batch.rows.sortedForWire)
    }

    @Test func `a reader with an older schema passes everything on`() throws {
        let bytes = try BatchCodec.encode(Samples.batch, schema: Samples.schema)
        let older = Schema(version: 1, tables: [])
        let received = try BatchCodec.decode(bytes, schema: older)
        #expect(try BatchCodec.encode(received, schema: older) == bytes)
    }

    @Test(arguments: [
        "", "Åse", "A\u{30A}se", "😀👩‍🌾", "a\u{0}b", "+4512345678", "+", "007", "2026-02-29",
        "2024-02-29", "2026-13-01", "2026-05-12T17:00", "2026-05-12T24:00", "0000-01-01",
        "9999-12-31T23:59", String(repeating: "æ", count: Limits.valueBytesMax / 2),
    ])
    func `text comes back byte for byte`(_ text: String) throws {
        try expectSurvival(of: [.text(text), .text(text), .text("x")])
    }

    @Test func `numbers and blobs of every size come back`() throws {
        try expectSurvival(of: [.integer(.min), .integer(.max), .integer(0), .integer(-1)])
        try expectSurvival(of: [.integer(.max), .null, .integer(.min), .text("5")])
        try expectSurvival(of: [
            .real(0), .real(-0.0), .real(.infinity), .real(.leastNonzeroMagnitude),
        ])
        try expectSurvival(of: [.blob([]), .blob(Array(repeating: 9, count: Limits.valueBytesMax))])
        try expectSurvival(of: [.blob(Array(repeating: 0, count: 16)), .row(Samples.row(3))])
    }

    @Test func `what is beyond a limit is not encoded`() {
        let long = Value.text(String(repeating: "a", count: Limits.valueBytesMax + 1))
        expectRefusal(of: [[Cell(ColumnID(1), long)]], .limitExceeded)
        expectRefusal(of: [[Cell(ColumnID(1), .real(.nan))]], .malformed)
        expectRefusal(of: [[Cell(ColumnID(2), .null), Cell(ColumnID(1), .null)]], .malformed)
        let wide = (1...61).map { Cell(ColumnID(UInt16($0)), .null) }
        expectRefusal(of: [wide], .limitExceeded)
        expectRefusal(of: Array(repeating: [], count: Limits.batchRowsMax + 1), .limitExceeded)
    }

    @Test func `random bytes never trap`() {
        var random = Random(seed: 7)
        for _ in 0..<3_000 {
            var bytes: [UInt8] = [2, 1, UInt8(random.below(128))]
            bytes += (0..<random.below(60)).map { _ in UInt8(random.below(256)) }
            _ = try? BatchCodec.decode(bytes, schema: Samples.schema)
        }
    }

    @Test func `changed and cut batches never trap`() throws {
        var random = Random(seed: 11)
        let bytes = try BatchCodec.encode(random.batch(rows: 12), schema: Samples.schema)
        for index in bytes.indices {
            _ = try? BatchCodec.decode(Array(bytes[..<index]), schema: Samples.schema)
            for mask in [1, 0x10, 0xFF] as [UInt8] {
                var changed = bytes
                changed[index] ^= mask
                _ = try? BatchCodec.decode(changed, schema: Samples.schema)
            }
        }
    }

    private func expectSurvival(of values: [Value]) throws {
        let rows = values.enumerated().map { index, value in
            BatchRow(
                table: TableID(30), row: Samples.row(index),
                state: .whole([Cell(ColumnID(7), value)]))
        }
        let batch = Batch(through: Sequence(1), rows: rows)
        let bytes = try BatchCodec.encode(batch, schema: Samples.schema)
        #expect(try BatchCodec.decode(bytes, schema: Samples.schema) == batch)
    }

    private func expectRefusal(of rows: [[Cell]], _ code: WireError.Code) {
        let batch = Batch(
            through: .zero,
            rows: rows.enumerated().map { index, cells in
                BatchRow(table: TableID(30), row: Samples.row(index), state: .whole(cells))
            })
        let error = #expect(throws: WireError.self) {
            try BatchCodec.encode(batch, schema: Samples.schema)
        }
        #expect(error?.code == code)
    }
}

extension BatchCodecTests {
    @Test func `a frame's bytes do not depend on the frames before it`() throws {
        let texts = [
            "Åse Holm", "aase@example.dk", String(repeating: "Cykelrute nord ", count: 900),
        ]
        func bytes(_ text: String) throws -> [UInt8] {
            let row = BatchRow(
                table: Samples.schema.tables[0].id, row: Samples.row(1),
                state: .partial([Cell(ColumnID(1), .text(text))]))
            return try BatchCodec.encode(
                Batch(through: Sequence(1), rows: [row]), schema: Samples.schema)
        }
        let first = try texts.map(bytes)
        for order in [[2, 1, 0], [0, 0, 2, 1], [1, 2, 2, 0]] {
            for index in order { #expect(try bytes(texts[index]) == first[index]) }
        }
    }
}

import SyncProtocol
import Testing

@Suite struct ContentHashTests {
    private static let row = RowID(high: 0x0123_4567_89AB_8CDE, low: 0x8123_4567_89AB_CDEF)
    private static let many = [
        Cell(ColumnID(1), .integer(.max)), Cell(ColumnID(2), .real(0.25)),
        Cell(ColumnID(3), .text(String(repeating: "x", count: 2_000))),
        Cell(ColumnID(60), .blob(Array(repeating: 7, count: 300))),
        Cell(ColumnID(65_535), .integer(-1)),
    ]

    @Test(
        arguments: [
            (nil, 0x155C_E6EE_8810_4148), (Cell(ColumnID(1), .null), 0x155C_E6EE_8810_4148),
            (Cell(ColumnID(1), .integer(-7)), 0x3AFC_7196_02E4_59DF),
            (Cell(ColumnID(2), .real(1.5)), 0xE5F6_193C_C082_270D),
            (Cell(ColumnID(2), .real(0)), 0x7177_1198_711B_C504),
            (Cell(ColumnID(2), .real(-0.0)), 0x7177_1198_711B_C504),
            (Cell(ColumnID(3), .text("")), 0xCDA1_384B_4663_5531),
            (Cell(ColumnID(3), .text("Åse Juhl")), 0xCC6E_35B3_139F_F962),
            (Cell(ColumnID(4), .blob([])), 0x4E89_2751_FF36_972C),
            (Cell(ColumnID(4), .blob([0, 255])), 0x344E_5C87_25E1_C561),
        ] as [(Cell?, UInt64)])
    func `a row's hash is for ever the same`(cell: Cell?, expected: UInt64) throws {
        let row = try #require(Self.row)
        let cells = cell.map { [$0] } ?? []
        let hash = ContentHash(table: TableID(16), row: row, cells: cells)
        #expect(hash.rawValue == expected)
        #expect(ContentHash(table: TableID(16), row: row, cells: AnySequence(cells)) == hash)
    }

    @Test func `long values and far columns count whole`() throws {
        let row = try #require(Self.row)
        let hash = ContentHash(table: TableID(65_535), row: row, cells: Self.many)
        #expect(hash.rawValue == 0x0C6A_E9DE_E7AC_FA07)
    }

    @Test func `a row's values hash as its cells do, those of unknown columns in their places`()
        throws
    {
        let row = try #require(Self.row)
        let table = TableSchema(
            id: TableID(65_535), name: "t", scope: .shared,
            columns: [
                ColumnSchema(1, "a", .integer), ColumnSchema(3, "b", .text),
                ColumnSchema(4, "c", .text), ColumnSchema(60, "d", .blob),
            ])
        let hash = ContentHash(
            table: table, row: row,
            values: [Self.many[0].value, Self.many[2].value, .null, Self.many[3].value],
            unknown: [Self.many[1], Self.many[4]])
        #expect(hash.rawValue == 0x0C6A_E9DE_E7AC_FA07)
    }
}

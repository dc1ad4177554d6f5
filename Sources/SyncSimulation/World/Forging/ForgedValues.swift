internal import SyncEngine
internal import SyncProtocol

/// Values that somebody who means harm writes.
struct ForgedValues {
    /// Some row's id, `nil` when there is none.
    let row: (TableID?, inout SeededRandom) throws -> RowID?

    /// One that the column may hold.
    func plausible(_ column: ColumnSchema, _ dice: inout SeededRandom) throws -> Value {
        switch column.type {
        case .text: return .text("forged \(dice.below(100))")
        case .integer: return .integer(Int64(dice.below(8)))
        case .real: return .real(Double(dice.below(100)) / 4)
        case .boolean: return .boolean(dice.chance(50))
        case .blob: return .blob([7, UInt8(dice.below(200))])
        case .row(let table): return try row(table, &dice).map(Value.row) ?? .null
        case .instant: return .integer(1_800_000_000_000 + Int64(dice.below(1_000_000)))
        case .wall: return .text("2027-03-18T\(10 + dice.below(10)):00")
        case .date: return .text("2027-03-\(10 + dice.below(20))")
        case .choice(let choices): return dice.pick(choices).map(Value.text) ?? .null
        }
    }

    /// One that it had better not hold.
    func odd(_ column: ColumnSchema, _ dice: inout SeededRandom) -> Value {
        let tooLong = min(column.byteCountMax + 1, Limits.valueBytesMax)
        let values: [Value] = [
            .null, .integer(.min), .integer(.max), .integer(-1), .real(.infinity), .real(-0.0),
            .real(.greatestFiniteMagnitude), .text(""), .text("A\u{30A}ge"), .text("a\u{0}b"),
            .text("\u{202E}gnorw"), .text("9999-12-31T23:59"), .text("0000-00-00T00:00"),
            .text("2027-02-30T10:00"), .text(String(repeating: "x", count: tooLong)),
            .text(String(repeating: "å", count: tooLong / 2)),
            .blob([]), .blob(Array(repeating: 0xFF, count: RowID.byteCount)),
            .blob(Array(repeating: 1, count: tooLong)),
        ]
        return dice.pick(values) ?? .null
    }

    /// Cells of columns that no program knows: some that could be, some that cannot.
    ///
    /// - Parameter last: the last column that any program knows.
    func unknown(after last: ColumnID, _ dice: inout SeededRandom) -> [Cell] {
        let low = Int(last.rawValue) + 1
        let isPossible = dice.chance(70)
        let high = isPossible ? Limits.columnsMax : Int(UInt16.max)
        guard low <= high else { return [] }
        var columns: Set<Int> = []
        for _ in 0..<(1 + dice.below(30)) { columns.insert(low + dice.below(high - low + 1)) }
        let isLarge = dice.chance(15)
        return columns.sorted().map { column in
            let value: Value =
                switch dice.below(isLarge ? 3 : 2) {
                case 0: .integer(Int64(column))
                case 1: .text("unknown \(dice.below(10))")
                default: .text(String(repeating: "z", count: 6_000 + dice.below(4_000)))
                }
            return Cell(ColumnID(UInt16(column)), value)
        }
    }
}

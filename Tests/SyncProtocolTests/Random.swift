import SyncProtocol

/// Numbers and messages of a seed (SplitMix64).
struct Random {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x2545_F491_4F6C_DD1D &+ 1
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

    mutating func value() -> Value {
        switch below(10) {
        case 0: .null
        case 1: .integer(Int64(bitPattern: next()) >> Int64(below(64)))
        case 2: .integer(Int64(below(3)))
        case 3: .real(Double(below(1_000)) / 8)
        case 4: .text(["Åse", "a\u{0}", "+4511223344", "", "2026-05-01", "😀"][below(6)])
        case 5: .text("2026-0\(1 + below(9))-1\(below(10))T1\(below(10)):0\(below(10))")
        case 6: .text(String(repeating: "grøn ", count: below(5)) + "\(below(50))")
        case 7: .blob((0..<below(20)).map { _ in UInt8(truncatingIfNeeded: next()) })
        case 8: .row(row())
        default: .text(["confirmed", "pending"][below(2)])
        }
    }

    mutating func row() -> RowID {
        let time = Timestamp(rawValue: (1_790_000_000_000 + UInt64(below(1 << 30))) << 12)
        let device = DeviceID(random: UInt64(below(5)) &* 0x1234_5678_9ABC_DEF1)
        return RowID(timestamp: time ?? .zero, device: device)
    }

    mutating func cells() -> [Cell] {
        var columns = Set<UInt16>()
        for _ in 0..<below(8) { columns.insert(UInt16([1, 2, 3, 4, 5, 900, 65_535][below(7)])) }
        return columns.sorted().map { Cell(ColumnID($0), value()) }
    }

    mutating func batch(rows count: Int) -> Batch {
        var ids = Set<RowID>()
        while ids.count < count { ids.insert(row()) }
        let rows = ids.sorted().map { id in
            let state: BatchRow.State =
                switch below(6) {
                case 0: .deleted
                case 1: .gone
                case 2: .partial(cells())
                default: .whole(cells())
                }
            return BatchRow(table: TableID(UInt16([1, 16, 17, 65_535][below(4)])), row: id, state: state)
        }
        return Batch(through: Sequence(next()), rows: rows)
    }

    mutating func changeSets(_ count: Int, device: DeviceID) -> [ChangeSet] {
        (0..<count).map { index in
            let changes = (0..<below(4)).map { _ in
                let kind = [Change.Kind.insert, .update, .delete][below(3)]
                return Change(
                    kind, table: TableID(UInt16([16, 17, 99][below(3)])), row: row(),
                    cells: kind == .delete ? [] : cells())
            }
            return ChangeSet(
                device: device, number: ChangeNumber(UInt64(5 + index)),
                timestamp: Timestamp(milliseconds: 1_790_000_000_000 + Int64(below(1 << 20))),
                basis: Basis(epoch: Epoch(UInt64(below(2))), sequence: Sequence(next() >> 40)),
                changes: changes)
        }
    }
}

extension [BatchRow] {
    /// The order in which a decoded batch has its rows: by table, state and id.
    var sortedForWire: [BatchRow] {
        sorted { left, right in
            (left.table.rawValue, left.stateNumber, left.row)
                < (right.table.rawValue, right.stateNumber, right.row)
        }
    }
}

extension BatchRow {
    fileprivate var stateNumber: Int {
        switch state {
        case .whole: 0
        case .partial: 1
        case .deleted: 2
        case .gone: 3
        }
    }
}

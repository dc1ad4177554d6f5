/// A batch of feed rows as bytes, and back.
///
/// Rows are grouped by table and state and sorted by id; each group's columns are coded by
/// `ColumnCoder` with the plans that suit them best. A decoded batch has its rows in that order.
public enum BatchCodec {
    private static let format: UInt8 = 2

    /// A few microseconds a row.
    ///
    /// - Throws: `limitExceeded` above the limits of rows, cells or value sizes; `malformed` for NaN, for
    ///   cells that are not sorted, and for a row that is there twice in one state.
    public static func encode(_ batch: Batch, schema: Schema) throws(WireError) -> [UInt8] {
        guard batch.rows.count <= Limits.batchRowsMax else {
            throw WireError(.limitExceeded, "batch.rows")
        }
        var groups: [BatchGroupKey: [BatchRow]] = [:]
        var budget = CellBudget(bytes: Limits.payloadBytesMax, cells: Limits.batchCellsMax)
        for row in batch.rows {
            try budget.check(row.cells)
            groups[BatchGroupKey(row), default: []].append(row)
        }
        var writer = ByteWriter()
        writer.byte(format)
        writer.varint(batch.through.rawValue)
        writer.count(batch.rows.count)
        guard !batch.rows.isEmpty else { return writer.bytes }
        var coder = RangeEncoder()
        let frame = FrameModels(byteBudget: .max, cellBudget: .max)
        _ = frame.plan.code(count: groups.count, 1, &coder)
        let planner = FramePlanner()
        var time: Milliseconds = 0
        var table: UInt16 = 0
        for key in groups.keys.sorted() {
            let rows = (groups[key] ?? []).sorted { $0.row < $1.row }
            var group = BatchGroup(key: key, count: rows.count, time: rows[0].row.timestamp.milliseconds)
            let hasCells = key.state < BatchGroupKey.deleted
            if hasCells { group.plans = planner.plans(for: rows.map { ($0.row, $0.cells) }) }
            try group.code(afterTable: &table, afterTime: &time, frame: frame, &coder)
            var rowCoder = BatchRowCoder(group)
            for row in rows {
                _ = try rowCoder.code(row.row, row.cells, frame: frame, &coder)
            }
        }
        writer.raw(coder.finish())
        return writer.bytes
    }

    /// About a microsecond a row. Memory and time are bounded by `Limits`.
    ///
    /// - Throws: when the bytes are no batch or go beyond a limit.
    public static func decode(_ bytes: [UInt8], schema: Schema) throws(WireError) -> Batch {
        var reader = ByteReader(bytes)
        guard try reader.byte("batch.format") == format else {
            throw WireError(.unsupported, "batch.format")
        }
        let through = Sequence(try reader.varint("batch.through"))
        let count = try reader.count("batch.rows", limit: Limits.batchRowsMax)
        guard count > 0 else {
            try reader.expectEnd("batch")
            return Batch(through: through, rows: [])
        }
        var coder = RangeDecoder(bytes, in: reader.position..<bytes.count)
        let frame = FrameModels(
            byteBudget: Limits.payloadBytesMax, cellBudget: Limits.batchCellsMax)
        let groupCount = frame.plan.code(count: 0, 1, &coder)
        guard groupCount <= UInt64(Limits.groupsMax) else {
            throw WireError(.limitExceeded, "batch.groups")
        }
        var rows: [BatchRow] = []
        var time: Milliseconds = 0
        var table: UInt16 = 0
        for _ in 0..<Int(groupCount) {
            var group = BatchGroup(key: BatchGroupKey(table: 0, state: 0), count: 0, time: 0)
            try group.code(afterTable: &table, afterTime: &time, frame: frame, &coder)
            guard group.count <= count - rows.count else {
                throw WireError(.malformed, "batch.rows")
            }
            try decode(group, into: &rows, frame: frame, &coder)
        }
        guard rows.count == count, coder.isAtEnd else { throw WireError(.malformed, "batch") }
        return Batch(through: through, rows: rows)
    }

    private static func decode(
        _ group: BatchGroup, into rows: inout [BatchRow], frame: FrameModels,
        _ coder: inout RangeDecoder
    ) throws(WireError) {
        var rowCoder = BatchRowCoder(group)
        let none = RowID(timestamp: .zero, device: .office)
        let table = TableID(group.key.table)
        for _ in 0..<group.count {
            let (id, cells) = try rowCoder.code(none, [], frame: frame, &coder)
            let state: BatchRow.State =
                switch group.key.state {
                case BatchGroupKey.whole: .whole(cells)
                case BatchGroupKey.partial: .partial(cells)
                case BatchGroupKey.deleted: .deleted
                default: .gone
                }
            rows.append(BatchRow(table: table, row: id, state: state))
        }
    }
}

extension BatchRow {
    /// None when the state has none.
    var cells: [Cell] {
        switch state {
        case .whole(let cells), .partial(let cells): cells
        case .deleted, .gone: []
        }
    }
}

/// What rows of one group have in common.
struct BatchGroupKey: Hashable, Comparable {
    static let whole = 0
    static let partial = 1
    static let deleted = 2
    static let gone = 3

    let table: UInt16
    let state: Int

    init(table: UInt16, state: Int) {
        self.table = table
        self.state = state
    }

    init(_ row: BatchRow) {
        table = row.table.rawValue
        state =
            switch row.state {
            case .whole: Self.whole
            case .partial: Self.partial
            case .deleted: Self.deleted
            case .gone: Self.gone
            }
    }

    static func < (left: BatchGroupKey, right: BatchGroupKey) -> Bool {
        (left.table, left.state) < (right.table, right.state)
    }
}

/// What a frame says of a group before its rows.
struct BatchGroup {
    var key: BatchGroupKey
    var count: Int
    /// The time in the first row id.
    var time: Milliseconds
    var plans: [ColumnPlan] = []
    /// The plans with what their columns remember.
    private(set) var columns: [ColumnInFrame] = []

    init(key: BatchGroupKey, count: Int, time: Milliseconds) {
        self.key = key
        self.count = count
        self.time = time
    }

    mutating func code<C: BinaryCoder>(
        afterTable table: inout UInt16, afterTime: inout Milliseconds, frame: FrameModels,
        _ coder: inout C
    ) throws(WireError) {
        let step = frame.plan.code(count: Int(key.table &- table), 2, &coder)
        guard step <= 0xFFFF, UInt64(table) + step <= 0xFFFF else {
            throw WireError(.malformed, "batch.table")
        }
        table += UInt16(step)
        let state = Int(coder.raw(UInt64(key.state), 2))
        key = BatchGroupKey(table: table, state: state)
        let rows = frame.plan.code(count: count, 3, &coder)
        guard rows >= 1, rows <= UInt64(Limits.batchRowsMax) else {
            throw WireError(.limitExceeded, "batch.rows")
        }
        count = Int(rows)
        time = afterTime &+ frame.plan.code(time: time &- afterTime, &coder)
        afterTime = time
        if state < BatchGroupKey.deleted {
            plans = try frame.plan.code(plans, &coder)
            columns = frame.remember(plans)
        }
        guard !coder.isOverrun else { throw WireError(.truncated, "batch.group") }
    }
}

/// Codes the rows of one group, ids ascending.
private struct BatchRowCoder {
    private let group: GroupCoder
    private let model = RowIDModel()
    private var time: Milliseconds
    private var previous: RowID?

    init(_ group: BatchGroup) {
        self.group = GroupCoder(group.columns, time: group.time)
        time = group.time
    }

    mutating func code<C: BinaryCoder>(
        _ id: RowID, _ cells: [Cell], frame: FrameModels, _ coder: inout C
    ) throws(WireError) -> (RowID, [Cell]) {
        let coded = try model.code(id, base: time, isAscending: true, ids: frame.ids, &coder)
        if let previous, !(previous < coded.id) { throw WireError(.malformed, "batch.row") }
        previous = coded.id
        time = coded.id.timestamp.milliseconds
        frame.ids.remember(coded.id, decodes: C.decodes)
        let cells = try group.code(
            cells, id: coded.id, device: coded.device, frame: frame, &coder)
        return (coded.id, cells)
    }
}

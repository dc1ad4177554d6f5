/// The change sets of a segment without what its header says already.
///
/// First the groups (kind, table, column plans), then set by set its time, basis and changes.
enum SegmentBody {
    static func write(
        _ sets: [ChangeSet], to writer: inout ByteWriter, schema: Schema
    ) throws(WireError) {
        var groups: [SegmentGroup] = []
        var rows: [[(id: RowID, cells: [Cell])]] = []
        var budget = CellBudget(bytes: Limits.segmentBytesMax, cells: Limits.batchCellsMax)
        var changeCount = 0
        for set in sets {
            changeCount += set.changes.count
            guard set.changes.count <= Limits.setChangesMax, set.byteCount <= Limits.setBytesMax,
                changeCount <= Limits.segmentChangesMax
            else { throw WireError(.limitExceeded, "segment.changes") }
            for change in set.changes {
                try budget.check(change.cells)
                let index =
                    groups.firstIndex { $0.kind == change.kind && $0.table == change.table }
                    ?? groups.count
                if index == groups.count {
                    groups.append(SegmentGroup(kind: change.kind, table: change.table))
                    rows.append([])
                }
                rows[index].append((change.row, change.cells))
            }
        }
        guard groups.count <= Limits.groupsMax else {
            throw WireError(.limitExceeded, "segment.groups")
        }
        let planner = FramePlanner()
        for index in groups.indices { groups[index].plans = planner.plans(for: rows[index]) }
        var coder = RangeEncoder()
        let frame = FrameModels(byteBudget: .max, cellBudget: .max)
        var body = try SegmentCoder(groups, device: sets[0].device, frame: frame, &coder)
        for set in sets { _ = try body.code(set, &coder) }
        writer.raw(coder.finish())
    }

    static func read(
        _ bytes: [UInt8], in range: Range<Int>, header: SegmentHeader, schema: Schema
    ) throws(WireError) -> [ChangeSet] {
        var coder = RangeDecoder(bytes, in: range)
        let frame = FrameModels(
            byteBudget: Limits.segmentBytesMax, cellBudget: Limits.batchCellsMax)
        var body = try SegmentCoder([], device: header.device, frame: frame, &coder)
        var sets: [ChangeSet] = []
        for index in 0..<header.count {
            let empty = ChangeSet(
                device: header.device,
                number: ChangeNumber(header.first.rawValue &+ UInt64(index)), timestamp: .zero,
                basis: Basis(epoch: .unknown, sequence: .zero), changes: [])
            let set = try body.code(empty, &coder)
            guard set.byteCount <= Limits.setBytesMax else {
                throw WireError(.limitExceeded, "set.bytes")
            }
            sets.append(set)
        }
        guard coder.isAtEnd else { throw WireError(.malformed, "segment.body") }
        return sets
    }
}

/// What changes of one group have in common.
struct SegmentGroup {
    var kind: Change.Kind
    var table: TableID
    var plans: [ColumnPlan] = []
    /// The plans with what their columns remember.
    private(set) var columns: [ColumnInFrame] = []

    init(kind: Change.Kind, table: TableID) {
        self.kind = kind
        self.table = table
    }

    mutating func code<C: BinaryCoder>(
        frame: FrameModels, _ coder: inout C
    ) throws(WireError) {
        guard let kind = Change.Kind(rawValue: UInt8(coder.raw(UInt64(self.kind.rawValue), 2)))
        else { throw WireError(.malformed, "segment.kind") }
        let number = frame.plan.code(count: Int(table.rawValue), 2, &coder)
        guard let table = UInt16(exactly: number) else {
            throw WireError(.malformed, "segment.table")
        }
        self.kind = kind
        self.table = TableID(table)
        if kind != .delete {
            plans = try frame.plan.code(plans, &coder)
            columns = frame.remember(plans)
        }
        guard !coder.isOverrun else { throw WireError(.truncated, "segment.group") }
    }
}

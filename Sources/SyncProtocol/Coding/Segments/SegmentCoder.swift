/// Codes the change sets of a segment one after the other, on either side.
struct SegmentCoder {
    private let frame: FrameModels
    private var groups: [SegmentGroup]
    private var coders: [GroupCoder?]
    private let models = SegmentModels()
    /// Which group follows which: one model for each group, and one for the first.
    private let follows: [IndexModel]
    private let ids: [RowIDModel]
    private let isKnown: BitModels
    private var lastTimes: [Milliseconds]
    private var lastGroup: Int
    private var timestamp: UInt64 = 0
    private var basis = Basis(epoch: .unknown, sequence: .zero)
    /// What the time in new row ids differs from that of their set.
    private var offset: Milliseconds = 0
    private var changesLeft = Limits.segmentChangesMax

    /// Codes the groups.
    init<C: BinaryCoder>(
        _ groups: [SegmentGroup], device: DeviceID, frame: FrameModels, _ coder: inout C
    ) throws(WireError) {
        self.frame = frame
        frame.ids.begin(with: device)
        let count = frame.plan.code(count: groups.count, 1, &coder)
        guard count <= UInt64(Limits.groupsMax) else {
            throw WireError(.limitExceeded, "segment.groups")
        }
        var coded: [SegmentGroup] = []
        for index in 0..<Int(count) {
            var group =
                index < groups.count
                ? groups[index] : SegmentGroup(kind: .insert, table: TableID(0))
            try group.code(frame: frame, &coder)
            coded.append(group)
        }
        self.groups = coded
        coders = Array(repeating: nil, count: coded.count)
        follows = (0...coded.count).map { _ in IndexModel() }
        ids = coded.map { _ in RowIDModel() }
        isKnown = BitModels(count: max(1, coded.count))
        lastTimes = Array(repeating: 0, count: coded.count)
        lastGroup = coded.count
    }

    /// Codes one set. Decoding, it gives `set` what it lacks.
    mutating func code<C: BinaryCoder>(
        _ set: ChangeSet, _ coder: inout C
    ) throws(WireError) -> ChangeSet {
        let count = models.changeCounts.code(UInt64(set.changes.count), &coder)
        guard count <= UInt64(Limits.setChangesMax), Int(count) <= changesLeft else {
            throw WireError(.limitExceeded, "set.changes")
        }
        changesLeft -= Int(count)
        guard count == 0 || !groups.isEmpty else { throw WireError(.malformed, "set.changes") }
        if count > 0 { try codeGroup(of: set.changes.first, &coder) }
        let timestamp = try codeTime(set.timestamp, isEmpty: count == 0, &coder)
        codeBasis(set.basis, &coder)
        var changes: [Change] = []
        for index in 0..<Int(count) {
            let change = C.decodes ? nil : set.changes[index]
            if index > 0 { try codeGroup(of: change, &coder) }
            changes.append(try code(change, time: timestamp.milliseconds, &coder))
        }
        return ChangeSet(
            device: set.device, number: set.number, timestamp: timestamp, basis: basis,
            changes: changes)
    }

    private mutating func codeTime<C: BinaryCoder>(
        _ time: Timestamp, isEmpty: Bool, _ coder: inout C
    ) throws(WireError) -> Timestamp {
        let previous = Int64(timestamp >> 12)
        let step = models.times.code(signed: time.milliseconds &- previous, &coder)
        let counter = models.counters.code(
            UInt64(time.counter), context: isEmpty ? 0 : 1 + lastGroup % 7, &coder)
        let milliseconds = previous &+ step
        guard milliseconds >= 0, milliseconds < 1 << 48, counter < 1 << 12,
            let result = Timestamp(rawValue: UInt64(milliseconds) << 12 | counter)
        else { throw WireError(.malformed, "set.timestamp") }
        timestamp = result.rawValue
        return result
    }

    private mutating func codeBasis<C: BinaryCoder>(_ next: Basis, _ coder: inout C) {
        let isSame = next == basis ? 1 : 0
        guard models.basis.code(isSame, at: 0, &coder) == 0 else { return }
        var epoch = basis.epoch
        if models.basis.code(next.epoch == epoch ? 1 : 0, at: 1, &coder) == 0 {
            epoch = Epoch(coder.raw(next.epoch.rawValue, 64))
        }
        let step = Int64(bitPattern: next.sequence.rawValue &- basis.sequence.rawValue)
        let coded = UInt64(bitPattern: models.sequences.code(signed: step, &coder))
        basis = Basis(epoch: epoch, sequence: Sequence(basis.sequence.rawValue &+ coded))
    }

    /// Codes which group the next change is of.
    private mutating func codeGroup<C: BinaryCoder>(
        of change: Change?, _ coder: inout C
    ) throws(WireError) {
        let wanted =
            change.flatMap { change in
                groups.firstIndex { $0.kind == change.kind && $0.table == change.table }
            } ?? 0
        let index = follows[lastGroup].code(wanted, count: groups.count, &coder)
        guard index < groups.count else { throw WireError(.malformed, "change.group") }
        lastGroup = index
    }

    private mutating func code<C: BinaryCoder>(
        _ change: Change?, time: Milliseconds, _ coder: inout C
    ) throws(WireError) -> Change {
        let index = lastGroup
        let group = groups[index]
        let none = RowID(timestamp: .zero, device: .office)
        let id = try codeID(change?.row ?? none, group: index, time: time, &coder)
        let rows = coders[index] ?? GroupCoder(group.columns, time: time)
        coders[index] = rows
        let cells = try rows.code(
            change?.cells ?? [], id: id.id, device: id.device, frame: frame, &coder)
        return Change(group.kind, table: group.table, row: id.id, cells: cells)
    }

    private mutating func codeID<C: BinaryCoder>(
        _ id: RowID, group: Int, time: Milliseconds, _ coder: inout C
    ) throws(WireError) -> (id: RowID, device: Int) {
        let place = C.decodes ? nil : frame.ids.place(of: id)
        if isKnown.code(place == nil ? 0 : 1, at: group, &coder) == 1 {
            let count = frame.ids.known.count
            let back = models.distances.code(UInt64(max(0, count - 1 - (place ?? 0))), &coder)
            guard back < UInt64(count) else { throw WireError(.malformed, "change.row") }
            return (frame.ids.known[count - 1 - Int(back)], 0)
        }
        let isInsert = groups[group].kind == .insert
        let base = isInsert ? time &+ offset : lastTimes[group] == 0 ? time : lastTimes[group]
        let coded = try ids[group].code(
            id, base: base, isAscending: false, ids: frame.ids, &coder)
        if isInsert { offset = coded.id.timestamp.milliseconds &- time }
        lastTimes[group] = coded.id.timestamp.milliseconds
        frame.ids.remember(coded.id, decodes: C.decodes)
        return coded
    }
}

/// The models of what is once a set.
private final class SegmentModels {
    let times = NumberModel()
    let counters = NumberModel(contexts: 8)
    let basis = BitModels(count: 2)
    let sequences = NumberModel()
    let changeCounts = NumberModel()
    let distances = NumberModel()
}

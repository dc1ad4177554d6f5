/// The models that all columns of one frame share, and what bounds the work of decoding it.
final class FrameModels {
    let ids = RowIDModels()
    /// Digits of a number in text, by their place (0 ... 3).
    let digits = TreeModel(depth: 4, contexts: 5)
    let digitCounts = TreeModel(depth: 5)
    let digitPlus = BitModels(count: 1)
    let blobLengths = NumberModel()
    let plan = PlanModels()

    /// Taken when the first text comes: many frames have none.
    private var takenText: TextModel?

    var text: TextModel {
        if let takenText { return takenText }
        let model = TextModel.take()
        takenText = model
        return model
    }

    deinit {
        if let takenText { TextModel.giveBack(takenText) }
    }

    /// What the columns of the groups so far remember, in the order in which they were told.
    private var memories: [ColumnMemory] = []

    /// Bytes of new texts and blobs that may still come.
    private var byteBudget: Int
    /// Cells that may still come.
    private var cellBudget: Int

    init(byteBudget: Int, cellBudget: Int) {
        self.byteBudget = byteBudget
        self.cellBudget = cellBudget
    }

    /// Gives a group's columns their memories: a new one, or that of a column of an earlier group.
    func remember(_ plans: [ColumnPlan]) -> [ColumnInFrame] {
        let before = memories.count
        let own = plans.map { plan in
            plan.shares > 0 && plan.shares <= before ? memories[plan.shares - 1] : ColumnMemory()
        }
        memories += own
        return plans.enumerated().map { index, plan in
            ColumnInFrame(
                plan: plan, memory: own[index],
                guesses: own[index].guesses(by: plan.guess, among: own),
                secondGuesses: own[index].guesses(by: plan.secondGuess, among: own))
        }
    }

    func spend(bytes: Int) throws(WireError) {
        byteBudget -= bytes
        guard byteBudget >= 0 else { throw WireError(.limitExceeded, "frame.values") }
    }

    func spendCell() throws(WireError) {
        cellBudget -= 1
        guard cellBudget >= 0 else { throw WireError(.limitExceeded, "frame.cells") }
    }
}

/// Row ids of one frame: times near each other, few devices, and ids that were there before.
final class RowIDModels {
    /// Every id coded so far, in that order.
    private(set) var known: [RowID] = []
    private var places: [RowID: Int] = [:]
    /// Every device coded so far: last used first, as indexes into `devices`.
    private var recent: [Int] = []
    private var devices: [DeviceID] = []
    private var deviceIndexes: [DeviceID: Int] = [:]

    /// Remembers an id, so that it may be named by its distance.
    func remember(_ id: RowID, decodes: Bool) {
        if !decodes, places[id] == nil { places[id] = known.count }
        known.append(id)
    }

    /// Where an id was first coded. For encoding only.
    func place(of id: RowID) -> Int? { places[id] }

    /// Codes a device.
    ///
    /// - Returns: the device and its number by first appearance.
    func code<C: BinaryCoder>(
        _ device: DeviceID, ranks: IndexModel, _ coder: inout C
    ) -> (device: DeviceID, index: Int) {
        var rank = recent.count
        if !C.decodes, let index = deviceIndexes[device] {
            rank = recent.firstIndex(of: index) ?? recent.count
        }
        rank = min(ranks.code(rank, count: recent.count + 1, &coder), recent.count)
        if rank == recent.count {
            let raw = coder.raw(device.rawValue, 62)
            let new = DeviceID(rawValue: raw) ?? .office
            recent.insert(devices.count, at: 0)
            if !C.decodes { deviceIndexes[new] = devices.count }
            devices.append(new)
            return (new, devices.count - 1)
        }
        let index = recent[rank]
        if rank > 0 {
            recent.remove(at: rank)
            recent.insert(index, at: 0)
        }
        return (devices[index], index)
    }

    /// Starts with a device that both sides know.
    func begin(with device: DeviceID) {
        recent = [0]
        devices = [device]
        deviceIndexes = [device: 0]
    }
}

/// How one kind of ids is coded: the difference in time to a base, the device, the counter.
final class RowIDModel {
    private let steps = NumberModel(contexts: 2)
    private let ranks = IndexModel()
    private let counters = NumberModel(contexts: 2)

    /// - Parameters:
    ///   - base: a time near the id's.
    ///   - isAscending: the id's time is never before the base.
    func code<C: BinaryCoder>(
        _ id: RowID, base: Milliseconds, isAscending: Bool, ids: RowIDModels, _ coder: inout C
    ) throws(WireError) -> (id: RowID, device: Int) {
        let difference = id.timestamp.milliseconds &- base
        let step =
            isAscending
            ? Int64(bitPattern: steps.code(UInt64(bitPattern: difference), &coder))
            : steps.code(signed: difference, context: 1, &coder)
        let milliseconds = base &+ step
        let device = ids.code(id.device, ranks: ranks, &coder)
        let counter = counters.code(
            UInt64(id.timestamp.counter), context: step == 0 ? 1 : 0, &coder)
        guard C.decodes else { return (id, device.index) }
        guard milliseconds >= 0, milliseconds < 1 << 48, counter < 1 << 12,
            let timestamp = Timestamp(rawValue: UInt64(milliseconds) << 12 | counter)
        else { throw WireError(.malformed, "row.id") }
        return (RowID(timestamp: timestamp, device: device.device), device.index)
    }
}

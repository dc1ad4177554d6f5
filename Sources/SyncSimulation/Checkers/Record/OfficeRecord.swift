internal import SyncEngine
internal import SyncProtocol

/// What is known of the office: its log as it grew, what was pushed, and the model that follows it.
struct OfficeRecord {
    /// The log of the history that is the office's now.
    private(set) var lines: [LogLine] = []
    /// Every head that there ever was, also in histories that were lost.
    private(set) var heads: [Hash256: HeadPlace] = [:]
    /// Where each set is in the history that is the office's now.
    private(set) var sequences: [SetName: Sequence] = [:]
    /// Verdicts given in the history that is the office's now.
    var verdicts: [SetName: Verdict] = [:]
    /// What the backup had that the office last became: it tells these again, and judges those sets no more.
    var remembered: [SetName: Verdict] = [:]
    var segments: [Hash256: SegmentRecord] = [:]
    /// Which segments claimed to have a set, oldest first.
    var claims: [SetName: [Hash256]] = [:]
    var sessions: [Int: SessionRecord] = [:]
    var epochs: [EpochLine] = []
    private(set) var devices: [DeviceID: DeviceLine] = [:]
    /// What devices were called before, in all histories that there ever were.
    private var origins: [DeviceID: DeviceID] = [:]
    var model: OfficeModel
    var history = OfficeHistory()
    /// How often the office went back.
    private(set) var losses = 0

    init(_ domain: any Domain) {
        self.model = OfficeModel(schema: domain.schema, rules: ModelReach.of(domain).rules)
    }

    var tip: Sequence { lines.last?.sequence ?? .zero }
    var head: Hash256 { lines.last?.head ?? .zero }

    func head(at sequence: Sequence) -> Hash256? {
        if sequence == .zero { return .zero }
        guard let place = Int(exactly: sequence.rawValue), place <= lines.count else { return nil }
        return lines[place - 1].head
    }

    func line(at sequence: Sequence) -> LogLine? {
        guard let place = Int(exactly: sequence.rawValue), place > 0, place <= lines.count else {
            return nil
        }
        return lines[place - 1]
    }

    /// The same in the history that ends with a head, also in one that was lost.
    func line(at sequence: Sequence, under head: Hash256) -> LogLine? {
        var head = head
        while let place = heads[head], place.sequence >= sequence {
            if self.head(at: place.sequence) == head { return line(at: sequence) }
            if place.sequence == sequence { return place.line }
            head = place.before
        }
        return nil
    }

    var modelEpochs: ModelEpochs {
        ModelEpochs(
            lines: epochs.map { .init(epoch: $0.epoch, start: $0.start, agreed: $0.agreed) })
    }

    /// Whether a mark lies in the history that is the office's now; position 0 is never denied.
    func confirms(_ mark: Mark) -> Bool {
        if mark.sequence == .zero { return true }
        return head(at: mark.sequence) == mark.head
            && modelEpochs.epoch(at: mark.sequence) == mark.epoch
    }

    /// The newest sequence of the office's history that this head follows.
    func commonPlace(with head: Hash256) -> Sequence {
        var head = head
        while let place = heads[head] {
            if self.head(at: place.sequence) == head { return place.sequence }
            head = place.before
        }
        return .zero
    }

    func ancestors(of device: DeviceID) -> [DeviceID] {
        chain(from: device) { devices[$0]?.copiedFrom }
    }

    /// The same, also what a restored office does not know any more.
    func earlierNames(of device: DeviceID) -> [DeviceID] {
        chain(from: device) { origins[$0] }
    }

    private func chain(
        from device: DeviceID, _ before: (DeviceID) -> DeviceID?
    ) -> [DeviceID] {
        var found: [DeviceID] = []
        var next = before(device)
        while let device = next, !found.contains(device) {
            found.append(device)
            next = before(device)
        }
        return found
    }

    // MARK: Growing and shrinking

    mutating func meet(_ known: [DeviceLine]) {
        for line in known {
            devices[line.device] = line
            if let origin = line.copiedFrom { origins[line.device] = origin }
        }
    }

    mutating func append(_ line: LogLine) {
        heads[line.head] = HeadPlace(line: line, before: head)
        lines.append(line)
        if line.device != .office {
            sequences[SetName(device: line.device, number: line.number)] = line.sequence
        }
        history.pass(line.head)
    }

    mutating func goBack(to sequence: Sequence) {
        losses += 1
        lines.removeAll { $0.sequence > sequence }
        sequences = [:]
        for line in lines where line.device != .office {
            sequences[SetName(device: line.device, number: line.number)] = line.sequence
        }
        devices = [:]
        verdicts = [:]
        remembered = [:]
        sessions = [:]
        _ = model.goBack(to: sequence)
        history.goBack(to: head)
    }
}

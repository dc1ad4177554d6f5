internal import SyncProtocol

/// 3: a device's sets come in the order of their numbers, without gaps among verdicts, each segment
/// chained to the one judged before.
final class DeviceOrder: Checker {
    let name = "device-order"
    private let record: Record
    private var place = 0
    private var newest: [DeviceID: ChangeNumber] = [:]
    /// Of the history that stands, oldest first.
    private var lines: [LogLine] = []
    /// The segment judged last, by device; unknown after the office went back.
    private var last: [DeviceID: (hash: Hash256, end: ChangeNumber)] = [:]
    private var expected: [DeviceID: ChangeNumber] = [:]

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .officeSaid(let session, _, .verdicts(let verdicts)):
            guard let device = record.office?.sessions[session]?.device else { return }
            try judged(verdicts, of: device, world)
        case .officeWentBack:
            last = [:]
            expected = [:]
        default: break
        }
    }

    private func judged(
        _ verdicts: Verdicts, of device: DeviceID, _ world: any WorldView
    ) throws {
        guard !verdicts.verdicts.isEmpty else { return }
        let end = ChangeNumber(verdicts.first.rawValue + UInt64(verdicts.verdicts.count))
        // What was told last may have been the answer to something old, judged before the office went back.
        if let next = expected[device], verdicts.first > next,
            try world.officeData.verdict(on: next, of: device) == nil
        {
            throw Violation(name, "\(device): \(verdicts.first.rawValue) after \(next.rawValue)")
        }
        if let next = expected[device], end <= next { return }
        expected[device] = end
        let hash = try world.officeData.segment(with: verdicts.first, of: device)
        guard let hash, let segment = record.office?.segments[hash]?.segment else { return }
        if let before = last[device], before.end == verdicts.first,
            segment.header.previous != before.hash
        {
            throw Violation(name, "\(device): segment \(verdicts.first.rawValue) is not chained")
        }
        last[device] = (hash, end)
    }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            switch item {
            case .line(let line, _, _, _) where line.device != .office:
                if let before = newest[line.device], line.number <= before {
                    throw Violation(
                        name, "\(line.device): \(line.number.rawValue) after \(before.rawValue)")
                }
                newest[line.device] = line.number
                lines.append(line)
            case .line, .returned, .rows: break
            case .wentBack(let sequence):
                // What the office is now is told by what was seen up to there: it may have gone on since.
                lines.removeAll { $0.sequence > sequence }
                newest = [:]
                for line in lines { newest[line.device] = line.number }
            }
        }
    }
}

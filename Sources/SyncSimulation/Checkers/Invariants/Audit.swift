internal import SyncProtocol

/// 30: each head is made of the one before and its entry, from the first on; every set's verdict is kept,
/// and what was said is what is kept.
final class Audit: Checker {
    let name = "audit"
    private let record: Record
    private var place = 0

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        guard case .officeSaid(let session, _, .verdicts(let verdicts)) = event,
            let office = record.office, let device = office.sessions[session]?.device
        else { return }
        var number = verdicts.first
        for verdict in verdicts.verdicts {
            let set = SetName(device: device, number: number)
            number = number.next
            guard try world.officeData.verdict(on: set.number, of: device) == verdict else {
                throw Violation(name, "the verdict on \(set) is not kept")
            }
            guard case .admitted(let sequence) = verdict else { continue }
            guard let line = office.line(at: sequence), line.device == device,
                line.number == set.number
            else { throw Violation(name, "\(set) is not at \(sequence.rawValue) of the log") }
        }
    }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        guard let office = record.office else { return }
        for item in record.news(since: &place) {
            guard case .line(let line, _, _, _) = item, office.line(at: line.sequence) == line
            else { continue }
            let before = office.heads[line.head]?.before ?? .zero
            guard Hash256(of: before.bytes + line.entry.bytes) == line.head else {
                throw Violation(name, "the log is not chained at \(line.sequence.rawValue)")
            }
        }
    }
}

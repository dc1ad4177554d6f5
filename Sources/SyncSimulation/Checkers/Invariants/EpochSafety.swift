internal import SyncEngine
internal import SyncProtocol

/// 22: an office that went back knows it as soon as anybody can tell it, opens an epoch that never was
/// before, and nobody deletes anything for it.
final class EpochSafety: Checker {
    let name = "epoch-safety"
    private let record: Record
    private var known: [Epoch: EpochLine] = [:]
    /// Replicas that may be older than the deletions that the office remembers.
    private var mayBeOld: Set<Int> = []

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .gaveUp(let replica), .revoked(let replica), .wentBack(let replica):
            mayBeOld.insert(replica)
        case .copied(let original, let copy): mayBeOld.formUnion([original, copy])
        default: break
        }
        guard case .officeSaid(let session, let replica, .welcome(let welcome)) = event,
            let office = record.office, let hello = office.sessions[session]?.hello
        else { return }
        let isTrue = [hello.cursor, hello.receipt].allSatisfy { mark in
            mark.sequence == .zero || office.head(at: mark.sequence) == mark.head
        }
        if !isTrue, welcome.marksConfirmed {
            throw Violation(name, "\(hello.device) holds a mark of a lost history, and is not told")
        }
        for mark in [hello.cursor, hello.receipt] where mark.sequence != .zero {
            let isOurs = office.head(at: mark.sequence) == mark.head
            if !isOurs, welcome.epoch == mark.epoch {
                throw Violation(name, "two histories go by the name of \(mark.epoch.rawValue)")
            }
        }
        let retired = try world.officeData.retiredThrough()
        let isOld = hello.cursor.sequence < retired
        if isOld, hello.cursor.sequence > .zero, welcome.marksConfirmed {
            throw Violation(name, "\(hello.device) is not told that deletions are forgotten")
        }
        if isTrue, !welcome.marksConfirmed,
            [hello.cursor, hello.receipt].allSatisfy(office.confirms)
        {
            if isOld, try replica.map({ try isStale($0, hello, world) }) ?? true { return }
            throw Violation(name, "\(hello.device) is told of a loss that was not")
        }
    }

    /// Perhaps its disk is old, or nobody listens any more to the connection on which it said that.
    private func isStale(_ replica: Int, _ hello: Hello, _ world: any WorldView) throws -> Bool {
        try mayBeOld.contains(replica) || world.node(replica).cursor() != hello.cursor
    }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for line in record.office?.epochs ?? [] {
            if let before = known[line.epoch], before != line {
                throw Violation(name, "epoch \(line.epoch.rawValue) was opened twice")
            }
            known[line.epoch] = line
        }
    }
}

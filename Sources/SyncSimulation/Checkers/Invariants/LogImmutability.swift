internal import SyncProtocol

/// 4: for an epoch and a sequence the head never changes, and every mark that a replica holds was the
/// office's once.
final class LogImmutability: Checker {
    let name = "log-immutability"
    private let record: Record

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        guard let office = record.office else { return }
        for (index, replica) in record.replicas.enumerated() where world.isEnrolled(index) {
            for mark in [replica.cursor, replica.receipt] where mark.sequence != .zero {
                guard let place = office.heads[mark.head], place.sequence == mark.sequence else {
                    throw Violation(
                        name,
                        "replica \(index) holds a mark at \(mark.sequence.rawValue) that never was")
                }
            }
        }
        guard office.tip != .zero else { return }
        if try world.officeData.head(at: office.tip) != office.head {
            throw Violation(name, "another head at \(office.tip.rawValue)")
        }
    }

    func checkAtRest(_ world: any WorldView) throws {
        try check(world)
        for line in try world.officeData.log(after: .zero) {
            guard record.office?.line(at: line.sequence) == line else {
                throw Violation(name, "another entry at \(line.sequence.rawValue)")
            }
        }
    }
}

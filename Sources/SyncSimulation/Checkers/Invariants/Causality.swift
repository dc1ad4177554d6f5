internal import SyncProtocol
internal import SyncReplica

/// 7: nothing comes before what its author had seen: a set says truly where its replica stood, it gets a
/// later sequence than that, and nobody is thought to have seen what was not there to see.
final class Causality: Checker {
    let name = "causality"
    private let record: Record
    private var place = 0
    private var versions: [Int: Int] = [:]

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            guard case .line(let line, let set?, _, _) = item, set.basis.epoch == line.epoch,
                set.basis.sequence >= line.sequence
            else { continue }
            throw Violation(
                name,
                "\(line.device)/\(line.number.rawValue) at \(line.sequence.rawValue) had seen "
                    + "\(set.basis.sequence.rawValue)")
        }
        for (index, replica) in record.replicas.enumerated()
        where versions[index] != replica.version {
            versions[index] = replica.version
            for entry in replica.entries {
                guard let mark = replica.madeAt[entry.entry] else { continue }
                guard entry.basis.epoch == mark.epoch, entry.basis.sequence == mark.sequence
                else {
                    throw Violation(
                        name,
                        "replica \(index) set \(entry.entry) was made at \(mark.sequence.rawValue)"
                            + " and says \(entry.basis.sequence.rawValue)")
                }
                try checkCredit(of: mark, entry.basis)
            }
        }
    }

    /// What the office would hold to be seen is really in the author's past.
    private func checkCredit(of mark: Mark, _ basis: Basis) throws {
        guard let office = record.office, office.losses > 0, mark.sequence != .zero else { return }
        let credited = office.modelEpochs.seen(basis, agreed: nil, newest: office.tip)
        // While the office does not know that it went back, nobody can have told it.
        guard basis.epoch != office.modelEpochs.current else { return }
        let truth = office.commonPlace(with: mark.head)
        if credited > truth {
            throw Violation(
                name,
                "somebody who saw \(truth.rawValue) counts as having seen \(credited.rawValue)")
        }
    }
}

internal import SyncProtocol
internal import SyncReplica

/// 7: nothing comes before what its author had seen: a set says truly where its replica stood, it gets a
/// later sequence than that. What a program that is not ours claims to have seen is the model's to judge.
final class Causality: Checker {
    let name = "causality"
    private let record: Record
    private var place = 0
    private var versions: [Int: Int] = [:]

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            // An office that went back without knowing goes on under the epoch's name: then a basis may be of
            // what it lost, and the model tells whether it counts no more than was really seen.
            guard case .line(let line, let set?, _, _) = item, set.basis.epoch == line.epoch,
                set.basis.sequence >= line.sequence, record.office?.losses == 0,
                !record.strangers.contains(line.device)
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
                guard let basis = replica.madeAt[entry.entry], basis != entry.basis else {
                    continue
                }
                throw Violation(
                    name,
                    "replica \(index) set \(entry.entry) was made at \(basis.sequence.rawValue)"
                        + " and says \(entry.basis.sequence.rawValue)")
            }
        }
    }
}

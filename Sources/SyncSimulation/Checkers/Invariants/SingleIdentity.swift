internal import SyncProtocol
internal import SyncReplica

/// 21: two replicas never both pass under one name: what is acknowledged to an author is what the office
/// has under that name, and not another's work.
final class SingleIdentity: Checker {
    let name = "single-identity"
    private let record: Record
    private var place = 0
    private var read = 0
    private var sets: [SetName: [Change]] = [:]

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            guard case .line(let line, let set?, _, _) = item else { continue }
            sets[SetName(device: line.device, number: line.number)] = set.changes
        }
        defer { read = record.acknowledgements.count }
        for word in record.acknowledgements[read...] {
            guard let changes = sets[word.name],
                let entry = record.replicas[word.replica].entries.first(where: {
                    $0.entry == word.entry
                }), Set(entry.changes) != Set(changes)
            else { continue }
            throw Violation(
                name,
                "replica \(word.replica) set \(word.entry) is told to be \(word.name), which "
                    + "is another's")
        }
    }
}

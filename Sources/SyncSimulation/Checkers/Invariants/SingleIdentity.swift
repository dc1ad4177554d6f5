internal import SyncProtocol

/// 21: two replicas never both pass under one name: what is acknowledged to an author is what the office
/// has under that name, and not another's work. The office has it in the history that the verdict is of: what
/// it lost with that, another may have under the same name since, until the author's replica hears of it.
final class SingleIdentity: Checker {
    let name = "single-identity"
    private let record: Record
    private var place = 0
    private var read = 0
    /// By the office's head with them, in all its histories.
    private var sets: [Hash256: [Change]] = [:]
    private var newest: [SetName: Hash256] = [:]

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            guard case .line(let line, let set?, _, _) = item else { continue }
            sets[line.head] = set.changes
            newest[SetName(device: line.device, number: line.number)] = line.head
        }
        defer { read = record.acknowledgements.count }
        for word in record.acknowledgements[read...] {
            guard let head = word.head ?? newest[word.name], let changes = sets[head],
                Set(word.changes) != Set(changes)
            else { continue }
            throw Violation(
                name,
                "replica \(word.replica) set \(word.entry) is told to be \(word.name), which "
                    + "is another's")
        }
    }
}

internal import SyncProtocol
internal import SyncReplica

/// 1: every change set whose author saw that the office has it, is at the office; after the office went
/// back, until its author's replica has given it back, with that replica.
final class Durability: Checker {
    let name = "durability"
    private let record: Record
    private var place = 0
    private var read = 0
    /// The newest word on each set, by replica and entry.
    private var promised: [Key: Acknowledgement] = [:]
    /// What the office lost when it went back and has not got back yet.
    private var lost: Set<Key> = []

    private struct Key: Hashable, Comparable {
        let replica: Int
        let entry: Int64

        static func < (left: Key, right: Key) -> Bool {
            (left.replica, left.entry) < (right.replica, right.entry)
        }
    }

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        guard let office = record.office else { return }
        let hasLost = record.news(since: &place).contains { item in
            if case .wentBack = item { true } else { false }
        }
        if hasLost {
            for (key, word) in promised where office.sequences[word.name] == nil {
                lost.insert(key)
            }
        }
        for word in record.acknowledgements[read...] {
            let key = Key(replica: word.replica, entry: word.entry)
            promised[key] = word
            if office.sequences[word.name] != nil {
                lost.remove(key)
            } else if office.losses > 0 {
                // Acknowledged before the loss, read after it.
                lost.insert(key)
            } else {
                throw violation(word)
            }
        }
        read = record.acknowledgements.count
        lost = lost.filter { key in promised[key].map { office.sequences[$0.name] == nil } ?? false
        }
    }

    func checkAtRest(_ world: any WorldView) throws {
        try check(world)
        for key in lost.sorted() {
            guard let word = promised[key], isHeld(key), !world.isShutOut(key.replica) else {
                continue
            }
            throw violation(word)
        }
    }

    /// Whether the replica says still that the office has the set. Its own disk may have gone back too.
    private func isHeld(_ key: Key) -> Bool {
        record.replicas[key.replica].entries.contains { entry in
            guard entry.entry == key.entry, case .admitted = entry.state else { return false }
            return true
        }
    }

    private func violation(_ word: Acknowledgement) -> Violation {
        Violation(
            name,
            "replica \(word.replica) set \(word.entry) was acknowledged as \(word.name) at "
                + "\(word.sequence.rawValue) and is not at the office")
    }
}

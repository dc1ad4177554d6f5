internal import SyncProtocol
internal import SyncReplica

/// 17: each set that was made is in exactly one state that its author can see, with what it changed, until
/// its author gives it up. Only a disk that went back takes sets with it.
final class NothingDropped: Checker {
    let name = "nothing-dropped"
    private let record: Record
    private var known: [Int: [Int64: OutboxEntry]] = [:]
    private var versions: [Int: Int] = [:]
    private var place = 0
    private var returned: Set<SetName> = []
    /// What authors gave up, by replica.
    private var givenUp: [Int: Set<Int64>] = [:]
    /// Told as made, by replica; not read yet.
    private var told: [Int: [Int64: [Change]]] = [:]

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .wrote(let replica, let entry, let changes):
            told[replica, default: [:]][entry] = changes
        case .discards(let replica, let entry): givenUp[replica, default: []].insert(entry)
        case .wentBack(let replica), .copied(_, let replica):
            known[replica] = nil
            told[replica] = nil
        default: break
        }
    }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        for item in record.news(since: &place) {
            switch item {
            case .returned(let name, _, _): returned.insert(name)
            case .line, .rows, .wentBack: break
            }
        }
        for (index, replica) in record.replicas.enumerated()
        where versions[index] != replica.version && !replica.isStale {
            versions[index] = replica.version
            try compare(replica.entries, of: index)
        }
    }

    private func compare(_ entries: [OutboxEntry], of replica: Int) throws {
        var now: [Int64: OutboxEntry] = [:]
        for entry in entries {
            if now.updateValue(entry, forKey: entry.entry) != nil {
                throw Violation(name, "replica \(replica) has set \(entry.entry) twice")
            }
        }
        for entry in (told[replica] ?? [:]).keys.sorted() {
            guard let there = now[entry] else {
                if record.admitted.contains(told[replica]?[entry] ?? []) { continue }
                throw Violation(name, "replica \(replica) set \(entry) was made and is gone")
            }
            guard Set(there.changes) == Set(told[replica]?[entry] ?? []) else {
                throw Violation(name, "replica \(replica) set \(entry) is not what was made")
            }
        }
        told[replica] = nil
        for (entry, before) in (known[replica] ?? [:]).sorted(by: { $0.key < $1.key }) {
            guard let after = now[entry] else {
                if mayBeForgotten(before) || record.admitted.contains(before.changes) { continue }
                throw Violation(name, "replica \(replica) set \(entry) is gone")
            }
            guard after.changes == before.changes else {
                throw Violation(name, "replica \(replica) set \(entry) was changed")
            }
            let isSame = before.state == after.state
            guard isSame || mayBecome(before.state, after.state) || wasReturned(after, replica)
            else {
                throw Violation(
                    name, "replica \(replica) set \(entry) was \(before.state), is \(after.state)")
            }
        }
        known[replica] = now
    }

    /// Returned and given up since it was last looked at.
    private func wasReturned(_ entry: OutboxEntry, _ replica: Int) -> Bool {
        switch entry.state {
        case .discarded where givenUp[replica]?.contains(entry.entry) != true: return false
        case .discarded, .retried: break
        case .pending, .sealed, .admitted, .returned, .held: return false
        }
        guard let number = entry.number, let device = record.replicas[replica].device,
            let office = record.office
        else { return false }
        return ([device] + office.ancestors(of: device)).contains {
            returned.contains(SetName(device: $0, number: number))
        }
    }

    private func mayBeForgotten(_ entry: OutboxEntry) -> Bool {
        switch entry.state {
        case .admitted, .discarded, .retried: !entry.isDrawn
        case .pending, .sealed, .returned, .held: false
        }
    }

    private func mayBecome(_ old: OutboxState, _ new: OutboxState) -> Bool {
        switch (old, new) {
        case (.discarded, .discarded), (.retried, .retried): true
        case (.discarded, _), (.retried, _): false
        // Only what came back is given up.
        case (.pending, .discarded), (.pending, .retried), (.sealed, .discarded),
            (.sealed, .retried), (.admitted, .discarded), (.admitted, .retried):
            false
        // The office went back, or the replica has a new identity: asked again.
        case (.admitted, .pending), (.admitted, .sealed): (record.office?.losses ?? 0) > 0
        case (.returned, .pending), (.returned, .sealed), (.held, .pending), (.held, .sealed): false
        case (.pending, _), (.sealed, _), (.admitted, _), (.returned, _), (.held, _): true
        }
    }
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// Reading replicas, and what they acknowledged to their authors.
extension Record {
    /// Reads replicas that something happened to, and compares them with their models.
    func readReplicas(_ world: any WorldView, isFull: Bool) throws {
        differences = []
        for replica in 0..<world.replicaCount {
            doubt(replica, .none, world)
            guard world.isEnrolled(replica), read(replica, world) else { continue }
            let doubt = replicas[replica].doubt
            guard doubt == .all || (doubt == .touched || isFull) else { continue }
            try inspect(replica, isWhole: doubt == .all || isFull, world)
            replicas[replica].doubt = .none
        }
    }

    /// - Returns: `false` when the replica's process is down.
    private func read(_ replica: Int, _ world: any WorldView) -> Bool {
        guard replicas[replica].isStale else { return true }
        let node = world.node(replica)
        guard let entries = try? node.outbox(), let cursor = try? node.cursor(),
            let receipt = try? node.receipt(), let scopes = try? node.heldScopes(),
            let device = try? node.device()
        else { return false }
        var record = replicas[replica]
        record.entries = entries
        record.version += 1
        record.device = device
        if cursor.head != record.cursor.head { record.headBefore = record.cursor.head }
        record.cursor = cursor
        record.receipt = receipt
        record.scopes = scopes
        record.isStale = false
        replicas[replica] = record
        for entry in entries { acknowledge(entry, replica) }
        replicas[replica].mayHaveHeard = false
        return true
    }

    /// Its author sees that the office has it.
    private func acknowledge(_ entry: OutboxEntry, _ replica: Int) {
        guard case .admitted(let sequence) = entry.state, let number = entry.number,
            let device = replicas[replica].device, office != nil
        else { return }
        let own = SetName(device: device, number: number)
        let line = line(of: own, at: sequence, receipt: replicas[replica].receipt)
        // The same place in another history is another verdict, perhaps under another name, if it was heard since.
        if let known = replicas[replica].acknowledged[entry.entry], known.sequence == sequence,
            known.name.number == number,
            !replicas[replica].mayHaveHeard || line.map({ $0.head == known.head }) ?? true
        {
            return
        }
        let name = line.map { SetName(device: $0.device, number: number) } ?? own
        let new = Acknowledgement(
            replica: replica, entry: entry.entry, name: name, sequence: sequence,
            head: line?.head, changes: entry.changes)
        replicas[replica].acknowledged[entry.entry] = new
        add(new)
    }

    /// The office's line for a set, under its author's name or an earlier one of the same device: in the
    /// history that the replica's receipt is of, or in the office's own. A verdict is of the latter, and the
    /// receipt not yet, while the replica gives back what a restored office lost.
    private func line(of own: SetName, at sequence: Sequence, receipt: Mark) -> LogLine? {
        guard let office else { return nil }
        let known = [
            office.line(at: sequence, under: receipt.head), office.line(at: sequence),
        ]
        let lines = known.compactMap { $0 }.filter { $0.number == own.number }
        if let line = lines.first(where: { $0.device == own.device }) { return line }
        guard !lines.isEmpty else { return nil }
        let names = office.earlierNames(of: own.device)
        return lines.first { names.contains($0.device) }
    }

    // MARK: Beside the model

    private func inspect(_ replica: Int, isWhole: Bool, _ world: any WorldView) throws {
        guard let office else { return }
        let record = replicas[replica]
        guard office.history.knows(record.cursor.head) else {
            return differ(replica, "log-immutability", "its cursor was never the office's head")
        }
        let inspection = ReplicaInspection(
            replica: replica, office: office, record: record, schema: world.schema(of: replica))
        let found = try inspection.differences(
            world.node(replica), isWhole: isWhole
        ) { self.isUnknown($0, of: $1, to: world) }
        differences += found
    }

    private func differ(_ replica: Int, _ promise: String, _ detail: String) {
        differences.append(
            ReplicaDifference(replica: replica, promise: promise, detail: detail))
    }
}

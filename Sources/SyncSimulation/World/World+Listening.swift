internal import SyncProtocol
internal import SyncReplica

/// When all is well: who listens hears what another does, without asking.
extension World {
    /// Within so many milliseconds.
    private static let hearingMilliseconds: Milliseconds = 60_000
    private static let percent = 25

    /// - Returns: whether anybody did anything.
    func listen() throws -> Bool {
        var dice = SeededRandom(seed: options.seed ^ 0x4C49_5354_454E)
        let people = replicas.filter { !$0.isShutOut && $0.isEnrolled && $0.connection == nil }
        guard dice.chance(Self.percent), let author = dice.pick(people),
            let listener = dice.pick(people.filter { $0 !== author })
        else { return false }
        for person in [author, listener] {
            try connect(person, isLive: true, dice: dice.split())
        }
        try settleSessions()
        let sets = tally.sets
        if try haveTheSame(author, listener) {
            var own = dice.split()
            _ = try work(author, &own)
            try advance(to: now + Self.hearingMilliseconds)
            if tally.sets > sets, isListening(author), isListening(listener) {
                try compare(author, listener)
            }
        }
        for person in [author, listener] {
            if let connection = person.connection { hangUp(person, connection) }
        }
        return true
    }

    /// Laptops are closed whenever their people like.
    private func isListening(_ person: Person) -> Bool {
        person.connection?.isLive == true && person.node.isResting
    }

    private func haveTheSame(_ author: Person, _ listener: Person) throws -> Bool {
        try isListening(author) && isListening(listener) && author.version == listener.version
            && author.node.heldScopes() == listener.node.heldScopes()
    }

    private func compare(_ author: Person, _ listener: Person) throws {
        guard let entry = author.promised.keys.max(), let changes = author.promised[entry] else {
            return
        }
        let state = try author.node.outbox().first { $0.entry == entry }?.state
        guard state != .pending, state != .sealed else {
            throw Violation(
                "everything settles", "replica \(author.index) is live and set \(entry) waits",
                kind: .liveness)
        }
        for change in changes {
            let said = try author.node.committed(change.table, change.row)
            guard try listener.node.committed(change.table, change.row) == said else {
                throw Violation(
                    "everything settles",
                    "replica \(listener.index) listens and has not heard of \(change.row)",
                    kind: .liveness)
            }
        }
    }
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// One person's replica in its file, with what the world remembers of it.
final class SimulatedReplica {
    let index: Int
    private let path: String
    private let domain: any Domain
    private let chance: Chance
    private(set) var replica: Replica
    /// Change sets that were made here and that the world waits to see decided.
    private(set) var promised: [Int64: [Change]] = [:]

    init(_ index: Int, in folder: String, domain: any Domain, chance: Chance) throws {
        self.index = index
        self.path = "\(folder)/replica-\(index).db"
        self.domain = domain
        self.chance = chance
        self.replica = try Replica.create(
            at: path, domain: domain, clock: { chance.now }, random: { chance.draw() })
    }

    /// Stands for the device's TLS key.
    var fingerprint: Hash256 { Hash256(of: Array("replica \(index)".utf8)) }

    func restart() throws {
        try replica.close()
        let chance = self.chance
        replica = try Replica.open(
            at: path, domain: domain, clock: { chance.now }, random: { chance.draw() })
    }

    /// Lets somebody work, and remembers what the replica promised by not throwing.
    ///
    /// - Returns: how many change sets that made.
    func work(_ workload: any Workload) throws -> Int {
        let known = promised.count
        let before = Set(try replica.outbox(openOnly: false).map(\.entry))
        try workload.act(on: replica, chance: chance)
        for entry in try replica.outbox(openOnly: false) where !before.contains(entry.entry) {
            promised[entry.entry] = entry.changes
        }
        return promised.count - known
    }
}

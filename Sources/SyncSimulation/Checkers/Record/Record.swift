internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// What happened so far, gathered once for all checkers: stands first in their list.
final class Record: Checker {
    let name = "record"

    private(set) var office: OfficeRecord?
    var replicas: [ReplicaRecord] = []
    /// Never shrinks: each checker remembers how far it has read.
    private(set) var journal: [JournalItem] = []
    private(set) var acknowledgements: [Acknowledgement] = []
    /// What the office has ever taken, whoever made it. A replica whose clock was wrong takes its work for very
    /// old and forgets it as soon as it is admitted.
    private(set) var admitted: Set<[Change]> = []
    var differences: [ReplicaDifference] = []
    private(set) var complaints: [Complaint] = []
    private(set) var checks = 0
    /// Whose sets the office has taken since it last heard a message.
    var appendedBy: Set<DeviceID> = []
    /// Devices whose program is not ours: whatever they say of themselves may be a lie.
    private(set) var strangers: Set<DeviceID> = []
    /// How often everything is compared, when nothing asks for it before.
    static let fullEvery = 10

    // MARK: What happens

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .officeHears(let session, let message):
            try readOffice(world)
            appendedBy = []
            hear(message, in: session, world)
        case .officeSaid(let session, let replica, let message):
            try readOffice(world)
            office?.sessions[session, default: SessionRecord()].said += 1
            if let replica {
                office?.sessions[session]?.replica = replica
            } else {
                meet(message)
            }
            answer(message, in: session, world)
        case .wrote(let replica, let entry, _):
            doubt(replica, .touched, world)
            if let cursor = try? world.node(replica).cursor() {
                replicas[replica].madeAt[entry] = Basis(
                    epoch: cursor.epoch, sequence: cursor.sequence)
            }
        case .heard(let replica, let message): heard(message, replica, world)
        case .synced(let replica): doubt(replica, .touched, world)
        case .restarted(let replica, _):
            let wasStale = replica >= replicas.count || replicas[replica].isStale
            doubt(replica, .all, world)
            replicas[replica].wasStale = wasStale
        case .wentBack(let replica):
            doubt(replica, .all, world)
            // What it says was looked at when it was made; another set may have had its entry since.
            let entries = (try? world.node(replica).outbox()) ?? []
            replicas[replica].entries = entries
            replicas[replica].mayHaveHeard = true
            let bases = entries.map { ($0.entry, $0.basis) }
            replicas[replica].madeAt = Dictionary(bases) { first, _ in first }
        case .copied(let original, let copy):
            doubt(copy, .all, world)
            replicas[copy].madeAt = replicas[original].madeAt
        case .officeRestarted:
            office?.sessions = [:]
            try readOffice(world)
            try readSchema(world)
        case .officeWentBack: try wentBack(world)
        // What it did so far it did by the clock as it still is.
        case .officeClockTurns: try readOffice(world)
        case .retired:
            try readOffice(world)
            try forget(world)
        case .discards, .revoked, .gaveUp, .healed: break
        }
    }

    /// Somebody who is no replica was given a name.
    private func meet(_ message: Message) {
        switch message {
        case .enrolled(let enrolled): strangers.insert(enrolled.device)
        case .reidentified(let answer): strangers.insert(answer.device)
        default: break
        }
    }

    private func heard(_ message: Message, _ replica: Int, _ world: any WorldView) {
        switch message {
        case .checkpoint, .rangeRows, .reidentified: doubt(replica, .all, world)
        case .verdicts(let said):
            doubt(replica, .touched, world)
            // A fork or a gap is told without any.
            if !said.verdicts.isEmpty { replicas[replica].mayHaveHeard = true }
        case .welcome: doubt(replica, .touched, world)
        default: break
        }
    }

    func check(_ world: any WorldView) throws {
        checks += 1
        try readOffice(world)
        let isFull = checks.isMultiple(of: Self.fullEvery)
        try readReplicas(world, isFull: isFull)
    }

    func checkAtRest(_ world: any WorldView) throws {
        try readOffice(world)
        try compareWhole(world)
        for replica in 0..<world.replicaCount { doubt(replica, .all, world) }
        try readReplicas(world, isFull: true)
    }

    // MARK: For the parts of this class

    func complain(_ promise: String, _ detail: String) {
        complaints.append(Complaint(promise: promise, detail: detail))
    }

    func add(_ item: JournalItem) {
        if case .line(_, let set?, _, _) = item { admitted.insert(set.changes) }
        journal.append(item)
    }

    func add(_ acknowledgement: Acknowledgement) { acknowledgements.append(acknowledgement) }

    func update(_ body: (inout OfficeRecord) throws -> Void, _ world: any WorldView) rethrows {
        var record = office ?? OfficeRecord(world.officeDomain)
        office = nil
        defer { office = record }
        try body(&record)
    }

    func doubt(_ replica: Int, _ doubt: ReplicaRecord.Doubt, _ world: any WorldView) {
        while replicas.count <= replica { replicas.append(ReplicaRecord()) }
        replicas[replica].isStale = true
        replicas[replica].doubt = max(replicas[replica].doubt, doubt)
    }

    // MARK: For checkers

    /// - Throws: what was found out under that name.
    func raise(_ promise: String) throws {
        if let complaint = complaints.first(where: { $0.promise == promise }) {
            throw Violation(promise, complaint.detail)
        }
        if let difference = differences.first(where: { $0.promise == promise }) {
            throw Violation(promise, "replica \(difference.replica): \(difference.detail)")
        }
    }

    /// What happened at the office since a place in the journal, which moves to its end.
    func news(since place: inout Int) -> ArraySlice<JournalItem> {
        defer { place = journal.count }
        return journal[place...]
    }
}

import SyncEngine
import SyncOffice
import SyncProtocol
import SyncReplica
import SyncSimulation
import Synchronization

/// An office with replicas of one kind, told step by step what happens. Two towns that are told the same must
/// say the same.
final class Town {
    /// One device with the person who carries it.
    struct Person {
        let node: any ReplicaNode
        let role: String
        let fingerprint: Hash256
        let clock: TownClock
        /// Of the program's domain.
        var version: Int
    }

    private let backend: Backend
    private let workload = PlainWorkload()
    private let factory: any NodeFactory
    private let clock = TownClock()
    private let dice: Dice
    private let office: any OfficeNode
    private var domain: any Domain
    private(set) var people: [Person] = []
    private var images: [NodeImage?] = []
    private var backup: NodeImage?

    private var core: OfficeCore { office.core }

    init(_ backend: Backend, seed: UInt64, devices: Int) throws {
        self.backend = backend
        self.factory = try backend.makeFactory()
        self.domain = workload.domain(version: 1)
        let (clock, dice) = (clock, Dice(seed: seed))
        self.dice = dice
        self.office = try factory.makeOffice(
            NodeSetting(
                name: "office", domain: domain, clock: { clock.now }, random: { dice.draw() }))
        for (index, role) in workload.roles.prefix(devices).enumerated() {
            try add(role: role)
            try join(index)
            if index == 0 {
                var own = SeededRandom(seed: seed)
                _ = try people[0].node.write { rows, makeRowID in
                    try workload.prepare(rows, makeRowID: makeRowID, dice: &own)
                }
            }
            _ = try sync(index, SeededRandom(seed: seed))
        }
    }

    // MARK: People

    private func add(role: String, as original: Person? = nil) throws {
        let index = people.count
        let (own, dice) = (TownClock(clock), dice)
        let version = original?.version ?? 1
        let node = try factory.makeReplica(
            NodeSetting(
                name: "replica-\(index)", domain: workload.domain(version: version),
                clock: { own.now }, random: { dice.draw() }))
        people.append(
            Person(
                node: node, role: role,
                fingerprint: original?.fingerprint ?? Hash256(of: Array("device \(index)".utf8)),
                clock: own, version: version))
        images.append(nil)
    }

    private func join(_ index: Int) throws {
        let person = people[index]
        let subjects = try workload.subjects(of: person.role, in: core.rows(in:))
        let member = try core.addMember(
            name: "person \(index)", role: person.role, assignedTo: subjects, now: clock.now)
        let secret = try core.invite(
            member: member, validMilliseconds: 86_400_000, now: clock.now
        ).secret
        let session = core.connected(person.fingerprint, now: clock.now)
        defer { core.disconnected(session) }
        let parcel = try person.node.enrolment(
            deployment: core.deployment, secret: secret, name: "laptop \(index)")
        for answer in try answers(to: parcel, in: session).parcels {
            guard case .enrolled(let enrolled) = try answer.message(domain.schema) else {
                throw Unexpected(what: "\(answer)")
            }
            try person.node.finishEnrolment(enrolled, deployment: core.deployment)
        }
    }

    // MARK: Steps

    /// Carries out one step.
    ///
    /// - Returns: what was said and done meanwhile, without what may differ between kinds.
    func carryOut(_ step: TownStep) throws -> [String] {
        do {
            switch step {
            case .work(let who, let seed): return try work(who % people.count, seed)
            case .sync(let who, let deliveries, let seed):
                return try sync(
                    who % people.count, SeededRandom(seed: seed), deliveriesMax: deliveries)
            case .restart(let who):
                try people[who % people.count].node.restart(.process, domain: nil)
            case .upgrade(let who):
                guard domain.schema.version == 2 else { break }
                people[who % people.count].version = 2
                try people[who % people.count].node.restart(.nothing, domain: domain)
            case .image(let who):
                images[who % people.count] = try people[who % people.count].node.image()
            case .goBack(let who):
                guard let image = images[who % people.count] else { break }
                try people[who % people.count].node.restore(image)
            case .copy(let who):
                guard people.count < 6 else { break }
                let original = people[who % people.count]
                try add(role: original.role, as: original)
                try people[people.count - 1].node.restore(original.node.image())
            case .retry(let who, let place): return try retry(who % people.count, place)
            case .discard(let who, let place): return try discard(who % people.count, place)
            case .wrongClock(let who, let milliseconds):
                people[who % people.count].clock.offset = milliseconds
            case .restartOffice: try office.restart(.process, domain: nil)
            case .upgradeOffice:
                domain = workload.domain(version: 2)
                try office.restart(.nothing, domain: domain)
            case .backUp: backup = try office.backup()
            case .officeGoesBack(let keepsMark):
                if let backup { try office.restore(backup, keepsMark: keepsMark) }
            case .wait(let milliseconds): clock.offset += milliseconds
            }
            return []
        } catch let error as ReplicaError {
            return ["threw \(error.code.rawValue)"]
        }
    }

    private func work(_ who: Int, _ seed: UInt64) throws -> [String] {
        var dice = SeededRandom(seed: seed)
        let entry = try people[who].node.write { rows, makeRowID in
            try workload.act(
                as: people[who].role, reading: rows, makeRowID: makeRowID, dice: &dice)
        }
        return ["wrote \(entry.map(String.init) ?? "nothing")"]
    }

    private func returned(_ who: Int) throws -> [Int64] {
        try people[who].node.outbox().compactMap { entry in
            if case .returned = entry.state { entry.entry } else { nil }
        }
    }

    private func retry(_ who: Int, _ place: Int) throws -> [String] {
        let entries = try returned(who)
        guard !entries.isEmpty else { return [] }
        return ["made \(try people[who].node.retry(entries[place % entries.count]))"]
    }

    private func discard(_ who: Int, _ place: Int) throws -> [String] {
        let entries = try returned(who)
        guard !entries.isEmpty else { return [] }
        try people[who].node.discard(entries[place % entries.count])
        return ["discarded"]
    }

    // MARK: The line

    /// - Parameter deliveriesMax: after how many parcels the line breaks; `nil` for never.
    private func sync(
        _ who: Int, _ dice: SeededRandom, deliveriesMax: Int? = nil
    ) throws -> [String] {
        let person = people[who]
        var dice = dice
        let session = core.connected(person.fingerprint, now: clock.now)
        defer {
            core.disconnected(session)
            person.node.disconnected()
        }
        var said: [String] = []
        var up = try person.node.connected(isLive: false)
        var down: [Parcel] = []
        var deliveries = 0
        while !person.node.isFinished, person.node.failure == nil {
            if let deliveriesMax, deliveries >= deliveriesMax { return said + ["cut"] }
            guard !up.isEmpty || !down.isEmpty else { return said + ["silence"] }
            if !up.isEmpty, down.isEmpty || dice.chance(50) {
                let parcel = up.removeFirst()
                said.append("> " + TownTalk.line(try parcel.message(domain.schema)))
                let answer = try answers(to: parcel, in: session)
                down += answer.parcels
                if answer.isClosed { up = [] }
            } else {
                let parcel = down.removeFirst()
                said.append("< " + TownTalk.line(try parcel.message(domain.schema)))
                up += try person.node.received(parcel)
            }
            deliveries += 1
            clock.offset += 20
        }
        if let failure = person.node.failure { said.append("failed: \(failure)") }
        return said + [TownTalk.line(person.node.report)]
    }

    private func answers(
        to parcel: Parcel, in session: Int
    ) throws -> (parcels: [Parcel], isClosed: Bool) {
        let message = try parcel.message(domain.schema)
        var rest = core.received(message, in: session, now: clock.now)[...]
        var parcels: [Parcel] = []
        while let action = rest.popFirst() {
            switch action {
            case .send(let message):
                parcels.append(
                    backend == .disk
                        ? .frame(try message.frame(schema: domain.schema)) : .message(message))
            case .sendFrame(let frame): parcels.append(.frame(frame))
            case .judge(let push):
                let pushes = [(session: session, push: push)]
                rest = core.admit(pushes, now: clock.now).flatMap { $0 } + rest
            case .continueFeed: rest = core.nextPage(in: session, now: clock.now) + rest
            case .close: return (parcels, true)
            }
        }
        return (parcels, false)
    }
}

/// The town's time, or a device's own idea of it.
final class TownClock: Sendable {
    private let base: TownClock?
    private let value = Mutex<Milliseconds>(0)

    init(_ base: TownClock? = nil) {
        self.base = base
    }

    var now: Milliseconds { (base?.now ?? 1_800_000_000_000) + offset }

    var offset: Milliseconds {
        get { value.withLock { $0 } }
        set { value.withLock { $0 = newValue } }
    }
}

struct Unexpected: Error {
    let what: String
}

/// One thing that happens in a town.
enum TownStep {
    case work(Int, seed: UInt64)
    case sync(Int, deliveriesMax: Int?, seed: UInt64)
    case restart(Int)
    case upgrade(Int)
    /// A copy of the disk is made, to go back to.
    case image(Int)
    case goBack(Int)
    /// Somebody copies the disk to another machine.
    case copy(Int)
    case retry(Int, place: Int)
    case discard(Int, place: Int)
    case wrongClock(Int, Milliseconds)
    case restartOffice
    case upgradeOffice
    case backUp
    case officeGoesBack(keepsMark: Bool)
    case wait(Milliseconds)

    static func draw(_ dice: inout SeededRandom) -> TownStep {
        let who = dice.below(60)
        switch dice.below(100) {
        case ..<42: return .work(who, seed: dice.next())
        case ..<60: return .sync(who, deliveriesMax: nil, seed: dice.next())
        case ..<72: return .sync(who, deliveriesMax: dice.below(12), seed: dice.next())
        case ..<76: return .restart(who)
        case ..<78: return .image(who)
        case ..<80: return .goBack(who)
        case ..<81: return .copy(who)
        case ..<85: return .retry(who, place: dice.below(12))
        case ..<87: return .discard(who, place: dice.below(12))
        case ..<89: return .wrongClock(who, Milliseconds(dice.below(10_000_000)) - 5_000_000)
        case ..<91: return .restartOffice
        case ..<93: return .backUp
        case ..<95: return .officeGoesBack(keepsMark: dice.chance(50))
        case ..<96: return .upgradeOffice
        case ..<98: return .upgrade(who)
        default: return .wait(Milliseconds(dice.below(40 * 86_400_000)))
        }
    }

    /// Who may have changed.
    var who: Int? {
        switch self {
        case .work(let who, _), .sync(let who, _, _), .restart(let who), .upgrade(let who),
            .image(let who), .goBack(let who), .copy(let who), .retry(let who, _),
            .discard(let who, _), .wrongClock(let who, _):
            who
        case .restartOffice, .upgradeOffice, .backUp, .officeGoesBack, .wait: nil
        }
    }
}

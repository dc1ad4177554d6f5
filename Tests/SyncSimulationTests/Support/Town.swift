import Foundation
import SyncEngine
import SyncProtocol
import SyncReplica
import SyncSimulation

@testable import SyncOffice

/// An office with replicas of one kind, told step by step what happens. Two towns that are told the same must
/// say the same.
final class Town {
    enum Kind {
        /// Everything as in production: files, frames, signatures.
        case files
        /// `MemoryReplica` and plain segments.
        case memory
    }

    /// One device with the person who carries it.
    struct Person {
        let node: any ReplicaNode
        let role: String
        let fingerprint: Hash256
        let clock: SkewedClock
    }

    let kind: Kind
    let chance: Chance
    let workload: PlainWorkload
    private let folder: String
    private var domain: any Domain
    private(set) var core: OfficeCore
    private(set) var people: [Person] = []
    private var images: [NodeImage?] = []
    private var backup: String?
    private var filesMade = 0

    init(_ kind: Kind, seed: UInt64, devices: Int, in folder: String) throws {
        self.kind = kind
        self.folder = folder
        self.chance = Chance(seed: seed, startingAt: 1_800_000_000_000)
        self.workload = PlainWorkload(devices: devices)
        self.domain = workload.domain
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteOfficeStore(
            path: folder + "/office.db", schema: domain.schema, mustExist: false)
        let chance = chance
        self.core = try OfficeCore.create(
            in: store, Self.parts(kind, folder), domain: domain, name: "Office", now: chance.now,
            random: chance.draw)
        for (index, role) in workload.roles.enumerated() {
            try add(role: role)
            try join(index)
            if index == 0 {
                _ = try people[0].node.write { rows, makeRowID in
                    var dice = SeededRandom(seed: seed)
                    return try self.workload.prepare(
                        reading: rows, makeRowID: makeRowID, dice: &dice)
                }
            }
            _ = try sync(index, SeededRandom(seed: seed))
        }
    }

    deinit {
        try? core.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func parts(_ kind: Kind, _ folder: String) -> OfficeParts {
        let mark = MarkFile(path: folder + "/office.mark")
        return switch kind {
        case .files: OfficeParts(mark: mark)
        case .memory:
            OfficeParts(mark: mark, segments: PlainSegments(), batchForm: .messages)
        }
    }

    // MARK: People

    private func add(role: String, as original: Person? = nil) throws {
        let index = people.count
        let chance = chance
        let clock = SkewedClock(chance)
        let node: any ReplicaNode =
            switch kind {
            case .files:
                try FileReplica(
                    path: "\(folder)/replica-\(index).db", domain: workload.domain,
                    clock: clock.now, random: chance.draw)
            case .memory:
                MemoryReplica(domain: workload.domain, clock: clock.now, random: chance.draw)
            }
        people.append(
            Person(
                node: node, role: role,
                fingerprint: original?.fingerprint ?? Hash256(of: Array("device \(index)".utf8)),
                clock: clock))
        images.append(nil)
    }

    private func join(_ index: Int) throws {
        let person = people[index]
        var dice = SeededRandom(seed: UInt64(index))
        let subjects =
            index == 0
            ? []
            : try people[0].node.drawn { rows in
                try workload.subjects(of: person.role, reading: rows, dice: &dice)
            }
        let member = try core.addMember(
            name: "person \(index)", role: person.role, assignedTo: subjects, now: chance.now)
        let secret = try core.invite(
            member: member, validMilliseconds: 86_400_000, now: chance.now
        ).secret
        let session = core.connected(person.fingerprint, now: chance.now)
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
                people[who % people.count].clock.skew = milliseconds
            case .restartOffice: try reopen()
            case .upgradeOffice:
                domain = PlainDomain(version: 2)
                try reopen()
            case .backUp:
                filesMade += 1
                let path = "\(folder)/backup-\(filesMade).db"
                let sequence = try core.copyDatabase(to: path)
                try core.markBackedUp(through: sequence)
                backup = path
            case .officeGoesBack(let keepsMark): try officeGoesBack(keepsMark: keepsMark)
            case .wait(let milliseconds): chance.advance(milliseconds)
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

    // MARK: The office's life

    private func reopen() throws {
        try core.close()
        let store = try SQLiteOfficeStore(
            path: folder + "/office.db", schema: domain.schema, mustExist: true)
        let chance = chance
        core = try OfficeCore.open(
            store, Self.parts(kind, folder), domain: domain, now: chance.now,
            random: chance.draw)
    }

    private func officeGoesBack(keepsMark: Bool) throws {
        guard let backup else { return }
        try core.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: "\(folder)/office.db\(suffix)")
        }
        try FileManager.default.copyItem(atPath: backup, toPath: folder + "/office.db")
        if !keepsMark {
            try? FileManager.default.removeItem(atPath: folder + "/office.mark")
        }
        try reopen()
    }

    // MARK: The line

    /// - Parameter deliveriesMax: after how many parcels the line breaks; `nil` for never.
    private func sync(
        _ who: Int, _ dice: SeededRandom, deliveriesMax: Int? = nil
    ) throws -> [String] {
        let person = people[who]
        var dice = dice
        let session = core.connected(person.fingerprint, now: chance.now)
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
            chance.advance(20)
        }
        if let failure = person.node.failure { said.append("failed: \(failure)") }
        return said + [TownTalk.line(person.node.report)]
    }

    private func answers(
        to parcel: Parcel, in session: Int
    ) throws -> (parcels: [Parcel], isClosed: Bool) {
        let message = try parcel.message(domain.schema)
        var rest = core.received(message, in: session, now: chance.now)[...]
        var parcels: [Parcel] = []
        while let action = rest.popFirst() {
            switch action {
            case .send(let message):
                parcels.append(
                    kind == .files
                        ? .frame(try message.frame(schema: domain.schema)) : .message(message))
            case .sendFrame(let frame): parcels.append(.frame(frame))
            case .judge(let push):
                let pushes = [(session: session, push: push)]
                rest = core.admit(pushes, now: chance.now).flatMap { $0 } + rest
            case .continueFeed: rest = core.nextPage(in: session, now: chance.now) + rest
            case .close: return (parcels, true)
            }
        }
        return (parcels, false)
    }
}

/// A device's own idea of the time.
final class SkewedClock: @unchecked Sendable {
    private let chance: Chance
    var skew: Milliseconds = 0

    init(_ chance: Chance) {
        self.chance = chance
    }

    func now() -> Milliseconds { chance.now + skew }
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

internal import Foundation
internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// What may happen in a world; drawn or set per seed.
public struct WorldOptions: Sendable {
    public var seed: UInt64
    public var steps: Int
    /// Of a hundred steps: local work, sessions that run to their end, sessions that are cut; the rest
    /// restarts a replica or the office.
    public var workPercent = 55
    public var syncPercent = 25
    public var cutPercent = 12

    public init(seed: UInt64, steps: Int) {
        self.seed = seed
        self.steps = steps
    }
}

/// Replicas and an office with real databases, on virtual time and a line that breaks. Everything is drawn
/// from one seed.
public final class World {
    let office: SimulatedOffice
    private(set) var replicas: [SimulatedReplica] = []
    let workload: any Workload
    let chance: Chance
    let options: WorldOptions
    /// What has happened so far.
    public private(set) var tally = Tally()
    private let folder: String

    /// - Parameter folder: an empty folder for the databases.
    public init(_ workload: any Workload, _ options: WorldOptions, in folder: String) throws {
        self.workload = workload
        self.options = options
        self.folder = folder
        self.chance = Chance(seed: options.seed, startingAt: 1_800_000_000_000)
        self.office = try SimulatedOffice(
            in: folder + "/office", domain: workload.domain, chance: chance)
        for (index, role) in workload.roles.enumerated() {
            let replica = try SimulatedReplica(
                index, in: folder, domain: workload.domain, chance: chance)
            replicas.append(replica)
            try join(replica, role: role)
            if index == 0 {
                try workload.prepare(replica.replica, chance: chance)
            }
            _ = try Line(replica, office, chance).sync()
        }
    }

    private func join(_ replica: SimulatedReplica, role: String) throws {
        let subjects = try workload.subjects(of: role, in: office.core.rows(in:))
        let secret = try office.invite(
            name: "\(role) \(replica.index)", role: role, assignedTo: subjects)
        let session = office.core.connected(replica.fingerprint, now: chance.now)
        defer { office.core.disconnected(session) }
        let frame = try replica.replica.enrolmentFrame(
            deployment: office.deployment, secret: secret, name: "laptop \(replica.index)")
        for answer in office.received(frame, in: session).frames {
            let message = try Message(frame: answer, schema: workload.domain.schema)
            guard case .enrolled(let enrolled) = message else {
                throw Violation("enrolment", "\(message)")
            }
            _ = try replica.replica.finishEnrolment(
                enrolled, deployment: office.deployment, sent: chance.now,
                office: Hash256(of: Array("office".utf8)), addresses: [])
        }
    }

    /// Chaos, then a sound line until nothing is left to say.
    ///
    /// - Throws: `Violation` for the first promise that was not kept.
    public func run() throws {
        for step in 0..<options.steps {
            do {
                try self.step()
            } catch let violation as Violation {
                throw violation
            } catch {
                throw Violation("step \(step)", "\(error)")
            }
        }
        try settle()
        for checker in checkers { try checker(self) }
        tally.outcomes = try office.core.rows(in: SystemTables.outcome.id).count
    }

    private func step() throws {
        chance.advance(Milliseconds(chance.below(600_000)))
        guard let replica = replicas[chance.below(replicas.count)] as SimulatedReplica? else {
            return
        }
        switch chance.below(100) {
        case ..<options.workPercent:
            tally.sets += try replica.work(workload)
        case ..<(options.workPercent + options.syncPercent):
            try accept(Line(replica, office, chance).sync())
        case ..<(options.workPercent + options.syncPercent + options.cutPercent):
            try accept(Line(replica, office, chance).sync(framesMax: chance.below(8)))
        case let rest where rest.isMultiple(of: 2):
            tally.restarts += 1
            try replica.restart()
        default:
            tally.restarts += 1
            try office.restart()
        }
    }

    /// Every replica syncs twice in a row of rounds, so that all verdicts and all their consequences are seen.
    private func settle() throws {
        for _ in 0..<3 {
            for replica in replicas {
                chance.advance(60_000)
                try accept(Line(replica, office, chance).sync())
            }
        }
    }

    private func accept(_ end: Line.End) throws {
        switch end {
        case .cut:
            tally.cuts += 1
        case .failed(let why): throw Violation("liveness", why)
        case .finished(let report):
            tally.syncs += 1
            tally.admitted += report.admitted
            tally.returned += report.returned
            guard report.repaired == 0, report.scopesDiffering == 0 else {
                throw Violation(
                    "digest",
                    "\(report.repaired) rows repaired, \(report.scopesDiffering) scopes differ")
            }
        }
    }
}

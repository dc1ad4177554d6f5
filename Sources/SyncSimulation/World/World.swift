package import SyncEngine
internal import SyncOffice
package import SyncProtocol

/// Replicas and an office on virtual time, over lines that break, run by people and operators who err.
///
/// Everything is drawn from one seed: the same options and steps make the same world, event by event, which
/// `trace` proves. The world takes the place of both shells: it carries parcels, tells the time and ends
/// processes; every decision is the real code's.
///
/// ```swift
/// let world = try World(seed: 7, profile: .network, backend: .memory)
/// try world.run()
/// ```
package final class World {
    package let options: WorldOptions
    package let steps: [Step]
    package let workload: any Workload
    package let checkers: [any Checker]
    /// Everybody with a device, in the order in which they came. Never shrinks.
    package internal(set) var replicas: [Person] = []
    package let office: any OfficeNode
    package let officeClock: DeviceClock
    /// The schema version of the office's program.
    package internal(set) var officeVersion = 1
    package internal(set) var tally = Tally()
    package internal(set) var coverage = Coverage()
    package internal(set) var trace = Trace()
    /// How many of the steps have been begun.
    package internal(set) var stepsBegun = 0
    /// Is told what happens, a line at a time.
    package var story: ((String) -> Void)?

    let time = VirtualTime()
    let factory: any NodeFactory
    let domains: [any Domain]
    var queue = EventQueue<Event>()
    var connections: [Int: Connection] = [:]
    var connectionsMade = 0
    /// By the office's number of the session.
    var connectionOfSession: [Int: Connection] = [:]
    /// Pushes that wait for the next commit.
    var waitingPushes: [(connection: Connection, push: Push)] = []
    var isCommitPlanned = false
    /// The newest backup, and when it was made.
    var backup: (image: NodeImage, at: Milliseconds)?
    /// Pushes that crossed the wire, for somebody who recorded them.
    var recorded: [Recording] = []
    /// The device whose program is not ours, once there is one; another when the office will not have it.
    var forger: Forger?
    var forgersMade = 0
    var isHealed = false
    /// Those of nodes that are at work just now.
    var exposedDisks: [any FaultyDisk] = []
    var officeDiskMayFail = false

    /// The world's true time.
    package var now: Milliseconds { time.now }

    /// What the program of this person's device knows.
    package func domain(of person: Person) -> any Domain { domains[person.version - 1] }

    /// What the office's program knows.
    package var officeDomain: any Domain { domains[officeVersion - 1] }

    /// A world with all that is drawn from its seed.
    package convenience init(
        seed: UInt64, profile: Profile = .all, backend: Backend, workload: (any Workload)? = nil
    ) throws {
        try self.init(
            WorldOptions(seed: seed, profile: profile, backend: backend), workload: workload)
    }

    /// - Parameters:
    ///   - steps: those that the options draw when `nil`.
    ///   - workload: the backend's own when `nil`.
    package init(
        _ options: WorldOptions, steps: [Step]? = nil, workload: (any Workload)? = nil,
        checkers: [any Checker]? = nil
    ) throws {
        self.options = options
        self.steps = steps ?? options.plan()
        let workload = workload ?? options.backend.workload
        self.workload = workload
        self.checkers = checkers ?? allCheckers()
        self.domains = (1...workload.versions).map { workload.domain(version: $0) }
        self.factory = try options.backend.makeFactory()
        let clock = DeviceClock(time, .right)
        self.officeClock = clock
        let dice = Dice(seed: options.seed ^ 0x4F46_4649_4345)
        self.office = try factory.makeOffice(
            NodeSetting(
                name: "office", domain: domains[0], clock: { clock.now }, random: { dice.draw() }))
        holdFaults(of: office)
        try begin()
    }

    /// All steps, then everything must come right.
    ///
    /// - Throws: `Violation` for the first promise that was not kept.
    package func run() throws {
        for step in steps {
            try advance(to: now + step.wait)
            stepsBegun += 1
            try carryOut(step)
            if stepsBegun.isMultiple(of: options.checkEvery) {
                for checker in checkers { try checker.check(self) }
            }
        }
        try heal()
        try live()
        if try listen() { try live() }
        for checker in checkers { try checker.checkAtRest(self) }
        try quiet()
        try finish()
    }

    /// The first members join and sync, on sound lines.
    private func begin() throws {
        var dice = SeededRandom(seed: options.seed ^ 0x4A4F_494E)
        for index in 0..<options.replicas {
            let person = try addPerson(
                role: workload.role(of: index), clock: options.clocks[index], dice: &dice)
            try connect(person, isLive: false, dice: dice.split())
            try settleSessions()
            if index == 0 {
                var own = dice.split()
                try write(person) { [workload] rows, makeRowID in
                    try workload.prepare(rows, makeRowID: makeRowID, dice: &own)
                }
                try connect(person, isLive: false, dice: dice.split())
                try settleSessions()
            }
        }
    }

    private func finish() throws {
        tally.outcomes += try office.core.rows(in: SystemTables.outcome.id).count
        trace.add(try office.core.mark())
        for person in replicas { trace.add(try person.node.cursor()) }
    }

    func tell(_ event: WorldEvent) throws {
        if story != nil { tellStory(of: event) }
        try watching {
            for checker in checkers { try checker.saw(event, in: self) }
        }
    }

    /// A person whom the office knows, with a device that has not joined.
    func addPerson(
        role: String, member known: RowID? = nil, clock model: ClockModel,
        dice: inout SeededRandom
    ) throws -> Person {
        let index = replicas.count
        let subjects = try workload.subjects(of: role, in: office.core.rows(in:))
        let member =
            try known
            ?? office.core.addMember(
                name: "\(role) \(index)", role: role, assignedTo: subjects, now: officeClock.now)
        let invite = try office.core.invite(
            member: member, validMilliseconds: 30 * 86_400_000, now: officeClock.now)
        let clock = DeviceClock(time, model)
        let own = Dice(seed: dice.next())
        let node = try factory.makeReplica(
            NodeSetting(
                name: "replica-\(index)", domain: domains[0], clock: { clock.now },
                random: { own.draw() }, pushLimit: options.pushLimit))
        let person = Person(
            index, node, role: role, clock: clock,
            fingerprint: Hash256(of: Array("device \(index)".utf8)), version: 1, member: member,
            secret: invite.secret)
        person.identityAt = now
        holdFaults(of: node)
        replicas.append(person)
        try wakeListeners()
        return person
    }
}

internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// After the steps: faults end, then everything must come right by itself, and then be quiet.
extension World {
    /// All faults end, and often everybody is restarted in good order. Clocks may stay wrong.
    func heal() throws {
        for person in replicas {
            person.link = Link()
            person.diskMayFail = false
            (person.node as? any FaultyDisk)?.mend()
        }
        officeDiskMayFail = false
        (office as? any FaultyDisk)?.mend()
        // Sometimes nobody restarts anything: what hangs must come loose by itself.
        var dice = SeededRandom(seed: options.seed ^ 0x4845_414C)
        if dice.chance(50) {
            try restartOffice(.nothing)
            for person in replicas { try restart(person, .nothing) }
        } else {
            for connection in connections.values.sorted(by: { $0.number < $1.number }) {
                unclog(connection)
            }
        }
        isHealed = true
        try tell(.healed)
    }

    /// By when everything must have come right, in virtual time after the faults ended.
    private static let settleMilliseconds: Milliseconds = 45 * 60_000

    /// Each replica syncs on its own schedule, with its back-off, nobody doing anything.
    func live() throws {
        let end = now + Self.settleMilliseconds
        for person in replicas {
            person.backOff = BackOff()
            person.goodSyncs = 0
            planWake(person, after: Milliseconds(1 + person.index * 700))
        }
        var synced = -1
        while true {
            if tally.syncs != synced {
                synced = tally.syncs
                if try isSettled() { return }
            }
            guard try advanceOnce(by: end) else { break }
        }
        try complain()
    }

    private func isSettled() throws -> Bool {
        for person in replicas where !person.isShutOut {
            guard try whatIsLeft(person) == nil else { return false }
        }
        return true
    }

    /// What a person still waits for.
    private func whatIsLeft(_ person: Person) throws -> String? {
        guard person.isEnrolled else { return "not enrolled" }
        guard person.goodSyncs >= 2 else { return "\(person.goodSyncs) good syncs" }
        guard person.connection == nil else { return "in session" }
        guard try person.node.cursor().sequence == office.core.mark().sequence else {
            return "behind"
        }
        for entry in try person.node.outbox() {
            switch entry.state {
            case .pending, .sealed: return "set \(entry.entry) without a verdict"
            case .admitted where entry.isDrawn, .returned where entry.isDrawn:
                return "set \(entry.entry) still drawn on top"
            case .admitted, .returned, .held, .discarded, .retried: continue
            }
        }
        return nil
    }

    private func complain() throws {
        for person in replicas where !person.isShutOut {
            guard let left = try whatIsLeft(person) else { continue }
            let minutes = Self.settleMilliseconds / 60_000
            throw Violation(
                "everything settles",
                "replica \(person.index) \(minutes) minutes after the faults: \(left)",
                kind: .liveness)
        }
    }

    /// The schedule of a person who does nothing: after a session, a while; after a failure, the back-off.
    func planWake(_ person: Person, after delay: Milliseconds) {
        guard isHealed else { return }
        queue.plan(.wake(person), at: now + delay)
    }

    func wake(_ person: Person) throws {
        guard isHealed, !person.isShutOut, person.connection == nil else { return }
        let seed = UInt64(bitPattern: now) ^ UInt64(person.index) << 56
        try connect(person, isLive: false, dice: SeededRandom(seed: seed))
    }

    /// How often the office may do something by itself, as at a deadline, before all is quiet.
    private static let deadlinesAtMost = 100

    /// When all agree, the next sync moves next to nothing and changes no row.
    ///
    /// The time that the syncs take may bring a deadline: then all fetch what the office did, and are quiet after.
    func quiet() throws {
        for round in 0..<Self.deadlinesAtMost {
            var isQuiet = true
            for person in replicas where !person.isShutOut {
                let cursor = try person.node.cursor()
                let report = try syncAtRest(person)
                guard !report.isQuiet else { continue }
                isQuiet = false
                guard try office.core.mark().sequence != cursor.sequence else {
                    throw Violation("quiet", "replica \(person.index): \(report.inShort)")
                }
            }
            if isQuiet {
                // What came of deadlines has been fetched by all.
                if round > 0 { for checker in checkers { try checker.checkAtRest(self) } }
                return
            }
        }
        throw Violation("quiet", "the office never comes to rest")
    }

    private func syncAtRest(_ person: Person) throws -> SyncReport {
        let syncs = tally.syncs
        let seed = UInt64(bitPattern: now)
        try connect(person, isLive: false, dice: SeededRandom(seed: seed))
        while person.connection != nil {
            guard try advanceOnce(by: now + 600_000) else { break }
        }
        guard tally.syncs > syncs else {
            throw Violation("quiet", "replica \(person.index) did not finish")
        }
        return person.node.report
    }
}

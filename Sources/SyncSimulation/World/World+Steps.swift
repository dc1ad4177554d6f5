internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// What steps do.
extension World {
    func carryOut(_ step: Step) throws {
        var dice = SeededRandom(seed: step.dice)
        let person = replicas[step.who % replicas.count]
        trace.add(step.dice)
        tellStory("step \(stepsBegun) \(step.kind.rawValue) on replica \(person.index)")
        let (state, fault) = (state(of: person), person.lastFault)
        guard try perform(step.kind, person, &dice) else { return }
        coverage.add(step.kind, state, fault)
        tally.steps[step.kind, default: 0] += 1
    }

    /// - Returns: whether it could be done.
    private func perform(
        _ kind: Step.Kind, _ person: Person, _ dice: inout SeededRandom
    ) throws -> Bool {
        switch kind {
        case .work: return try work(person, &dice)
        case .burst:
            for _ in 0..<(2 + dice.below(8)) { _ = try work(person, &dice) }
            return true
        case .retry, .discard: return try tidyTray(person, retries: kind == .retry, &dice)
        case .sync, .goLive, .cutSync, .loseReply: return try sync(kind, person, &dice)
        case .hangUp, .cutLink, .healLink, .clog, .unclog, .slow, .flap, .replay, .forge:
            return try trouble(kind, person, &dice)
        case .restartReplica: return try end(person, .nothing)
        case .killReplica: return try end(person, .process)
        case .powerReplica: return try end(person, .power)
        case .restartOffice: return try endOffice(.nothing)
        case .killOffice: return try endOffice(.process)
        case .powerOffice: return try endOffice(.power)
        case .backup, .restoreOffice, .restoreBlind, .image, .restoreReplica, .clone, .enrol,
            .revoke, .assign, .unassign, .deactivate, .upgradeReplica, .upgradeOffice,
            .retire:
            return try operate(kind, person, &dice)
        case .stepClock, .breakClock, .stepOfficeClock: return try turn(kind, person, &dice)
        case .failReplicaDisk, .failOfficeDisk: return failDisk(kind, person, &dice)
        case .rest:
            try advance(to: now + Milliseconds(dice.below(3_600_000)))
            return true
        }
    }

    private func state(of person: Person) -> Coverage.State {
        if person.connection?.isLive == true { return .live }
        if person.hasStaged { return .staged }
        if person.hasSealed { return .sealed }
        if person.hasPending { return .pending }
        return person.hasReturned ? .returned : .clean
    }

    // MARK: People

    func work(_ person: Person, _ dice: inout SeededRandom) throws -> Bool {
        let sets = tally.sets
        var own = dice.split()
        try write(person) { [workload] rows, makeRowID in
            try workload.act(
                as: person.role, reading: rows, makeRowID: makeRowID, dice: &own)
        }
        return tally.sets > sets
    }

    private func tidyTray(
        _ person: Person, retries: Bool, _ dice: inout SeededRandom
    ) throws -> Bool {
        var isDone = false
        try ask(person, "tidy the tray") { node in
            let returned = try node.outbox().filter(\.isReturned)
            guard let entry = dice.pick(returned) else {
                person.hasReturned = false
                return
            }
            do {
                if retries {
                    let made = try node.retry(entry.entry)
                    let all = try node.outbox()
                    for new in all where made.contains(new.entry) {
                        try wrote(person, new.entry, new.changes)
                    }
                } else {
                    try tell(.discards(replica: person.index, entry: entry.entry))
                    try node.discard(entry.entry)
                }
                for entry in try node.outbox()
                where entry.state == .discarded || entry.state == .retried {
                    person.givenUp.insert(entry.entry)
                }
                person.hasReturned = try node.outbox().contains(where: \.isReturned)
                isDone = true
            } catch let error as ReplicaError where error.code == .rowGone {
                return
            }
        }
        try pushLive(person)
        return isDone
    }

    // MARK: Sessions

    private func sync(
        _ kind: Step.Kind, _ person: Person, _ dice: inout SeededRandom
    ) throws -> Bool {
        guard person.connection == nil else { return false }
        var budgets: (up: Int?, down: Int?) = (nil, nil)
        let most = options.framesAreBytes ? dice.pick([300, 2_000, 20_000]) ?? 300 : 9
        switch kind {
        case .cutSync:
            if dice.chance(50) {
                budgets.up = dice.below(most)
            } else {
                budgets.down = dice.below(most)
            }
        case .loseReply:
            // Whatever goes up arrives; the answers break off.
            budgets.down = dice.below(options.framesAreBytes ? 200 : 3)
        default: break
        }
        let isLive = kind == .goLive || dice.chance(options.livePercent)
        try connect(person, isLive: isLive, budgets: budgets, dice: dice.split())
        return true
    }

    // MARK: Processes

    private func end(_ person: Person, _ loss: Loss) throws -> Bool {
        try restart(person, loss)
        if loss != .nothing { person.lastFault = loss == .power ? .power : .crash }
        return true
    }

    private func endOffice(_ loss: Loss) throws -> Bool {
        try restartOffice(loss)
        return true
    }

    func restart(_ person: Person, _ loss: Loss, domain: (any Domain)? = nil) throws {
        dropConnection(of: person)
        do {
            try withSoundDisk(of: person.node) {
                try person.node.restart($0 ?? loss, domain: domain)
            }
        } catch {
            throw Violation(
                "reopens", "replica \(person.index) after \(loss): \(error)", kind: .crash)
        }
        try tell(.restarted(replica: person.index, loss))
    }

    /// A start that a failing or full disk prevents is tried again when somebody has seen to the disk.
    private func withSoundDisk(of node: AnyObject, _ start: (Loss?) throws -> Void) throws {
        do {
            try exposed(node) { try start(nil) }
        } catch {
            guard let disk = node as? any FaultyDisk else { throw error }
            disk.mend()
            try start(.process)
        }
    }

    /// The process is gone; the office learns of it when bytes do not come.
    func dropConnection(of person: Person) {
        guard let connection = person.connection else { return }
        connection.isOnAtReplica = false
        person.connection = nil
        tellEnd(of: connection, toReplica: false)
    }

    func restartOffice(_ loss: Loss, domain: (any Domain)? = nil) throws {
        dropAllAtOffice()
        do {
            try withSoundDisk(of: office) { try office.restart($0 ?? loss, domain: domain) }
        } catch {
            throw Violation("reopens", "office after \(loss): \(error)", kind: .crash)
        }
        try tell(.officeRestarted(loss))
    }

    func dropAllAtOffice() {
        waitingPushes = []
        for number in connections.keys.sorted() {
            guard let connection = connections[number] else { continue }
            connection.isOnAtOffice = false
            tellEnd(of: connection, toReplica: true)
        }
        connections = [:]
        connectionOfSession = [:]
    }
}

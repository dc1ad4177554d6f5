internal import SyncOffice
internal import SyncProtocol

/// What goes wrong on the way, and with clocks and disks.
extension World {
    func trouble(
        _ kind: Step.Kind, _ person: Person, _ dice: inout SeededRandom
    ) throws -> Bool {
        switch kind {
        case .hangUp:
            guard let connection = person.connection else { return false }
            hangUp(person, connection)
            ended(person, .none)
        case .cutLink:
            let way = dice.below(3)
            person.link.isCut = [way != 1, way != 0]
            person.lastFault = .partition
        case .healLink:
            guard !person.link.isSound || person.link.delay > 0 else { return false }
            heal(person)
        case .clog:
            person.link.isClogged = true
            person.lastFault = .partition
        case .unclog:
            // One of those that are clogged, in another order than they were clogged in.
            guard let other = dice.pick(replicas.filter(\.link.isClogged)) else { return false }
            heal(other)
        case .slow:
            person.link.delay = Milliseconds(dice.below(20_000))
        case .flap:
            try flap(person, &dice)
        case .replay:
            return try replay(&dice)
        case .forge:
            return try forge(&dice)
        default:
            return false
        }
        return true
    }

    private func heal(_ person: Person) {
        person.link = Link()
        if let connection = person.connection { unclog(connection) }
    }

    /// The link comes and goes; each time the program tries again.
    private func flap(_ person: Person, _ dice: inout SeededRandom) throws {
        for _ in 0..<(2 + dice.below(5)) {
            let most = options.framesAreBytes ? 600 : 5
            let budget = dice.below(most)
            try connect(
                person, isLive: false,
                budgets: dice.chance(50) ? (budget, nil) : (nil, budget), dice: dice.split())
            try advance(to: now + Milliseconds(dice.below(2 * options.latency + 60)))
        }
    }

    // MARK: Somebody who replays

    private static let recordingsMax = 24

    func record(_ message: Message, _ connection: Connection) {
        guard case .push(let push) = message, let index = connection.person,
            options.weights.contains(where: { $0.kind == .replay })
        else {
            if case .hello(let hello) = message { connection.hello = hello }
            return
        }
        guard let hello = connection.hello else { return }
        if recorded.count >= Self.recordingsMax { recorded.removeFirst() }
        recorded.append(
            Recording(fingerprint: replicas[index].fingerprint, hello: hello, pushes: [push]))
    }

    /// Old pushes once more, some twice, in any order, on a connection of their own.
    private func replay(_ dice: inout SeededRandom) throws -> Bool {
        guard let recording = dice.pick(recorded) else { return false }
        let connection = connectStranger(recording.fingerprint, dice: dice.split())
        connection.isOnAtReplica = false
        var pushes = recorded.filter { $0.hello.device == recording.hello.device }.flatMap(\.pushes)
        pushes += pushes.prefix(dice.below(pushes.count + 1))
        for place in pushes.indices.reversed() {
            pushes.swapAt(place, dice.below(place + 1))
        }
        let messages = [Message.hello(recording.hello)] + pushes.map(Message.push)
        try send(messages.map(Parcel.message), .up, on: connection)
        let after = connection[.up].lastDue + 1
        queue.plan(.lost(connection, atReplica: false), at: after)
        return true
    }

    /// A sound line of somebody whose program is not ours.
    func connectStranger(_ fingerprint: Hash256, dice: SeededRandom) -> Connection {
        let session = office.core.connected(fingerprint, now: officeClock.now)
        connectionsMade += 1
        let connection = Connection(
            connectionsMade, person: nil, session: session, isLive: false, dice: dice)
        connections[connection.number] = connection
        connectionOfSession[session] = connection
        planTick(connection)
        return connection
    }

    // MARK: Clocks and disks

    func turn(
        _ kind: Step.Kind, _ person: Person, _ dice: inout SeededRandom
    ) throws -> Bool {
        switch kind {
        case .stepClock:
            let unit = dice.pick([1_000, 3_600_000, 86_400_000]) ?? 1_000
            person.clock.step(Milliseconds((dice.below(41) - 20) * unit))
        case .breakClock:
            person.clock.set(WorldOptions.wrongClock(&dice))
        default:
            try tell(.officeClockTurns)
            officeClock.step(Milliseconds(dice.below(20_001) - 10_000))
            return true
        }
        person.lastFault = .clock
        return true
    }

    func failDisk(_ kind: Step.Kind, _ person: Person, _ dice: inout SeededRandom) -> Bool {
        if kind == .failReplicaDisk {
            guard let disk = person.node as? any FaultyDisk else { return false }
            person.diskMayFail = true
            person.lastFault = .disk
            disk.failSoon(dice.next())
        } else {
            guard let disk = office as? any FaultyDisk else { return false }
            officeDiskMayFail = true
            disk.failSoon(dice.next())
        }
        return true
    }
}

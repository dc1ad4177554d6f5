internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// The replica's end of connections.
extension World {
    /// - Parameter budgets: what may pass, up and down, before the line breaks.
    func connect(
        _ person: Person, isLive: Bool, budgets: (up: Int?, down: Int?) = (nil, nil),
        dice: SeededRandom
    ) throws {
        guard person.connection == nil else { return }
        // Without both ways there is no connection.
        guard person.link.isCut == [false, false], !person.link.isClogged else {
            return ended(person, .partition)
        }
        let session = office.core.connected(person.fingerprint, now: officeClock.now)
        tellStory("replica \(person.index) connects as \(session)\(isLive ? " live" : "")")
        connectionsMade += 1
        let connection = Connection(
            connectionsMade, person: person.index, session: session, isLive: isLive, dice: dice)
        connection[.up].budget = budgets.up
        connection[.down].budget = budgets.down
        connections[connection.number] = connection
        connectionOfSession[session] = connection
        person.connection = connection
        planTick(connection)
        if isLive {
            let lasts = connection.dice.chance(50) ? 5_000 : 300_000
            queue.plan(.lid(connection), at: now + Milliseconds(connection.dice.below(lasts)))
        }
        try ask(person, "connect") { node in
            if let secret = person.secret {
                person.askedAt = now
                let parcel = try node.enrolment(
                    deployment: office.core.deployment, secret: secret,
                    name: "device \(person.index)")
                try send([parcel], .up, on: connection)
            } else {
                try beginSession(person, connection)
            }
        }
    }

    private func beginSession(_ person: Person, _ connection: Connection) throws {
        if person.hasPending { person.hasSealed = true }
        person.hasPending = false
        try said(person.node.connected(isLive: connection.isLive), person, connection)
    }

    func replicaReceives(_ parcel: Parcel, on connection: Connection) throws {
        guard let index = connection.person else {
            if let forger = connection.forger { try hears(parcel, forger, on: connection) }
            return
        }
        let person = replicas[index]
        try ask(person, "receive") { node in
            let message = try parcel.message(domains[person.version - 1].schema)
            if person.isEnrolled {
                let answers = try node.received(parcel)
                try heard(message, person)
                try said(answers, person, connection)
                try goOn(person, connection)
            } else {
                try heard(message, person)
                try joining(message, person, connection)
            }
        }
    }

    private func joining(
        _ message: Message, _ person: Person, _ connection: Connection
    ) throws {
        switch message {
        case .enrolled(let enrolled):
            try person.node.finishEnrolment(enrolled, deployment: office.core.deployment)
            person.secret = nil
            person.identityAt = now
            try beginSession(person, connection)
        case .refusal:
            hangUp(person, connection)
            ended(person, .none)
        default:
            throw Violation("enrolment", "\(message)")
        }
    }

    /// What a replica's message counter and checkers learn.
    private func heard(_ message: Message, _ person: Person) throws {
        switch message {
        case .verdicts(let verdicts):
            for verdict in verdicts.verdicts {
                switch verdict {
                case .admitted: tally.admitted += 1
                case .returned:
                    tally.returned += 1
                    person.hasReturned = true
                case .held: tally.held += 1
                }
            }
        case .welcome(let welcome):
            person.isShutOut = false
            if !welcome.marksConfirmed { tally.epochs += 1 }
        case .batch: person.hasStaged = true
        case .checkpoint: person.hasStaged = false
        case .reidentified(let answer):
            tally.reidentified += 1
            person.identityAt = now
            // The office may have gone back while the answer was on its way.
            if try !office.core.devices().contains(where: { $0.id == answer.device }) {
                person.mayBeRefused = true
            }
        case .refusal(let refusal):
            try refused(refusal, person)
        default: break
        }
        try tell(.heard(replica: person.index, message))
    }

    private func refused(_ refusal: Refusal, _ person: Person) throws {
        switch refusal.code {
        case .unknownDevice, .revokedDevice, .inviteUnknown, .inviteSpent:
            guard person.mayBeRefused else {
                throw Violation(
                    "access", "replica \(person.index) is refused: \(refusal.code.rawValue)")
            }
            person.isShutOut = true
        case .shuttingDown, .busy:
            break
        // Slow lines do that.
        case .outOfOrder where refusal.detail == "nothing came in time":
            break
        case .inviteExpired, .otherDeployment, .versionUnsupported, .malformed, .badSignature,
            .limitExceeded, .outOfOrder, .officeFault:
            guard officeDiskMayFail else {
                throw Violation(
                    "no crash", "the office refused: \(refusal.code.rawValue) \(refusal.detail)",
                    kind: .crash)
            }
        }
    }

    func said(_ parcels: [Parcel], _ person: Person, _ connection: Connection) throws {
        try send(parcels, .up, on: connection)
        if person.node.failure != nil {
            hangUp(person, connection)
            ended(person, .cut)
        } else if person.node.isFinished {
            try finishedInOrder(person, connection)
        }
    }

    /// What the shell does after each frame.
    private func goOn(_ person: Person, _ connection: Connection) throws {
        guard connection.isOnAtReplica, connection.isLive else { return }
        let isResting = person.node.isResting
        if isResting, !connection.wasResting {
            try said(person.node.localChange(), person, connection)
            person.hasPending = false
            person.goodSyncs += 1
        }
        connection.wasResting = connection.isOnAtReplica && person.node.isResting
    }

    private func finishedInOrder(_ person: Person, _ connection: Connection) throws {
        tally.syncs += 1
        person.goodSyncs += 1
        person.hasSealed = person.hasPending
        person.lastFault = .none
        trace.add(try person.node.cursor())
        hangUp(person, connection)
        person.backOff.succeeded()
        try tell(.synced(replica: person.index))
        planWake(person, after: 30_000)
    }

    /// A session ended otherwise than in good order.
    func ended(_ person: Person, _ fault: Coverage.Fault) {
        tally.cuts += 1
        tellStory("replica \(person.index) ends a session early, \(fault.rawValue)")
        if fault != .none { person.lastFault = fault }
        var dice = SeededRandom(seed: UInt64(bitPattern: now) &+ UInt64(person.index))
        planWake(person, after: person.backOff.failed(random: dice.next()))
    }

    /// The replica closes its end. What it sent before still arrives.
    func hangUp(_ person: Person, _ connection: Connection) {
        connection.isOnAtReplica = false
        if person.connection === connection {
            person.connection = nil
            person.node.disconnected()
        }
        tellEnd(of: connection, toReplica: false)
    }

    func lostAtReplica(_ connection: Connection) throws {
        guard connection.isOnAtReplica else { return }
        connection.isOnAtReplica = false
        guard let index = connection.person else { return }
        let person = replicas[index]
        guard person.connection === connection else { return }
        person.connection = nil
        person.node.disconnected()
        ended(person, person.hasSealed ? .lostReply : .cut)
    }

    /// Does something with a person's node; a disk that failed ends its process, anything else that is thrown
    /// breaks the promise that nothing crashes.
    func ask(
        _ person: Person, _ what: String, _ body: (any ReplicaNode) throws -> Void
    ) throws {
        do {
            try exposed(person.node) { try body(person.node) }
        } catch let violation as Violation {
            throw violation
        } catch {
            guard person.diskMayFail else {
                throw Violation(
                    "no crash", "replica \(person.index) \(what): \(error)", kind: .crash)
            }
            try restart(person, .process)
            person.lastFault = .disk
        }
    }

    /// One local transaction.
    func write(
        _ person: Person,
        _ body: @escaping (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws {
        var made: [Change] = []
        try ask(person, "write") { node in
            let entry = try node.write { rows, makeRowID in
                made = try body(rows, makeRowID)
                return made
            }
            guard let entry else { return }
            try wrote(person, entry, made)
        }
        try pushLive(person)
    }

    func wrote(_ person: Person, _ entry: Int64, _ changes: [Change]) throws {
        tally.sets += 1
        person.promised[entry] = changes
        person.hasPending = true
        trace.add(person.index)
        trace.add(UInt64(bitPattern: entry))
        try tell(.wrote(replica: person.index, entry: entry, changes: changes))
    }

    /// A live session sends new work at once.
    func pushLive(_ person: Person) throws {
        guard let connection = person.connection, connection.isLive, person.isEnrolled else {
            return
        }
        try ask(person, "push live work") { node in
            try said(node.localChange(), person, connection)
            connection.wasResting = node.isResting
        }
    }
}

internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// The office's end of connections: what its shell does, one event after another for each connection.
extension World {
    func officeReceives(_ parcel: Parcel, on connection: Connection) throws {
        let message: Message
        do throws(WireError) {
            message = try parcel.message(officeDomain.schema)
        } catch {
            let session = connection.session
            return try officeDoes(connection) { $0.receivedGarbage(error, in: session) }
        }
        record(message, connection)
        connection.inbox.append(message)
        try readInbox(connection)
    }

    private func readInbox(_ connection: Connection) throws {
        while connection.isOnAtOffice, !connection.isJudging, !connection.inbox.isEmpty {
            let message = connection.inbox.removeFirst()
            let (session, clock) = (connection.session, officeClock.now)
            try tell(.officeHears(session: session, message))
            try officeDoes(connection) { $0.received(message, in: session, now: clock) }
        }
    }

    /// Lets the core do something, carries out what it orders, and wakes whom that concerns.
    func officeDoes(
        _ connection: Connection, _ body: (OfficeCore) throws -> [OfficeAction]
    ) throws {
        try askOffice { try carryOut(body($0), on: connection) }
        try wakeListeners()
    }

    /// Anything that is thrown breaks the promise that nothing crashes, but for a disk that failed.
    func askOffice(_ body: (OfficeCore) throws -> Void) throws {
        do {
            try exposed(office) { try body(office.core) }
        } catch let violation as Violation {
            throw violation
        } catch {
            guard officeDiskMayFail else {
                throw Violation("no crash", "office: \(error)", kind: .crash)
            }
            try restartOffice(.process)
        }
    }

    private func carryOut(_ actions: [OfficeAction], on connection: Connection) throws {
        var rest = actions[...]
        while let action = rest.popFirst() {
            guard connection.isOnAtOffice else { return }
            switch action {
            case .send(let message):
                try say(message, .message(message), on: connection)
            case .sendFrame(let frame):
                let message = try Message(frame: frame, schema: officeDomain.schema)
                try say(message, .frame(frame), on: connection)
            case .judge(let push):
                connection.isJudging = true
                connection.rest = Array(rest)
                waitingPushes.append((connection, push))
                return planCommit(connection)
            case .continueFeed:
                let core = office.core
                rest = core.nextPage(in: connection.session, now: officeClock.now) + rest
            case .close:
                closeAtOffice(connection)
            }
        }
    }

    private func say(_ message: Message, _ parcel: Parcel, on connection: Connection) throws {
        if case .refusal(let refusal) = message, refusal.code == .officeFault,
            !officeDiskMayFail
        {
            throw Violation("no crash", "office fault: \(refusal.detail)", kind: .crash)
        }
        try tell(
            .officeSaid(session: connection.session, replica: connection.person, message))
        try send([parcel], .down, on: connection)
    }

    /// What waits when the disk is ready shares one commit.
    private func planCommit(_ connection: Connection) {
        guard !isCommitPlanned else { return }
        isCommitPlanned = true
        queue.plan(.commit, at: now + 1 + Milliseconds(connection.dice.below(20)))
    }

    private static let pushesMax = 64

    func commit() throws {
        isCommitPlanned = false
        let batch = Array(waitingPushes.prefix(Self.pushesMax))
        waitingPushes.removeFirst(batch.count)
        guard let first = batch.first else { return }
        if batch.count > 1 { tally.sharedCommits += 1 }
        if !waitingPushes.isEmpty { planCommit(first.connection) }
        let pushes = batch.map { (session: $0.connection.session, push: $0.push) }
        try askOffice { core in
            let answers = core.admit(pushes, now: officeClock.now)
            for ((connection, _), answer) in zip(batch, answers) {
                connection.isJudging = false
                let rest = connection.rest
                connection.rest = []
                try carryOut(answer + rest, on: connection)
                if connection.mustClose {
                    closeAtOffice(connection)
                    continue
                }
                if connection.isWoken {
                    connection.isWoken = false
                    try tellNews(connection)
                }
                try readInbox(connection)
            }
        }
        try wakeListeners()
    }

    /// Live connections hear of what was committed.
    func wakeListeners() throws {
        while true {
            let woken = office.core.takeWoken().compactMap { connectionOfSession[$0] }
            guard !woken.isEmpty else { return }
            for connection in woken where connection.isOnAtOffice {
                // One thing after another on each connection.
                connection.isWoken = connection.isJudging
                if !connection.isJudging { try tellNews(connection) }
            }
        }
    }

    private func tellNews(_ connection: Connection) throws {
        let (session, clock) = (connection.session, officeClock.now)
        try askOffice { try carryOut($0.news(in: session, now: clock), on: connection) }
    }

    func lostAtOffice(_ connection: Connection) throws {
        if connection.isJudging {
            connection.mustClose = true
        } else {
            closeAtOffice(connection)
        }
    }

    /// The office closes its end. What it sent before still arrives.
    func closeAtOffice(_ connection: Connection) {
        guard connection.isOnAtOffice else { return }
        connection.isOnAtOffice = false
        connection.inbox = []
        connectionOfSession[connection.session] = nil
        connections[connection.number] = nil
        office.core.disconnected(connection.session)
        tellEnd(of: connection, toReplica: true)
    }
}

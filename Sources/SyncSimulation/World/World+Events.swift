internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// What happens by itself as time goes on.
enum Event {
    case arrived(Connection, Direction, Connection.Item)
    /// One end learns that the connection is gone.
    case lost(Connection, atReplica: Bool)
    /// The pushes that wait are judged in one commit.
    case commit
    /// Both ends of a connection look at the time.
    case tick(Connection)
    /// Somebody closes the lid of a laptop that was live.
    case lid(Connection)
    /// A person's own schedule says that it is time to sync.
    case wake(Person)
}

/// Time.
extension World {
    /// Everything that is due until then happens, in order.
    func advance(to end: Milliseconds) throws {
        while let (moment, event) = queue.next(by: end) {
            time.move(to: moment)
            try happen(event)
        }
        time.move(to: end)
    }

    /// One event, the next; `false` when there is none before `end`.
    func advanceOnce(by end: Milliseconds) throws -> Bool {
        guard let (moment, event) = queue.next(by: end) else { return false }
        time.move(to: moment)
        try happen(event)
        return true
    }

    /// Until no session is under way but live ones that rest.
    func settleSessions() throws {
        let end = now + 600_000
        while replicas.contains(where: { $0.connection != nil && !$0.node.isResting }) {
            guard try advanceOnce(by: end) else {
                throw Violation("session ends", "a sound line, and silence", kind: .liveness)
            }
        }
    }

    private func happen(_ event: Event) throws {
        trace.add(UInt64(bitPattern: now))
        switch event {
        case .arrived(let connection, let direction, let item):
            trace.add(connection.number << 1 | direction.rawValue)
            try arrive(item, direction, connection)
        case .lost(let connection, let atReplica):
            trace.add(connection.number << 2 | (atReplica ? 3 : 2))
            if atReplica {
                try lostAtReplica(connection)
            } else {
                try lostAtOffice(connection)
            }
        case .commit: try commit()
        case .tick(let connection): try tick(connection)
        case .lid(let connection):
            guard connection.isOnAtReplica, let index = connection.person else { return }
            hangUp(replicas[index], connection)
            planWake(replicas[index], after: 30_000)
        case .wake(let person): try wake(person)
        }
    }

    /// How often a connection looks at the time.
    private static let tickMilliseconds: Milliseconds = 10_000

    func planTick(_ connection: Connection) {
        queue.plan(.tick(connection), at: now + Self.tickMilliseconds)
    }

    private func tick(_ connection: Connection) throws {
        if connection.isOnAtReplica, let index = connection.person {
            let person = replicas[index]
            if person.isEnrolled {
                try ask(person, "tick") { node in
                    let parcels = try node.tick()
                    try said(parcels, person, connection)
                }
            } else if now - person.askedAt >= ReplicaSession.silenceMillisecondsMax {
                hangUp(person, connection)
                ended(person, .cut)
            }
        }
        if connection.isOnAtOffice, !connection.isJudging {
            let clock = officeClock.now
            let core = office.core
            let retired = try core.retiredThrough()
            try officeDoes(connection) { core in
                try core.tick(now: clock)
                try noteRetirement(since: retired)
                return core.deadlineReached(in: connection.session, now: clock)
            }
        }
        if connection.isOnAtReplica || connection.isOnAtOffice { planTick(connection) }
    }
}

internal import GRDB
internal import GreenForum
public import SyncEngine
public import SyncProtocol
public import SyncReplica

/// The Green Forum on a busy day: few events, few rooms and few projects, so that people collide.
public struct ForumWorkload: Workload {
    public let domain: any Domain = GreenForumDomain()
    /// One device each: an ambassador, and up to four who work beside her.
    public let roles: [String]

    public init(devices: Int) {
        let all = ["ambassador", "volunteer", "volunteer", "ambassador", "officer"]
        self.roles = Array(all.prefix(max(1, min(devices, all.count))))
    }

    public func subjects(of role: String, in rows: (TableID) throws -> [SyncEngine.Row]) throws
        -> [RowID]
    {
        role == "volunteer" ? try rows(EventTable.id).map(\.id) : []
    }

    public func prepare(_ replica: Replica, chance: Chance) throws {
        try replica.write { db in
            for (name, seats) in [("Mødelokale 1", 8), ("Mødelokale 2", 20)] {
                try db.execute(
                    sql: "INSERT INTO resource (id, name, seats) VALUES (?, ?, ?)",
                    arguments: [replica.makeRowID(db), name, seats])
            }
            for title in ["Cykelruter", "Solceller på skolen"] {
                try db.execute(
                    sql: "INSERT INTO project (id, title) VALUES (?, ?)",
                    arguments: [replica.makeRowID(db), title])
            }
            for (title, capacity) in [("Studiebesøg", 6), ("Grønt Omstillingsmøde", 40)] {
                try db.execute(
                    sql: """
                        INSERT INTO event (id, title, wall_start, wall_end, capacity, status)
                        VALUES (?, ?, '2027-03-18T17:00', '2027-03-18T19:00', ?, 'published')
                        """,
                    arguments: [replica.makeRowID(db), title, capacity])
            }
        }
    }

    public func act(on replica: Replica, chance: Chance) throws {
        try replica.write { db in
            switch chance.below(100) {
            case ..<35: try signUp(db, replica, chance)
            case ..<45: try editSignup(db, chance)
            case ..<52: try withdraw(db, chance)
            case ..<70: try book(db, replica, chance)
            case ..<75: try cancelBooking(db, chance)
            case ..<88: try editProject(db, chance)
            case ..<94: try propose(db, replica, chance)
            case ..<97: try delete(db, chance)
            default: try editEvent(db, chance)
            }
        }
    }

    // MARK: What people do

    private func signUp(_ db: Database, _ replica: Replica, _ chance: Chance) throws {
        guard let event = try pick("event", db, chance) else { return }
        try db.execute(
            sql: """
                INSERT INTO signup (id, event, name, email, party_size) VALUES (?, ?, ?, ?, ?)
                """,
            arguments: [
                replica.makeRowID(db), event, "Åse \(chance.below(50))",
                "aase\(chance.below(50))@example.dk", 1 + chance.below(3),
            ])
    }

    private func editSignup(_ db: Database, _ chance: Chance) throws {
        guard let row = try pick("signup", db, chance) else { return }
        let column = chance.pick(["name", "note", "organisation"]) ?? "note"
        try db.execute(
            sql: "UPDATE signup SET \(column) = ? WHERE id = ?",
            arguments: ["rettet \(chance.below(1_000))", row])
    }

    private func withdraw(_ db: Database, _ chance: Chance) throws {
        guard let row = try pick("signup", db, chance) else { return }
        try db.execute(
            sql: "UPDATE signup SET wish = ? WHERE id = ?",
            arguments: [chance.chance(75) ? "out" : "in", row])
    }

    private func book(_ db: Database, _ replica: Replica, _ chance: Chance) throws {
        guard let room = try pick("resource", db, chance) else { return }
        let start = 8 + chance.below(8)
        try db.execute(
            sql: """
                INSERT INTO booking (id, resource, wall_start, wall_end, purpose)
                VALUES (?, ?, ?, ?, 'Gruppemøde')
                """,
            arguments: [
                replica.makeRowID(db), room, wall(start), wall(start + 1 + chance.below(3)),
            ])
    }

    private func cancelBooking(_ db: Database, _ chance: Chance) throws {
        guard let row = try pick("booking", db, chance) else { return }
        try db.execute(sql: "UPDATE booking SET wish = 'out' WHERE id = ?", arguments: [row])
    }

    private func editProject(_ db: Database, _ chance: Chance) throws {
        guard let row = try pick("project", db, chance) else { return }
        let column = chance.pick(["title", "owner", "description", "programme"]) ?? "owner"
        try db.execute(
            sql: "UPDATE project SET \(column) = ? WHERE id = ?",
            arguments: ["\(column) \(chance.below(1_000))", row])
    }

    private func propose(_ db: Database, _ replica: Replica, _ chance: Chance) throws {
        try db.execute(
            sql: "INSERT INTO project (id, title) VALUES (?, ?)",
            arguments: [replica.makeRowID(db), "Forslag \(chance.below(1_000))"])
    }

    private func delete(_ db: Database, _ chance: Chance) throws {
        let table = chance.pick(["project", "signup"]) ?? "project"
        guard let row = try pick(table, db, chance) else { return }
        try db.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [row])
    }

    private func editEvent(_ db: Database, _ chance: Chance) throws {
        guard let row = try pick("event", db, chance) else { return }
        try db.execute(
            sql: "UPDATE event SET capacity = ? WHERE id = ?",
            arguments: [4 + chance.below(40), row])
    }

    private func pick(_ table: String, _ db: Database, _ chance: Chance) throws -> RowID? {
        chance.pick(try RowID.fetchAll(db, sql: "SELECT id FROM \(table) ORDER BY id"))
    }

    private func wall(_ hour: Int) -> String {
        "2027-03-18T" + (hour < 10 ? "0" : "") + "\(hour):00"
    }
}

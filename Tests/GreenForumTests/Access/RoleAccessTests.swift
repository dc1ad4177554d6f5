import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Every cell of the role table: role × table × action × how the actor stands to the row.
@Suite struct RoleAccessTests {
    /// Who may do what, one line a table: role, action, relation. What is not listed is refused.
    static let allowed: [String: Set<String>] = [
        "theme": all("ambassador", "insert update delete"),
        "organisation": all("ambassador", "insert update delete"),
        "project": all("ambassador", "insert update delete")
            .union([
                "volunteer insert idea", "volunteer insert own-idea", "volunteer update own-idea",
            ])
            .union(["officer status approved", "ambassador status *"]),
        "forum_group": all("ambassador", "insert update delete")
            .union(["lead update own-group"]),
        "membership": all("ambassador", "insert update delete")
            .union(each("lead", "insert update delete", "own-group")),
        "event": all("ambassador", "insert update delete")
            .union(each("lead", "insert update delete", "own-group")),
        "allotment": all("ambassador", "checkout return")
            .union(each("volunteer", "checkout", "assigned")).union(["volunteer return own"])
            .union(each("lead", "checkout return", "own-group"))
            .union(each("lead", "checkout return", "assigned")),
        "signup": all("ambassador", "insert update delete")
            .union(each("volunteer", "insert update delete", "assigned"))
            .union(each("lead", "insert update delete", "assigned"))
            .union(each("lead", "insert update delete", "own-group")),
        "checkin": all("ambassador", "insert void")
            .union(each("volunteer", "insert void", "assigned"))
            .union(each("lead", "insert void", "assigned"))
            .union(each("lead", "insert void", "own-group")),
        "resource": all("ambassador", "insert update delete")
            .union(each("officer", "insert update delete", "town-hall")),
        "booking": all("ambassador", "insert update delete approve")
            .union(request("volunteer")).union(request("officer")).union(request("secretary"))
            .union(each("officer", "approve", "town-hall"))
            .union(each("lead", "insert update", "own-group")),
        "series": all("ambassador", "insert update delete retry")
            .union(request("volunteer")).union(request("officer")).union(request("secretary"))
            .union(each("volunteer", "retry", "own")).union(each("officer", "retry", "own"))
            .union(each("secretary", "retry", "own"))
            .union(each("lead", "insert update retry", "own-group")),
        "outcome": all("ambassador", "settle")
            .union(each("volunteer", "settle", "own")).union(each("lead", "settle", "own"))
            .union(each("officer", "settle", "own")).union(each("secretary", "settle", "own"))
            .union(each("lead", "settle", "own-group")),
        "member": all("ambassador", "insert-office update-office"),
        "device": all("ambassador", "rename"),
        "assignment": all("ambassador", "insert update delete"),
    ]

    static let relations = [
        "project": ["idea", "own-idea", "approved"], "forum_group": ["foreign", "own-group"],
        "membership": ["foreign", "own-group"], "event": ["foreign", "own-group"],
        "allotment": ["foreign", "own", "own-group", "assigned"],
        "signup": ["foreign", "own-group", "assigned"],
        "checkin": ["foreign", "own-group", "assigned"], "resource": ["foreign", "town-hall"],
        "booking": ["foreign", "own", "own-group", "town-hall"],
        "series": ["foreign", "own", "own-group"],
        "outcome": ["foreign", "own", "own-group"],
    ]

    static let actions = [
        "project": ["insert", "update", "delete", "status"],
        "checkin": ["insert", "update", "delete", "void"],
        "booking": ["insert", "update", "delete", "approve", "granted"],
        "outcome": ["insert", "update", "delete", "settle"],
        "member": ["insert-office", "update-office", "delete"],
        "device": ["insert-office", "update-office", "delete", "rename"],
        "signup": ["insert", "update", "delete", "update-office"],
        "allotment": [
            "checkout", "return", "lend", "insert-office", "update-office", "delete",
        ],
        "series": ["insert", "update", "delete", "update-office", "retry"],
    ]

    static let cells: [(role: String, table: String, action: String, relation: String)] =
        GreenForumSchema.schema.tables.flatMap { table in
            Role.allCases.flatMap { role in
                (actions[table.name] ?? ["insert", "update", "delete"]).flatMap { action in
                    (relations[table.name] ?? ["foreign"]).map {
                        (role.rawValue, table.name, action, $0)
                    }
                }
            }
        }

    private static func all(_ role: String, _ actions: String) -> Set<String> {
        Set(actions.split(separator: " ").map { "\(role) \($0) *" })
    }

    private static func each(_ role: String, _ actions: String, _ relation: String) -> Set<String> {
        Set(actions.split(separator: " ").map { "\(role) \($0) \(relation)" })
    }

    /// Anybody's booking may be asked for; only what the same member asked for may be changed.
    private static func request(_ role: String) -> Set<String> {
        ["\(role) insert *", "\(role) update own"]
    }

    @Test(arguments: cells)
    func `The table says who may do what`(
        role: String, table: String, action: String, relation: String
    ) throws {
        let rights = try #require(Self.allowed[table])
        let isAllowed =
            rights.contains("\(role) \(action) \(relation)")
            || rights.contains("\(role) \(action) *")
        let scene = AccessScene(role: role)
        let (change, before, after) = try scene.attempt(action, in: table, relation)
        let reason = try RoleAccess().refusal(
            of: change, before: before, after: after, by: scene.actor, at: 1_000,
            reading: scene.rows)
        #expect((reason == nil) == isAllowed, "\(role) \(action) \(table) \(relation)")
        guard let reason else { return }
        #expect(reason.code == .notAllowed)
        #expect(reason.table == change.table && reason.row == change.row)
        #expect(reason.detail.hasPrefix("\(role) "))
        #expect(reason.detail.contains(table))
    }

    @Test(arguments: ["", "boss", "Ambassador"])
    func `A role that nobody knows may do nothing and is sent nothing`(role: String) throws {
        let scene = AccessScene(role: role)
        let (change, before, after) = try scene.attempt("insert", in: "theme", "foreign")
        let access = RoleAccess()
        #expect(
            try access.refusal(
                of: change, before: before, after: after, by: scene.actor, at: 0,
                reading: scene.rows) != nil)
        #expect(try access.scopes(of: scene.actor, at: 0, reading: scene.rows).isEmpty)
    }

    @Test func `Scopes follow the role`() throws {
        func scopes(_ role: String, at now: Milliseconds = 1_000) throws -> [Scope] {
            let scene = AccessScene(role: role)
            return try RoleAccess().scopes(of: scene.actor, at: now, reading: scene.rows)
        }
        let scene = AccessScene(role: "lead")
        #expect(try scopes("ambassador") == [.shared, .office, .allRows])
        #expect(try scopes("volunteer") == [.shared, .row(scene.assignedEvent)])
        #expect(
            try Set(scopes("lead")) == [
                .shared, .row(scene.ownGroup), .row(scene.ownEvent), .row(scene.assignedEvent),
            ])
        #expect(try scopes("lead") == scopes("lead").sorted())
        for role in ["officer", "secretary", "follower"] { #expect(try scopes(role) == [.shared]) }
        // The assignment runs from 500 to 2000.
        #expect(try scopes("volunteer", at: 499) == [.shared])
        #expect(try scopes("volunteer", at: 500).count == 2)
        #expect(try scopes("volunteer", at: 1_999).count == 2)
        #expect(try scopes("volunteer", at: 2_000) == [.shared])
    }

    @Test func `What was allowed while an assignment ran is not allowed after it`() throws {
        let scene = AccessScene(role: "volunteer")
        let (change, before, after) = try scene.attempt("insert", in: "signup", "assigned")
        func verdict(_ now: Milliseconds) throws -> ReasonCode? {
            try RoleAccess().refusal(
                of: change, before: before, after: after, by: scene.actor, at: now,
                reading: scene.rows)?.code
        }
        #expect(try verdict(1_999) == nil)
        #expect(try verdict(2_000) == .notAllowed)
    }

    @Test func `A row is not moved into or out of one's own`() throws {
        let scene = AccessScene(role: "lead")
        for (from, to) in [
            (scene.ownGroup, scene.foreignGroup), (scene.foreignGroup, scene.ownGroup),
        ] {
            let id = scene.id()
            func row(_ group: RowID) -> Row {
                Row(table: EventTable.schema, id: id, cells: [Cell(EventTable.group, .row(group))])
            }
            let change = Change(
                .update, table: EventTable.id, row: id, cells: [Cell(EventTable.group, .row(to))])
            let reason = try RoleAccess().refusal(
                of: change, before: row(from), after: row(to), by: scene.actor, at: 1_000,
                reading: scene.rows)
            #expect(reason?.code == .notAllowed)
        }
    }

    @Test func `A proposal is not approved by its author, nor by an officer`() throws {
        for (role, relation) in [("volunteer", "own-idea"), ("officer", "idea")] {
            let scene = AccessScene(role: role)
            var (_, before, after) = try scene.attempt("update", in: "project", relation)
            after?[ProjectTable.status] = .text("approved")
            let change = Change(
                .update, table: ProjectTable.id, row: try #require(before).id,
                cells: [Cell(ProjectTable.status, .text("approved"))])
            let reason = try RoleAccess().refusal(
                of: change, before: before, after: after, by: scene.actor, at: 1_000,
                reading: scene.rows)
            #expect(reason?.code == .notAllowed)
        }
    }

    @Test func `In a replica without device rows the own device counts as own`() throws {
        let scene = AccessScene(role: "volunteer", knowsDevices: false)
        for (relation, isAllowed) in [("own", true), ("foreign", false)] {
            let (change, before, after) = try scene.attempt("update", in: "booking", relation)
            let reason = try RoleAccess().refusal(
                of: change, before: before, after: after, by: scene.actor, at: 1_000,
                reading: scene.rows)
            #expect((reason == nil) == isAllowed)
        }
    }

    @Test func `A member's second device is the member's own`() throws {
        let scene = AccessScene(role: "volunteer")
        let (change, before, after) = try scene.attempt("update", in: "booking", "own-second")
        let access = RoleAccess()
        #expect(
            try access.refusal(
                of: change, before: before, after: after, by: scene.actor, at: 1_000,
                reading: scene.rows) == nil)
    }

    /// A date of a series has an id that tells nobody: it belongs to whoever made the series.
    @Test(arguments: [
        ("volunteer", "own", true), ("volunteer", "foreign", false), ("officer", "own", true),
        ("secretary", "foreign", false), ("lead", "own-group", true), ("lead", "foreign", false),
        ("ambassador", "foreign", true), ("follower", "foreign", false),
    ])
    func `A date belongs to whoever made its series`(
        role: String, relation: String, isAllowed: Bool
    ) throws {
        let scene = AccessScene(role: role)
        let (_, _, made) = try scene.attempt("insert", in: "series", relation)
        let series = try #require(made)
        scene.rows.put(series)
        let day = try #require(SeriesDay("2027-03-16"))
        let cells = [
            Cell(BookingTable.series, .row(series.id)),
            Cell(BookingTable.occurrenceDate, .text(day.description)),
            Cell(BookingTable.group, series[SeriesTable.group]),
        ]
        let booking = Row(
            table: BookingTable.schema, id: SeriesPlan.booking(of: series.id, on: day),
            cells: cells)
        var moved = booking
        moved[BookingTable.wish] = .text("out")
        let insert = Change(.insert, table: BookingTable.id, row: booking.id, cells: cells)
        let update = Change(
            .update, table: BookingTable.id, row: booking.id,
            cells: [Cell(BookingTable.wish, .text("out"))])
        for (change, before, after) in [(insert, nil, booking), (update, booking, moved)] {
            let reason = try RoleAccess().refusal(
                of: change, before: before, after: after, by: scene.actor, at: 1_000,
                reading: scene.rows)
            #expect((reason == nil) == isAllowed, "\(role) \(change.kind) \(relation)")
        }
    }

    @Test func `A column that only a newer replica knows is no reason to refuse`() throws {
        let scene = AccessScene(role: "volunteer")
        let (change, before, after) = try scene.attempt("insert", in: "signup", "assigned")
        let wider = Change(
            .insert, table: change.table, row: change.row,
            cells: change.cells + [Cell(ColumnID(59), .text("nyt"))])
        #expect(
            try RoleAccess().refusal(
                of: wider, before: before, after: after, by: scene.actor, at: 1_000,
                reading: scene.rows) == nil)
    }
}

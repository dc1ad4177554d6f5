import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct StatusRuleTests {
    private let town = Town()

    /// Every step between every two texts of a status column.
    private static func steps(_ column: ColumnSchema, _ legal: Set<String>) -> [(
        String, String, Bool
    )] {
        guard case .choice(let all) = column.type else { return [] }
        return all.flatMap { from in
            all.filter { $0 != from }.map { (from, $0, legal.contains("\(from) \($0)")) }
        }
    }

    @Test(
        arguments: steps(
            ProjectTable.status,
            [
                "idea proposed", "idea dropped", "proposed idea", "proposed approved",
                "proposed dropped", "approved running", "approved paused", "approved dropped",
                "running paused", "running done", "running dropped", "paused running",
                "paused done",
                "paused dropped", "done running", "dropped idea",
            ]))
    func `A project takes legal steps only`(from: String, to: String, isLegal: Bool) throws {
        let project = town.id()
        try town.act([
            .insert(
                ProjectTable.schema, project,
                [
                    Cell(ProjectTable.title, .text("Solceller")),
                    Cell(ProjectTable.status, .text(from)),
                ])
        ])
        let answer = try town.act(
            [.update(ProjectTable.schema, project, [Cell(ProjectTable.status, .text(to))])],
            by: town.officer)
        let row = try #require(town.rows.row(project, in: ProjectTable.id))
        #expect(row[ProjectTable.status].text == (isLegal ? to : from))
        #expect(answer.keys() == (isLegal ? [] : ["status.impossible"]))
        guard !isLegal else { return }
        let outcome = try #require(answer["status.impossible"])
        #expect(outcome.isOpen && outcome.kind == .keptValue)
        #expect(outcome.column == ProjectTable.status.id)
        #expect(outcome.winner?.value == .text(from) && outcome.loser?.value == .text(to))
        #expect(outcome.loser?.member == town.officer.member)
    }

    @Test(
        arguments: steps(
            EventTable.status,
            ["draft published", "draft cancelled", "published cancelled", "published held"]))
    func `An event takes legal steps only`(from: String, to: String, isLegal: Bool) throws {
        let event = try town.event(status: from)
        let answer = try town.act(
            [.update(EventTable.schema, event, [Cell(EventTable.status, .text(to))])],
            by: town.ambassador)
        let row = try #require(town.rows.row(event, in: EventTable.id))
        #expect(row[EventTable.status].text == (isLegal ? to : from))
        #expect(answer.keys() == (isLegal ? [] : ["status.impossible"]))
    }

    @Test func `An impossible step undoes nothing else of the same change`() throws {
        let event = try town.event(status: "held")
        try town.act(
            [
                .update(
                    EventTable.schema, event,
                    [
                        Cell(EventTable.status, .text("draft")),
                        Cell(EventTable.place, .text("Torvet")),
                    ])
            ], by: town.ambassador)
        let row = try #require(town.rows.row(event, in: EventTable.id))
        #expect(row[EventTable.status].text == "held" && row[EventTable.place].text == "Torvet")
    }

    @Test func `Cancelling declines everybody, and says how many must be told`() throws {
        let event = try town.event(capacity: 2)
        let signups = try (0..<3).map { _ in try town.signUp(event) }
        let withdrawn = try town.signUp(event)
        try town.edit(withdrawn, [Cell(SignupTable.wish, .text("out"))])
        let answer = try town.act([
            .update(EventTable.schema, event, [Cell(EventTable.status, .text("cancelled"))])
        ])
        #expect(town.statuses(signups) == ["declined", "declined", "declined"])
        #expect(town.status(withdrawn) == "received")
        #expect(answer.keys() == ["status.cancelled-with-signups"])
        #expect(answer.outcomes[0].arguments["count"] == "3" && answer.outcomes[0].isOpen)
    }

    @Test func `Moving a published event says how many slips say something else`() throws {
        let event = try town.event()
        func move(_ cells: [Cell]) throws -> Town.Answer {
            try town.act([.update(EventTable.schema, event, cells)])
        }
        #expect(try move([Cell(EventTable.place, .text("Torvet"))]).outcomes.isEmpty)
        let signups = try (0..<2).map { _ in try town.signUp(event) }
        let answer = try move([
            Cell(EventTable.wallStart, .text("2027-03-19T17:00")),
            Cell(EventTable.wallEnd, .text("2027-03-19T19:00")),
        ])
        #expect(answer.keys() == ["status.moved-with-signups"])
        #expect(answer.outcomes[0].arguments["count"] == "2" && answer.outcomes[0].isOpen)
        #expect(town.statuses(signups) == ["confirmed", "confirmed"])
        #expect(try move([Cell(EventTable.title, .text("Andet"))]).outcomes.isEmpty)
        #expect(try move([Cell(EventTable.place, .text("Rådhuset"))]).outcomes.count == 1)
    }

    @Test func `A sign-up to a cancelled event is declined, and its author told`() throws {
        let event = try town.event(status: "cancelled")
        let signup = town.id(by: town.ida)
        let answer = try town.act(
            [.insert(SignupTable.schema, signup, town.signupCells(event))], by: town.ida)
        #expect(town.status(signup) == "declined")
        #expect(answer.keys() == ["status.event-cancelled"])
        #expect(answer.outcomes[0].loser?.member == town.ida.member)
        #expect(try town.edit(signup, [Cell(SignupTable.note, .text("ok"))]).outcomes.isEmpty)
    }
}

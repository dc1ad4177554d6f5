import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct WishRuleTests {
    private let town = Town()

    private func wish(_ word: String) -> [Cell] { [Cell(SignupTable.wish, .text(word))] }

    @Test func `Who says no gives the seat back at once`() throws {
        let event = try town.event(capacity: 1)
        let signup = try town.signUp(event)
        try town.edit(signup, wish("out"))
        #expect(town.status(signup) == "received")
        #expect(try SeatPlan(of: event, reading: town.rows, now: 0)?.taken == 0)
    }

    @Test func `Who says yes again queues from that moment`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event, at: 1)
        let second = try town.signUp(event, at: 2)
        try town.edit(first, wish("out"), at: 3)
        try town.edit(first, wish("in"), at: 4)
        #expect(town.statuses([first, second]) == ["waitlisted", "confirmed"])
        let row = try #require(town.rows.row(first, in: SignupTable.id))
        #expect(row[SignupTable.effectiveAt].integer == 1_800_000_240_000)
    }

    @Test(arguments: [
        [Cell(SignupTable.name, .text("Bo"))], [Cell(SignupTable.partySize, .integer(2))],
        [Cell(SignupTable.email, .text("bo@eksempel.dk")), Cell(SignupTable.note, .text("hej"))],
    ])
    func `Editing a withdrawn sign-up revives nothing`(cells: [Cell]) throws {
        let event = try town.event(capacity: 5)
        let signup = try town.signUp(event)
        try town.edit(signup, wish("out"))
        let answer = try town.edit(signup, cells)
        #expect(answer.outcomes.isEmpty)
        #expect(town.status(signup) == "received")
        let row = try #require(town.rows.row(signup, in: SignupTable.id))
        #expect(row[SignupTable.wish].text == "out")
    }

    @Test func `A sign-up that comes in withdrawn takes no seat`() throws {
        let event = try town.event(capacity: 1)
        let signup = town.id(by: town.ida)
        try town.act(
            [.insert(SignupTable.schema, signup, town.signupCells(event) + wish("out"))],
            by: town.ida)
        #expect(town.status(signup) == "received")
        #expect(town.status(try town.signUp(event)) == "confirmed")
    }

    @Test func `What was merged stays merged`() throws {
        let event = try town.event(capacity: 1)
        try town.signUp(event, .init(email: "aase@x.dk"))
        let signup = try town.signUp(event, .init(email: "aase@x.dk")).id
        try town.edit(signup, wish("out"))
        #expect(town.status(signup) == "merged")
    }
}

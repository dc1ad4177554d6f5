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

    // MARK: Deleted by one, edited by another

    @Test func `Who comes back has no seat that somebody else has by now`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event, at: 1)
        let row = try town.signup(first)
        try town.act([.delete(SignupTable.schema, first)])
        let second = try town.signUp(event, at: 2)
        let answer = try town.act([.insert(SignupTable.schema, first, row.cells)], at: 3)
        #expect(town.statuses([first, second]) == ["waitlisted", "confirmed"])
        #expect(answer.outcomes.map(\.kind) == [.waitlisted])
        #expect(try town.signup(first)[SignupTable.effectiveAt] == row[SignupTable.effectiveAt])
        // The old place in the queue.
        let third = try town.signUp(event, at: 2)
        try town.edit(second, wish("out"))
        #expect(town.statuses([first, third]) == ["confirmed", "waitlisted"])
    }

    @Test func `Who comes back has the seat that is still free`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event)
        let row = try town.signup(first)
        try town.act([.delete(SignupTable.schema, first)])
        try town.act([.insert(SignupTable.schema, first, row.cells)])
        #expect(town.status(first) == "confirmed")
    }

    @Test func `A booking that comes back has no room that somebody else has by now`() throws {
        let room = try town.room("Mødelokale 1")
        let slot = try town.slot(room, "10-12")
        let first = try town.book(slot).id
        let row = try town.booking(first)
        try town.act([.delete(BookingTable.schema, first)])
        let second = try town.book(slot).id
        try town.act([.insert(BookingTable.schema, first, row.cells)])
        let statuses = try [first, second].map { try town.booking($0)[BookingTable.status].text }
        #expect(statuses == ["declined", "confirmed"])
        #expect(try town.booking(first)[BookingTable.grantedResource].isNull)
    }

    @Test func `Who lives on at once keeps the seat`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event)
        try town.checkIn(event, first, at: 5)
        let second = try town.signUp(event)
        let before = try town.signup(first)
        try town.act([.delete(SignupTable.schema, first)])
        #expect(try town.signup(first) == before)
        #expect(town.status(second) == "waitlisted")
    }
}

import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Lists: asking for one, being lent seats, bringing it home.
@Suite struct AllotmentRuleTests {
    private let town = Town()

    private func status(_ list: RowID) throws -> String? {
        try town.list(list)[AllotmentTable.status].text
    }

    private func lent(_ list: RowID) throws -> Int64? {
        try town.list(list)[AllotmentTable.seatsLent].integer
    }

    @Test func `A list gets all the seats it asks for, and nobody else gets them`() throws {
        let event = try town.event(capacity: 5)
        let list = try town.checkout(event, seats: 3, by: town.ida)
        #expect(list.answer.outcomes.isEmpty)
        #expect(try status(list.id) == "open" && lent(list.id) == 3)
        let others = try (0..<3).map { _ in try town.signUp(event, by: town.omar) }
        #expect(town.statuses(others) == ["confirmed", "confirmed", "pending"])
        let own = try (0..<3).map { _ in
            try town.signUp(event, on: list.id, by: town.ida).id
        }
        #expect(town.statuses(own) == ["confirmed", "confirmed", "confirmed"])
        #expect(town.given(event) == 5)
    }

    @Test(arguments: [(3, true), (4, false), (100_000, false)] as [(Int64, Bool)])
    func `No more seats are lent than are free`(wanted: Int64, isLent: Bool) throws {
        let event = try town.event(capacity: 5)
        try town.signUp(event, party: 2)
        let list = try town.checkout(event, seats: wanted, by: town.ida)
        #expect(try status(list.id) == (isLent ? "open" : "declined"))
        #expect(try lent(list.id) == (isLent ? wanted : 0))
        #expect(list.answer.keys() == (isLent ? [] : ["allotment.too-many"]))
        guard !isLent else { return }
        #expect(list.answer.outcomes.first?.arguments["free"] == "3")
        #expect(list.answer.outcomes.first?.loser?.member == town.ida.member)
    }

    @Test func `What other lists have or expect is not lent again`() throws {
        let event = try town.event(capacity: 10)
        try town.checkout(event, seats: 4, expect: 3, by: town.ida)
        let second = try town.checkout(event, seats: 4, by: town.omar)
        #expect(second.answer["allotment.too-many"]?.arguments["free"] == "3")
        let third = try town.checkout(event, seats: 3, by: town.omar)
        #expect(try status(third.id) == "open")
    }

    @Test func `Nothing is lent past those who wait`() throws {
        let event = try town.event(capacity: 5)
        try town.signUp(event, party: 3)
        try town.signUp(event, party: 3)
        let list = try town.checkout(event, seats: 1, by: town.ida)
        #expect(list.answer["allotment.too-many"]?.arguments["free"] == "0")
    }

    @Test func `A device has one list of an event at a time`() throws {
        let event = try town.event(capacity: 10)
        let first = try town.checkout(event, seats: 2, by: town.ida)
        let second = try town.checkout(event, seats: 2, by: town.ida)
        #expect(second.answer.keys() == ["allotment.already-out"])
        #expect(try status(second.id) == "declined")
        #expect(try status(try town.checkout(event, seats: 2, by: town.omar).id) == "open")
        try town.bringHome(first.id, by: town.ida)
        #expect(try status(try town.checkout(event, seats: 2, by: town.ida).id) == "open")
    }

    @Test func `Two lists asked for in one set are not lent the same seats`() throws {
        let event = try town.event(capacity: 3)
        func request(_ actor: Actor) -> Town.Act {
            .insert(
                AllotmentTable.schema, town.id(by: actor),
                [
                    Cell(AllotmentTable.event, .row(event)),
                    Cell(AllotmentTable.device, .text(actor.device.description)),
                    Cell(AllotmentTable.seatsWanted, .integer(2)),
                    Cell(AllotmentTable.status, .text("requested")),
                ])
        }
        let answer = try town.act([request(town.ida), request(town.omar)])
        #expect(answer.keys() == ["allotment.too-many"])
        let lists = town.rows.all(AllotmentTable.id)
        #expect(lists.reduce(0) { $0 + ($1[AllotmentTable.seatsLent].integer ?? 0) } == 2)
    }

    @Test(arguments: [(0, 0), (-1, 0), (-1, 5), (3, -1), (100_001, 0), (.max, 1), (1, .min)])
    func `A number of seats that cannot be is returned`(seats: Int64, expect: Int64) throws {
        let event = try town.event(capacity: 5)
        let list = try town.checkout(event, seats: seats, expect: expect, by: town.ida)
        #expect(list.answer.refusal?.code == .valueInvalid)
    }

    @Test(arguments: ["cancelled", "held"])
    func `Nothing is lent of an event that is over`(state: String) throws {
        let event = try town.event(capacity: 5)
        try town.act([.update(EventTable.schema, event, [Cell(EventTable.status, .text(state))])])
        let list = try town.checkout(event, seats: 1, by: town.ida)
        #expect(list.answer.keys() == ["allotment.event-closed"])
    }

    @Test func `A list is home when the event begins, or seats are settled, or when it says`()
        throws
    {
        let plain = try town.event(capacity: 5)
        let row = try #require(town.rows.row(plain, in: EventTable.id))
        let start = try #require(TimeSpan(ofEvent: row)?.start)
        let settled = try town.event(capacity: 5, settleAt: start - 5_000)
        func until(_ event: RowID, _ until: Milliseconds?) throws -> Milliseconds? {
            let list = try town.checkout(event, seats: 1, until: until, by: town.ida).id
            return try town.list(list)[AllotmentTable.lentUntil].integer
        }
        #expect(try until(plain, nil) == start)
        #expect(try until(settled, nil) == start - 5_000)
        let other = try town.event(capacity: 5)
        #expect(try until(other, start - 99) == start - 99)
        let late = try town.checkout(
            try town.event(capacity: 5), seats: 1, until: town.now - 1, by: town.ida)
        #expect(late.answer.keys() == ["allotment.past"])
    }

    @Test func `At its time a list is home by itself, and who waits is decided`() throws {
        let event = try town.event(capacity: 2)
        let until = town.now + 10_000_000
        let list = try town.checkout(event, seats: 2, until: until, by: town.ida).id
        let waiting = try town.signUp(event, by: town.omar)
        try town.pass(to: until - 1)
        #expect(try status(list) == "open")
        #expect(town.status(waiting) == "pending")
        let answers = try town.pass(to: until)
        #expect(answers.flatMap { $0.keys() } == ["seats.promoted"])
        #expect(try status(list) == "expired")
        #expect(town.status(waiting) == "confirmed")
    }

    @Test func `A list that is home already stays home when its time comes`() throws {
        let event = try town.event(capacity: 2)
        let until = town.now + 10_000_000
        let list = try town.checkout(event, seats: 2, until: until, by: town.ida).id
        try town.bringHome(list, by: town.ida)
        try town.pass(to: until)
        #expect(try status(list) == "returned")
    }

    @Test func `A list that was never lent cannot come home`() throws {
        let event = try town.event(capacity: 1)
        let list = try town.checkout(event, seats: 2, by: town.ida).id
        try town.bringHome(list, by: town.ida)
        #expect(try status(list) == "declined")
    }

    @Test func `A cancelled event calls its lists home`() throws {
        let event = try town.event(capacity: 5)
        let list = try town.checkout(event, seats: 2, by: town.ida).id
        try town.act([
            .update(EventTable.schema, event, [Cell(EventTable.status, .text("cancelled"))])
        ])
        #expect(try status(list) == "returned")
    }

    @Test func `The list belongs to the device that asked, whatever it wrote`() throws {
        let event = try town.event(capacity: 5)
        let list = town.id(by: town.omar)
        try town.act(
            [
                .insert(
                    AllotmentTable.schema, list,
                    [
                        Cell(AllotmentTable.event, .row(event)),
                        Cell(AllotmentTable.device, .text(town.ida.device.description)),
                        Cell(AllotmentTable.seatsWanted, .integer(2)),
                        Cell(AllotmentTable.status, .text("requested")),
                    ])
            ], by: town.omar)
        #expect(
            try town.list(list)[AllotmentTable.device].text == town.omar.device.description)
    }
}

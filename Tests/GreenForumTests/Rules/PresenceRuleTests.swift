import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Check-ins: facts that no rule refuses, and which of them counts.
@Suite struct PresenceRuleTests {
    private let town = Town()

    @Test func `The first time counts, the second is seen again`() throws {
        let event = try town.event()
        let signup = try town.signUp(event, party: 2)
        let first = try town.checkIn(event, signup, at: 100, persons: 2).id
        let second = try town.checkIn(event, signup, at: 200, persons: 2, by: town.omar)
        #expect(second.answer.refusal == nil && second.answer.outcomes.isEmpty)
        #expect(town.isSeenAgain(first) == false)
        #expect(town.isSeenAgain(second.id) == true)
        let guest = try #require(try town.attendance(event)[signup])
        #expect(guest.first.id == first && guest.again.map(\.id) == [second.id])
        #expect(try town.attendance(event).persons == 2)
    }

    @Test func `An earlier one that comes later to the office is the first, and the marks swap`()
        throws
    {
        let event = try town.event()
        let signup = try town.signUp(event)
        let late = try town.checkIn(event, signup, at: 200).id
        let early = try town.checkIn(event, signup, at: 100, by: town.omar).id
        #expect(town.isSeenAgain(early) == false && town.isSeenAgain(late) == true)
        let earliest = try town.checkIn(event, signup, at: 50, by: town.officer).id
        #expect([earliest, early, late].map(town.isSeenAgain) == [false, true, true])
    }

    @Test func `Of two at the same time the smaller row id counts`() throws {
        let event = try town.event()
        let signup = try town.signUp(event)
        let ids = [town.id(by: town.ida), town.id(by: town.omar)]
        for id in ids.reversed() {
            try town.act(
                [
                    .insert(
                        CheckinTable.schema, id, town.checkinCells(event, signup, at: 100))
                ], by: town.ida)
        }
        #expect(ids.map(town.isSeenAgain) == [false, true])
    }

    @Test func `Voiding the first makes the next one the first`() throws {
        let event = try town.event()
        let signup = try town.signUp(event)
        let ids = try (1...3).map { try town.checkIn(event, signup, at: $0 * 100).id }
        try town.void(ids[0])
        #expect(ids.map(town.isSeenAgain) == [false, false, true])
        #expect(try town.attendance(event)[signup]?.first.id == ids[1])
        try town.void(ids[2])
        try town.void(ids[1])
        #expect(ids.map(town.isSeenAgain) == [false, false, false])
        #expect(try town.attendance(event)[signup] == nil)
        #expect(try town.attendance(event).persons == 0)
    }

    @Test func `Walk-ins are each a person of their own, of whatever name`() throws {
        let event = try town.event()
        let ids = try (1...2).map { try town.checkIn(event, nil, at: 100, persons: $0).id }
        #expect(ids.map(town.isSeenAgain) == [false, false])
        #expect(try town.attendance(event).persons == 3)
        #expect(try town.attendance(event).guests.allSatisfy { $0.signup == nil })
    }

    @Test(arguments: [Int64.min, -1, 0, 100_001, .max])
    func `A check-in is not refused for its number`(persons: Int64) throws {
        let event = try town.event(capacity: 10)
        let signup = try town.signUp(event)
        let checkin = try town.checkIn(event, signup, at: 100, persons: persons)
        #expect(checkin.answer.refusal == nil)
        #expect(try town.attendance(event).persons == (persons > 1 ? 100_000 : 1))
    }

    @Test(arguments: ["cancelled", "held", "draft"])
    func `A check-in is taken whatever the event's state`(state: String) throws {
        let event = try town.event(status: state == "draft" ? state : "published")
        let signup = try town.signUp(event)
        if state != "draft" { try town.set(event, EventTable.status, .text(state)) }
        let checkin = try town.checkIn(event, signup, at: 100)
        #expect(checkin.answer.refusal == nil && checkin.answer.outcomes.isEmpty)
        #expect(try town.attendance(event)[signup]?.persons == 1)
    }

    @Test func `Being there beats withdrawn, and the sign-up stays what the person said`() throws {
        let event = try town.event()
        let signup = try town.signUp(event)
        try town.checkIn(event, signup, at: 100)
        try town.withdraw(signup)
        #expect(try town.signup(signup)[SignupTable.wish].text == "out")
        #expect(town.status(signup) == "received")
        #expect(try town.attendance(event)[signup]?.persons == 1)
    }

    @Test func `Either slip of a merged sign-up is the same person's`() throws {
        let event = try town.event()
        let (kept, merged) = (try town.signUp(event), try town.signUp(event))
        let checkins = [
            try town.checkIn(event, merged, at: 100).id, try town.checkIn(event, kept, at: 200).id,
        ]
        #expect(checkins.map(town.isSeenAgain) == [false, false])
        try town.edit(
            merged,
            [
                Cell(SignupTable.status, .text("merged")),
                Cell(SignupTable.mergedInto, .row(kept)),
            ])
        #expect(checkins.map(town.isSeenAgain) == [false, true])
        let attendance = try town.attendance(event)
        #expect(attendance[kept] == attendance[merged] && attendance[kept]?.signup == kept)
        #expect(attendance.persons == 1)
        // Undone.
        try town.edit(
            merged,
            [Cell(SignupTable.status, .text("received")), Cell(SignupTable.mergedInto, .null)])
        #expect(checkins.map(town.isSeenAgain) == [false, false])
    }

    @Test func `Sign-ups merged in a circle are one person's, and nothing hangs`() throws {
        let event = try town.event()
        let ids = try (0..<3).map { _ in try town.signUp(event) }
        for (one, other) in zip(ids, ids.dropFirst() + ids.prefix(1)) {
            try town.edit(
                one,
                [
                    Cell(SignupTable.status, .text("merged")),
                    Cell(SignupTable.mergedInto, .row(other)),
                ])
        }
        for id in ids.reversed() { try town.checkIn(event, id, at: 100) }
        #expect(try town.attendance(event).persons == 1)
    }

    @Test func `A check-in of a sign-up to another event counts here as a walk-in`() throws {
        let (event, other) = (try town.event(capacity: 5), try town.event())
        let stranger = try town.signUp(other)
        let ids = try (1...2).map { try town.checkIn(event, stranger, at: $0).id }
        #expect(ids.map(town.isSeenAgain) == [false, true])
        #expect(try town.attendance(event).guests.map(\.signup) == [nil])
        #expect(try town.report(event).walkIns.number == 1)
        #expect(try town.report(other).attended.number == 0)
    }

    @Test func `A sign-up of which somebody came cannot be deleted, a void check-in holds nothing`()
        throws
    {
        let event = try town.event()
        let signup = try town.signUp(event)
        let checkin = try town.checkIn(event, signup, at: 100).id
        let answer = try town.act([.delete(SignupTable.schema, signup)], by: town.ambassador)
        #expect(answer.keys() == ["delete.children"])
        try town.void(checkin)
        try town.act([.delete(SignupTable.schema, signup)], by: town.ambassador)
        #expect(town.status(signup) == nil)
    }

    // MARK: More people than seats

    @Test
    func `More people than seats are flagged once, with their number, until it is so no more`()
        throws
    {
        let event = try town.event(capacity: 2)
        let signups = try (0..<2).map { _ in try town.signUp(event) }
        for signup in signups {
            #expect(try town.checkIn(event, signup, at: 100).answer.outcomes.isEmpty)
        }
        let first = try town.checkIn(event, nil, at: 200)
        #expect(first.answer.keys() == ["presence.over-capacity"])
        #expect(first.answer.outcomes.first?.isOpen == true)
        let second = try town.checkIn(event, nil, at: 300, persons: 2)
        #expect(second.answer.outcomes.isEmpty)
        #expect(town.crowdFlags(event) == ["open 5"])
        #expect(town.statuses(signups) == ["confirmed", "confirmed"])
        try town.void(first.id)
        #expect(town.crowdFlags(event) == ["open 4"])
        try town.void(second.id)
        #expect(town.crowdFlags(event) == ["settled 4"])
        try town.checkIn(event, nil, at: 400)
        #expect(town.crowdFlags(event).sorted() == ["open 3", "settled 4"])
    }

    @Test func `Many in one set are flagged once`() throws {
        let event = try town.event(capacity: 1)
        let acts = (0..<4).map {
            Town.Act.insert(
                CheckinTable.schema, town.id(by: town.ida),
                town.checkinCells(event, nil, at: 100 + $0))
        }
        #expect(try town.act(acts, by: town.ida).keys() == ["presence.over-capacity"])
        #expect(town.crowdFlags(event) == ["open 4"])
    }

    @Test func `A flag that a person has settled is not raised again for the next who comes`()
        throws
    {
        let event = try town.event(capacity: 0)
        try town.checkIn(event, nil, at: 100)
        let table = SystemTables.outcome
        var flag = try #require(
            town.rows.rows(in: table.id, where: table["subject_row"]!.id, equals: .row(event))
                .first)
        flag["state"] = .text("settled")
        town.rows.put(flag)
        #expect(try town.checkIn(event, nil, at: 200).answer.outcomes.isEmpty)
    }

    @Test func `Once the event is held only those who were there are too many`() throws {
        let event = try town.event(capacity: 2)
        let signups = try (0..<2).map { _ in try town.signUp(event) }
        try town.checkIn(event, nil, at: 100)
        #expect(town.crowdFlags(event) == ["open 3"])
        try town.set(event, EventTable.status, .text("held"))
        #expect(town.crowdFlags(event) == ["settled 3"])
        #expect(try town.report(event).overCapacity == 0)
        #expect(try town.report(event).noShows.number == signups.count)
    }

    @Test func `A smaller capacity alone is no matter of presence, nor is an event without limit`()
        throws
    {
        let event = try town.event(capacity: 2)
        for signup in try (0..<2).map({ _ in try town.signUp(event) }) {
            try town.checkIn(event, signup, at: 100)
        }
        #expect(
            try town.set(event, EventTable.capacity, .integer(1)).keys() == ["seats.over-capacity"])
        try town.set(event, EventTable.capacity, .null)
        #expect(try town.checkIn(event, nil, at: 100, persons: 9).answer.outcomes.isEmpty)
        #expect(
            try town.set(event, EventTable.capacity, .integer(10)).keys()
                == ["seats.over-capacity", "presence.over-capacity"])
    }
}

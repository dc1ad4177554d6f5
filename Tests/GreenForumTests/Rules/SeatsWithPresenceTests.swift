import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Seats when people are there: nobody's place is given away, and nobody is counted twice.
@Suite struct SeatsWithPresenceTests {
    private let town = Town()

    private func plan(_ event: RowID) throws -> SeatPlan {
        try #require(try SeatPlan(of: event, reading: town.rows, now: town.now))
    }

    @Test func `The seat of somebody who is there although withdrawn is not given away`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event)
        let waiting = try town.signUp(event)
        let checkin = try town.checkIn(event, first, at: 100).id
        try town.withdraw(first)
        #expect(town.status(waiting) == "waitlisted")
        #expect(try plan(event).free == 0)
        try town.void(checkin)
        #expect(town.status(waiting) == "confirmed")
    }

    @Test
    func `Somebody who was withdrawn before the check-in came is let in, and said to be over`()
        throws
    {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event)
        let waiting = try town.signUp(event)
        try town.withdraw(first)
        #expect(town.status(waiting) == "confirmed")
        #expect(
            try town.checkIn(event, first, at: 100).answer.keys() == ["presence.over-capacity"])
        #expect(town.status(waiting) == "confirmed")
        #expect(try plan(event).free == -1)
    }

    @Test func `A walk-in takes a free seat`() throws {
        let event = try town.event(capacity: 3)
        try town.signUp(event)
        let walkIn = try town.checkIn(event, nil, at: 100, persons: 2)
        #expect(walkIn.answer.outcomes.isEmpty)
        let late = try town.signUp(event)
        #expect(town.status(late) == "waitlisted")
        #expect(
            try town.checkout(event, seats: 1, by: town.omar).answer.keys()
                == ["allotment.too-many"])
        try town.void(walkIn.id)
        #expect(town.status(late) == "confirmed")
    }

    @Test func `Who is there from the waitlist gets the seat that is free, without taking two`()
        throws
    {
        let event = try town.event(capacity: 2)
        let first = try town.signUp(event, party: 2)
        let waiting = try (0..<2).map { _ in try town.signUp(event) }
        try town.checkIn(event, waiting[0], at: 100)
        #expect(town.statuses(waiting) == ["waitlisted", "waitlisted"])
        // In one plan, before the rules have looked again.
        let before = try town.signup(first)
        var gone = before
        gone[SignupTable.wish] = .text("out")
        town.rows.put(gone)
        #expect(try plan(event).decisions.map(\.signup.id) == waiting)
        #expect(try plan(event).given == 2)
        town.rows.put(before)
        try town.withdraw(first)
        #expect(town.statuses(waiting) == ["confirmed", "confirmed"])
        #expect(try plan(event).given == 2)
    }

    @Test func `More persons of a sign-up than it has seats are taken from the free ones`() throws {
        let event = try town.event(capacity: 5)
        let first = try town.signUp(event, party: 2)
        try town.checkIn(event, first, at: 100, persons: 4)
        #expect(try plan(event).free == 1)
        #expect(try town.seats(first) == 2)
        // The sign-up follows: the same persons.
        try town.edit(first, [Cell(SignupTable.partySize, .integer(5))])
        #expect(try town.seats(first) == 5)
        #expect(try plan(event).free == 0)
    }

    @Test func `Fewer persons than seats leave nothing free: the others may come`() throws {
        let event = try town.event(capacity: 2)
        let first = try town.signUp(event, party: 2)
        let waiting = try town.signUp(event)
        try town.checkIn(event, first, at: 100, persons: 1)
        #expect(town.status(waiting) == "waitlisted")
    }

    @Test func `After the event nobody moves up, but who had no answer gets one`() throws {
        let event = try town.event(capacity: 2)
        let first = try town.signUp(event)
        let list = try town.checkout(event, seats: 0, expect: 1, by: town.omar).id
        let pending = try town.signUp(event)
        #expect(town.status(pending) == "pending")
        try town.set(event, EventTable.status, .text("held"))
        try town.bringHome(list, by: town.omar)
        #expect(town.status(pending) == "confirmed")
        let waiting = try town.signUp(event)
        #expect(town.status(waiting) == "waitlisted")
        #expect(try town.withdraw(first).outcomes.isEmpty)
        #expect(town.status(waiting) == "waitlisted")
    }

    @Test func `Who was told to wait is not asked to wait for a list after the event`() throws {
        let event = try town.event(capacity: 2)
        let first = try town.signUp(event, party: 2)
        let waiting = try town.signUp(event)
        let list = try town.checkout(event, seats: 0, expect: 1, by: town.omar).id
        try town.set(event, EventTable.status, .text("held"))
        try town.withdraw(first)
        #expect(town.status(waiting) == "waitlisted")
        try town.bringHome(list, by: town.omar)
        #expect(town.status(waiting) == "waitlisted")
    }

    @Test func `What was promised out of a list is confirmed also after the event`() throws {
        let event = try town.event(capacity: 1)
        let list = try town.checkout(event, seats: 1, by: town.ida).id
        try town.set(event, EventTable.status, .text("held"))
        let signup = try town.signUp(event, on: list, by: town.ida).id
        #expect(town.status(signup) == "confirmed")
    }

    @Test func `In random work nobody is bumped, no seat is given twice, and the sums hold`() throws
    {
        var random = SplitMix(seed: 24)
        let event = try town.event(capacity: 12)
        var signups: [RowID] = []
        var checkins: [RowID] = []
        for step in 0..<300 {
            let confirmed = signups.filter { town.status($0) == "confirmed" }
            var touched: RowID?
            switch random.below(6) {
            case 0 where !signups.isEmpty:
                touched = signups[random.below(signups.count)]
                try town.edit(
                    touched!, [Cell(SignupTable.wish, .text(random.below(2) == 0 ? "in" : "out"))])
            case 1 where !checkins.isEmpty:
                try town.void(checkins[random.below(checkins.count)])
            case 2, 3:
                let who = signups.isEmpty || random.below(4) == 0 ? nil : signups.randomOne(&random)
                let persons = Int64(1 + random.below(3))
                let answer = try town.checkIn(
                    event, who, at: Int64(random.below(500)), persons: persons)
                #expect(answer.answer.refusal == nil)
                checkins.append(answer.id)
            default:
                signups.append(try town.signUp(event, party: Int64(1 + random.below(3))))
            }
            for id in confirmed where id != touched {
                #expect(town.status(id) == "confirmed", "step \(step)")
            }
            #expect(town.given(event) <= 12, "step \(step)")
            let plan = try plan(event)
            let attendance = try town.attendance(event)
            #expect(plan.given == town.given(event) + attendance.withoutSeat, "step \(step)")
            // Settled: the same plan once more decides nothing.
            #expect(plan.decisions.isEmpty, "step \(step)")
        }
    }
}

extension Array {
    fileprivate func randomOne(_ random: inout SplitMix) -> Element { self[random.below(count)] }
}

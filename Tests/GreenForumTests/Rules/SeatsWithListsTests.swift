import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Seats while lists are out, and what becomes of promises.
@Suite struct SeatsWithListsTests {
    private let town = Town()

    /// Story 2: capacity 20, 17 taken; A and B have lists out, A was earlier, B comes home first.
    @Test(arguments: [false, true])
    func `Who was before gets the seats, whichever list comes home first`(isAFirst: Bool) throws {
        let event = try town.event(capacity: 20)
        try town.signUp(event, party: 17, at: 0)
        let a = try town.checkout(event, seats: 0, expect: 3, by: town.ida).id
        let b = try town.checkout(event, seats: 0, expect: 3, by: town.omar).id
        var early: [RowID] = []
        var late: [RowID] = []
        func bringA() throws {
            early = try (0..<3).map {
                try town.signUp(event, on: nil, by: town.ida, at: 10 + $0).id
            }
            #expect(town.statuses(early) == ["pending", "pending", "pending"])
            try town.bringHome(a, by: town.ida)
        }
        func bringB() throws {
            late = try (0..<3).map {
                try town.signUp(event, on: nil, by: town.omar, at: 20 + $0).id
            }
            #expect(
                town.statuses(late).allSatisfy { $0 == (isAFirst ? "waitlisted" : "pending") })
            try town.bringHome(b, by: town.omar)
        }
        if isAFirst { try bringA() }
        try bringB()
        if !isAFirst { try bringA() }
        #expect(town.statuses(early) == ["confirmed", "confirmed", "confirmed"])
        #expect(town.statuses(late) == ["waitlisted", "waitlisted", "waitlisted"])
        let plan = try #require(try SeatPlan(of: event, reading: town.rows, now: town.now))
        #expect(plan.waitlist == late)
    }

    @Test func `With allotments both confirm on the spot, never above the capacity`() throws {
        let event = try town.event(capacity: 20)
        try town.signUp(event, party: 17)
        let a = try town.checkout(event, seats: 2, by: town.ida).id
        let b = try town.checkout(event, seats: 1, by: town.omar).id
        let three = try town.checkout(event, seats: 1, by: town.ambassador)
        #expect(three.answer.keys() == ["allotment.too-many"])
        let promised = [
            try town.signUp(event, on: b, by: town.omar),
            try town.signUp(event, on: a, by: town.ida),
            try town.signUp(event, on: a, by: town.ida),
        ]
        #expect(town.statuses(promised.map(\.id)).allSatisfy { $0 == "confirmed" })
        #expect(promised.allSatisfy { $0.answer.outcomes.isEmpty })
        #expect(town.given(event) == 20)
    }

    @Test func `A clock that is hours fast is flagged and not first in line`() throws {
        let event = try town.event(capacity: 3)
        let a = try town.checkout(event, seats: 0, expect: 3, by: town.ida).id
        let b = try town.checkout(event, seats: 0, expect: 3, by: town.omar).id
        let late = try (0..<3).map {
            try town.signUp(event, on: nil, by: town.omar, at: 20 + $0).id
        }
        // The office took the time of receipt: it is doubtful.
        let fast = town.id(by: town.ida)
        try town.act(
            [.insert(SignupTable.schema, fast, town.signupCells(event))], by: town.ida, at: 90,
            isDoubtful: true)
        try town.bringHome(b, by: town.omar)
        try town.bringHome(a, by: town.ida)
        #expect(town.statuses(late) == ["confirmed", "confirmed", "confirmed"])
        #expect(town.status(fast) == "waitlisted")
        #expect(SignupFlags(try town.signup(fast)[SignupTable.flags].text).all == [.clockDoubtful])
    }

    @Test func `At settle_at seats are given out although lists are out`() throws {
        let time = town.now + 50_000_000
        let event = try town.event(capacity: 3, settleAt: time)
        try town.checkout(event, seats: 1, expect: 2, until: .max, by: town.ida)
        let waiting = try (0..<3).map { try town.signUp(event, by: town.omar, at: $0) }
        #expect(town.statuses(waiting) == ["pending", "pending", "pending"])
        try town.pass(to: time)
        // One seat is lent still.
        #expect(town.statuses(waiting) == ["confirmed", "confirmed", "waitlisted"])
        let late = try town.signUp(event, on: nil, by: town.ida, at: 0).id
        #expect(town.status(late) == "waitlisted")
    }

    @Test func `A settle_at that moved wakes nobody too early`() throws {
        let time = town.now + 50_000_000
        let event = try town.event(capacity: 3, settleAt: time)
        try town.checkout(event, seats: 0, expect: 3, until: .max, by: town.ida)
        let waiting = try town.signUp(event, by: town.omar)
        try town.act([
            .update(EventTable.schema, event, [Cell(EventTable.settleAt, .integer(time * 2))])
        ])
        try town.pass(to: time)
        #expect(town.status(waiting) == "pending")
        try town.pass(to: time * 2)
        #expect(town.status(waiting) == "confirmed")
    }

    @Test func `While there is room for all lists a sign-up is confirmed at once`() throws {
        let event = try town.event(capacity: 10)
        try town.checkout(event, seats: 2, expect: 3, by: town.ida)
        let others = try (0..<6).map { _ in try town.signUp(event, by: town.omar) }
        #expect(
            town.statuses(others) == Array(repeating: "confirmed", count: 5) + ["pending"])
    }

    @Test func `A promise that comes home late keeps its place while it is free`() throws {
        let event = try town.event(capacity: 2)
        let until = town.now + 10_000_000
        let list = try town.checkout(event, seats: 2, until: until, by: town.ida).id
        try town.pass(to: until)
        let signup = try town.signUp(event, on: list, by: town.ida, at: 5)
        #expect(town.status(signup.id) == "confirmed")
        #expect(signup.answer.outcomes.isEmpty)
    }

    @Test func `A promise that comes home too late is first in line, and a person is told`() throws
    {
        let event = try town.event(capacity: 2)
        let until = town.now + 10_000_000
        let list = try town.checkout(event, seats: 1, until: until, by: town.ida).id
        let others = try (0..<3).map { try town.signUp(event, by: town.omar, at: $0) }
        try town.pass(to: until)
        #expect(town.statuses(others) == ["confirmed", "confirmed", "waitlisted"])
        let signup = try town.signUp(event, on: list, by: town.ida, at: 50)
        #expect(signup.answer.keys() == ["seats.promise-waits"])
        #expect(signup.answer.outcomes.first?.isOpen == true)
        #expect(SignupFlags(try town.signup(signup.id)[SignupTable.flags].text).all == [.promised])
        try town.edit(others[0], [Cell(SignupTable.wish, .text("out"))])
        #expect(town.statuses([signup.id, others[2]]) == ["confirmed", "waitlisted"])
    }

    @Test func `What was taken after the list's time was no promise`() throws {
        let event = try town.event(capacity: 1)
        let until = town.now + 10_000_000
        let list = try town.checkout(event, seats: 1, until: until, by: town.ida).id
        try town.signUp(event, by: town.omar)
        try town.pass(to: until)
        let after = (until - 1_800_000_000_000) / 60_000 + 1
        let signup = try town.signUp(event, on: list, by: town.ida, at: after)
        #expect(signup.answer.keys() == ["seats.waitlisted"])
    }

    @Test func `A copy of the device that promised the same seats is first in line`() throws {
        let event = try town.event(capacity: 1)
        let list = try town.checkout(event, seats: 1, by: town.ida).id
        let first = try town.signUp(event, on: list, by: town.ida).id
        // Made under the old identity, sent under a new one.
        let second = town.id(by: town.ida)
        let copy = Actor(
            member: town.ida.member, role: "volunteer", device: DeviceID(rawValue: 5_000)!)
        let answer = try town.act(
            [
                .insert(
                    SignupTable.schema, second,
                    town.signupCells(event) + [Cell(SignupTable.allotment, .row(list))])
            ], by: copy)
        #expect(answer.keys() == ["seats.promise-waits"])
        #expect(town.statuses([first, second]) == ["confirmed", "waitlisted"])
    }

    @Test func `Nobody takes the seats of another's list, or more than it has`() throws {
        let event = try town.event(capacity: 2)
        let list = try town.checkout(event, seats: 1, by: town.ida).id
        try town.signUp(event, by: town.omar)
        let stranger = try town.signUp(event, on: list, by: town.omar).id
        #expect(town.status(stranger) == "pending")
        let own = try (0..<2).map { _ in try town.signUp(event, on: list, by: town.ida).id }
        #expect(town.statuses(own) == ["confirmed", "waitlisted"])
        #expect(try town.signup(own[1])[SignupTable.flags].isNull)
    }

    @Test func `A list gets back what its own sign-ups give up`() throws {
        let event = try town.event(capacity: 3)
        let list = try town.checkout(event, seats: 3, by: town.ida).id
        let first = try town.signUp(event, on: list, party: 3, by: town.ida).id
        try town.edit(first, [Cell(SignupTable.partySize, .integer(2))], by: town.ida)
        #expect(try town.signup(first)[SignupTable.listSeats].integer == 2)
        let second = try town.signUp(event, on: list, by: town.ida).id
        #expect(town.status(second) == "confirmed")
        try town.edit(first, [Cell(SignupTable.wish, .text("out"))], by: town.ida)
        #expect(try town.seats(first) == nil)
        let third = try town.signUp(event, on: list, party: 2, by: town.ida).id
        #expect(town.status(third) == "confirmed")
        #expect(town.given(event) == 3)
    }

    @Test func `The office's own changes take nothing from a list`() throws {
        let event = try town.event(capacity: 3)
        let list = try town.checkout(event, seats: 2, by: town.ida).id
        let first = try town.signUp(event, on: list, by: town.ida).id
        try town.edit(
            first, [Cell(SignupTable.partySize, .integer(3))], by: town.ambassador)
        #expect(try town.seats(first) == 1)
        try town.act([.update(EventTable.schema, event, [Cell(EventTable.capacity, .integer(0))])])
        let second = try town.signUp(event, on: list, by: town.ida).id
        #expect(town.status(second) == "confirmed")
    }

    @Test func `A device never promises one seat too many, in whatever order its clock goes`()
        throws
    {
        let event = try town.event(capacity: 9)
        let list = try town.checkout(event, seats: 3, by: town.ida).id
        func left() throws -> Int64? {
            try SeatPromise(
                of: event, by: town.ida.device, now: town.now, reading: town.rows)?.left
        }
        func write(_ milliseconds: Int64, _ party: Int64) -> RowID {
            let row = Row(
                table: SignupTable.schema,
                id: RowID(
                    timestamp: Timestamp(milliseconds: milliseconds), device: town.ida.device),
                cells: town.signupCells(event, party: party)
                    + [Cell(SignupTable.allotment, .row(list))])
            town.rows.put(row)
            return row.id
        }
        #expect(try left() == 3)
        let first = write(1_800_000_000_000, 2)
        #expect(try left() == 1)
        _ = write(1_700_000_000_000, 1)
        #expect(try left() == 0)
        var out = try town.signup(first)
        out[SignupTable.wish] = .text("out")
        town.rows.put(out)
        #expect(try left() == 2)
        #expect(
            try SeatPromise(of: event, by: town.omar.device, now: town.now, reading: town.rows)
                == nil)
        let promise = try #require(
            try SeatPromise(of: event, by: town.ida.device, now: town.now, reading: town.rows))
        #expect(promise.covers(party: 2) && !promise.covers(party: 3) && !promise.covers(party: 0))
        let outlook = try SeatOutlook(of: first, reading: town.rows, now: town.now)
        #expect(outlook?.guess == .withdrawn)
    }

    @Test func `The outlook says what is promised, and what waits for lists`() throws {
        let event = try town.event(capacity: 2)
        let list = try town.checkout(event, seats: 1, by: town.ida).id
        func outlook(_ allotment: RowID?, by actor: Actor) throws -> SeatOutlook.Guess? {
            let id = town.id(by: actor)
            let cells =
                town.signupCells(event)
                + (allotment.map { [Cell(SignupTable.allotment, .row($0))] } ?? [])
            town.rows.put(Row(table: SignupTable.schema, id: id, cells: cells))
            defer { town.rows.remove(id, from: SignupTable.id) }
            return try SeatOutlook(of: id, reading: town.rows, now: town.now)?.guess
        }
        #expect(try outlook(list, by: town.ida) == .promised(left: 0))
        #expect(try outlook(nil, by: town.ida) == .waitsForLists)
        #expect(try outlook(nil, by: town.omar) == .looksFree(left: 0))
    }

    /// Lists with lent and expected seats bring more or fewer than they were to: the last word is the same in
    /// whatever order they come home.
    @Test(arguments: 0..<44)
    func `The order in which lists come home changes nothing`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let count = seed < 40 ? 2 + random.below(3) : 50
        let actors = (0..<count).map { Actor.volunteer($0) }
        let plans = (0..<count).map { _ in
            (
                lent: Int64(random.below(3)), expected: Int64(1 + random.below(3)),
                parties: (0..<random.below(6)).map { _ in
                    (size: Int64(1 + random.below(3)), at: Int64(random.below(40)))
                }
            )
        }
        let capacity = plans.reduce(2) { $0 + $1.lent + $1.expected }
        var results: [[String]] = []
        for order in [Array(0..<count), Array((0..<count).reversed()), (1..<count) + [0]] {
            let town = Town()
            let event = try town.event(capacity: capacity)
            try town.signUp(event, party: 2, at: 0)
            let lists = try (0..<count).map {
                try town.checkout(
                    event, seats: plans[$0].lent, expect: plans[$0].expected,
                    by: actors[$0]
                ).id
            }
            // The ids are the same in whatever order the lists come home.
            let ids = (0..<count).map { index in
                plans[index].parties.map { _ in town.id(by: actors[index]) }
            }
            for index in order {
                for (id, party) in zip(ids[index], plans[index].parties) {
                    let promise = try SeatPromise(
                        of: event, by: actors[index].device, now: town.now, reading: town.rows)
                    let list = promise?.covers(party: party.size) == true ? promise?.list : nil
                    try town.act(
                        [
                            .insert(
                                SignupTable.schema, id,
                                town.signupCells(event, party: party.size)
                                    + [Cell(SignupTable.allotment, list.map(Value.row) ?? .null)])
                        ], by: actors[index], at: party.at)
                    if list != nil { #expect(town.status(id) == "confirmed") }
                }
                try town.bringHome(lists[index], by: actors[index])
            }
            #expect(town.given(event) <= capacity)
            results.append(town.statuses(ids.flatMap { $0 }))
        }
        #expect(Set(results).count == 1)
    }
}

import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct SeatsRuleTests {
    private let town = Town()

    /// Capacity, parties in the order in which they come, and what each gets.
    @Test(
        arguments: [
            (3, [1, 1, 1], ["confirmed", "confirmed", "confirmed"]),
            (3, [1, 1, 1, 1], ["confirmed", "confirmed", "confirmed", "waitlisted"]),
            (3, [2, 2, 1], ["confirmed", "waitlisted", "waitlisted"]),
            (3, [3, 1], ["confirmed", "waitlisted"]), (0, [1], ["waitlisted"]),
            (nil, [50, 50], ["confirmed", "confirmed"]),
            // A party that can never fit holds nobody up.
            (3, [4, 1, 2], ["waitlisted", "confirmed", "confirmed"]),
        ] as [(Int64?, [Int64], [String])])
    func `Seats go in the order of time, parties together, nobody overtaken`(
        capacity: Int64?, parties: [Int64], expected: [String]
    ) throws {
        let event = try town.event(capacity: capacity)
        let signups = try parties.map { try town.signUp(event, party: $0) }
        #expect(town.statuses(signups) == expected)
    }

    @Test func `A later word about an earlier time queues earlier, but bumps nobody`() throws {
        let event = try town.event(capacity: 2)
        let b = try (0..<4).map { try town.signUp(event, by: town.omar, at: 100 + $0) }
        let a = try (0..<2).map { try town.signUp(event, by: town.ida, at: 10 + $0) }
        #expect(town.statuses(b) == ["confirmed", "confirmed", "waitlisted", "waitlisted"])
        #expect(town.statuses(a) == ["waitlisted", "waitlisted"])
        let plan = try #require(try SeatPlan(of: event, reading: town.rows, now: town.minute))
        #expect(plan.waitlist == a + [b[2], b[3]])
        try town.edit(b[0], [Cell(SignupTable.wish, .text("out"))], by: town.omar)
        #expect(town.status(a[0]) == "confirmed")
        #expect(town.status(b[2]) == "waitlisted")
    }

    @Test func `Who waits is told the place, and who moves up is told`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event)
        let waiting = town.id(by: town.ida)
        let told = try town.act(
            [.insert(SignupTable.schema, waiting, town.signupCells(event))], by: town.ida)
        #expect(told.keys() == ["seats.waitlisted"])
        #expect(told["seats.waitlisted"]?.arguments["position"] == "1")
        #expect(told["seats.waitlisted"]?.loser?.member == town.ida.member)
        let answer = try town.edit(first, [Cell(SignupTable.wish, .text("out"))])
        #expect(answer.keys() == ["seats.promoted"])
        #expect(answer["seats.promoted"]?.row == waiting)
        #expect(town.status(waiting) == "confirmed")
    }

    @Test func `Who can never fit is told so`() throws {
        let event = try town.event(capacity: 2)
        let large = try town.signUp(event, on: nil, party: 3, by: town.ida)
        #expect(large.answer.keys() == ["seats.never-fits"])
        let part = town.id(by: town.ida)
        try town.act([
            .insert(
                SignupTable.schema, part,
                town.signupCells(event, party: 3) + [Cell(SignupTable.partyMin, .integer(1))])
        ])
        #expect(try town.seats(part) == 2)
        let none = try town.event(capacity: 0)
        #expect(
            try town.signUp(none, on: nil, by: town.ida).answer.keys() == ["seats.never-fits"])
    }

    @Test func `Deleting a sign-up lets the next move up`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event)
        let second = try town.signUp(event)
        try town.act([.delete(SignupTable.schema, first)], by: town.ambassador)
        #expect(town.status(second) == "confirmed")
    }

    @Test func `A larger capacity lets the waitlist move up in order, a smaller one takes nothing`()
        throws
    {
        let event = try town.event(capacity: 1)
        let signups = try [1, 2, 1, 1].map { try town.signUp(event, party: $0) }
        try town.act([.update(EventTable.schema, event, [Cell(EventTable.capacity, .integer(4))])])
        #expect(town.statuses(signups) == ["confirmed", "confirmed", "confirmed", "waitlisted"])
        let answer = try town.act([
            .update(EventTable.schema, event, [Cell(EventTable.capacity, .integer(2))])
        ])
        #expect(town.statuses(signups) == ["confirmed", "confirmed", "confirmed", "waitlisted"])
        #expect(answer.keys() == ["seats.over-capacity"])
        #expect(answer.outcomes.first?.arguments == ["taken": "4", "capacity": "2"])
        try town.act([.update(EventTable.schema, event, [Cell(EventTable.capacity, .null)])])
        #expect(town.statuses(signups).allSatisfy { $0 == "confirmed" })
    }

    @Test func `Ties are drawn by the ids alone, the same whoever comes first`() throws {
        let event = try town.event(capacity: 2)
        let ids = (0..<5).map { _ in town.id(by: town.ida) }
        func winners(_ order: [RowID]) throws -> Set<RowID> {
            let other = Town()
            other.rows.put(try #require(town.rows.row(event, in: EventTable.id)))
            try other.act(
                order.map { .insert(SignupTable.schema, $0, other.signupCells(event)) },
                by: other.ida)
            return Set(ids.filter { other.status($0) == "confirmed" })
        }
        let expected = ids.sorted {
            SeatPlan.lot(event: event, signup: $0).bytes.lexicographicallyPrecedes(
                SeatPlan.lot(event: event, signup: $1).bytes)
        }.prefix(2)
        #expect(try winners(ids) == Set(expected))
        #expect(try winners(ids.reversed()) == Set(expected))
    }

    @Test func `A confirmed party grows while there is room, else the rest waits in its turn`()
        throws
    {
        let event = try town.event(capacity: 4)
        let first = try town.signUp(event, party: 1)
        #expect(try town.edit(first, [Cell(SignupTable.partySize, .integer(3))]).outcomes.isEmpty)
        #expect(try town.seats(first) == 3)
        let answer = try town.edit(first, [Cell(SignupTable.partySize, .integer(5))])
        #expect(answer.keys() == ["seats.extra-waits"])
        #expect(answer.outcomes.first?.arguments["seats"] == "3")
        #expect(try town.seats(first) == 3)
        #expect(town.status(first) == "confirmed")
        let second = try town.signUp(event, party: 1)
        #expect(town.status(second) == "waitlisted")
        try town.edit(first, [Cell(SignupTable.partySize, .integer(2))])
        #expect(try town.seats(first) == 2)
        #expect(town.status(second) == "confirmed")
        #expect(try town.signup(first)[SignupTable.extraAt].isNull)
    }

    @Test func `What a party has grown by queues from when it grew`() throws {
        let event = try town.event(capacity: 3)
        let first = try town.signUp(event, party: 2)
        let other = try town.signUp(event, party: 1)
        try town.edit(first, [Cell(SignupTable.partySize, .integer(3))])
        let waiting = try town.signUp(event, party: 1)
        let answer = try town.edit(other, [Cell(SignupTable.wish, .text("out"))])
        #expect(answer.keys() == ["seats.extra"])
        #expect(try town.seats(first) == 3)
        #expect(town.status(waiting) == "waitlisted")
    }

    @Test func `A confirmed party that grows beyond the event's largest keeps its seats`() throws {
        let event = try town.event(capacity: 9, partyMax: 4)
        let first = try town.signUp(event, party: 2)
        let answer = try town.edit(first, [Cell(SignupTable.partySize, .integer(5))])
        #expect(answer.keys() == ["seats.extra-too-large"])
        #expect(try town.seats(first) == 2)
        #expect(try town.edit(first, [Cell(SignupTable.note, .text("x"))]).outcomes.isEmpty)
    }

    @Test func `A party that accepts a part gets what is there, and the rest in its turn`() throws {
        let event = try town.event(capacity: 5)
        let first = try town.signUp(event, party: 3)
        let family = town.id(by: town.ida)
        let answer = try town.act(
            [
                .insert(
                    SignupTable.schema, family,
                    town.signupCells(event, party: 4) + [Cell(SignupTable.partyMin, .integer(2))])
            ], by: town.ida)
        #expect(answer.keys() == ["seats.part"])
        #expect(try town.seats(family) == 2)
        let later = try town.signUp(event, party: 1)
        #expect(town.status(later) == "waitlisted")
        try town.edit(first, [Cell(SignupTable.partySize, .integer(2))])
        #expect(try town.seats(family) == 3)
        #expect(town.status(later) == "waitlisted")
        try town.edit(first, [Cell(SignupTable.wish, .text("out"))])
        #expect(try town.seats(family) == 4)
        #expect(town.status(later) == "confirmed")
        #expect(town.given(event) == 5)
    }

    @Test func `A part that is too small for the party is not given`() throws {
        let event = try town.event(capacity: 4)
        try town.signUp(event, party: 3)
        let family = town.id(by: town.ida)
        try town.act(
            [
                .insert(
                    SignupTable.schema, family,
                    town.signupCells(event, party: 4) + [Cell(SignupTable.partyMin, .integer(2))])
            ], by: town.ida)
        #expect(town.status(family) == "waitlisted")
    }

    @Test func `A smaller party gives its seats to the next`() throws {
        let event = try town.event(capacity: 3)
        let first = try town.signUp(event, party: 3)
        let second = try town.signUp(event, party: 2)
        try town.edit(first, [Cell(SignupTable.partySize, .integer(1))])
        #expect(town.statuses([first, second]) == ["confirmed", "confirmed"])
    }

    @Test func `A party beyond the event's largest is declined, and seated once it is smaller`()
        throws
    {
        let event = try town.event(capacity: 10, partyMax: 4)
        let id = town.id(by: town.ida)
        let answer = try town.act(
            [.insert(SignupTable.schema, id, town.signupCells(event, party: 5))], by: town.ida)
        #expect(answer.keys() == ["seats.party-too-large"])
        #expect(town.status(id) == "declined")
        #expect(
            try town.edit(id, [Cell(SignupTable.note, .text("med barnevogn"))]).outcomes.isEmpty)
        try town.edit(id, [Cell(SignupTable.partySize, .integer(4))])
        #expect(town.status(id) == "confirmed")
    }

    @Test(arguments: [0, -1, 100_001, .max, .min] as [Int64])
    func `A number of persons that cannot be is returned`(party: Int64) throws {
        let event = try town.event(capacity: 10)
        let answer = try town.act(
            [.insert(SignupTable.schema, town.id(), town.signupCells(event, party: party))])
        #expect(answer.refusal?.code == .valueInvalid)
        #expect(answer.refusal?.column == SignupTable.partySize.id)
    }

    @Test(arguments: [-1, 100_001, .max, .min] as [Int64])
    func `A capacity that cannot be is returned`(capacity: Int64) throws {
        let event = try town.event(capacity: 10)
        let answer = try town.act([
            .update(EventTable.schema, event, [Cell(EventTable.capacity, .integer(capacity))])
        ])
        #expect(answer.refusal?.code == .valueInvalid)
    }

    @Test func `The office notes when it counts from, and what is odd about it`() throws {
        let event = try town.event(closes: 1_800_000_000_000 + 50 * 60_000)
        let early = try town.signUp(event, at: 10)
        #expect(try flags(early) == [])
        #expect(try row(early)[SignupTable.effectiveAt].integer == 1_800_000_600_000)
        #expect(try flags(try town.signUp(event, at: 60)) == [.afterClosing])
        let doubtful = town.id(by: town.ida)
        try town.act(
            [.insert(SignupTable.schema, doubtful, town.signupCells(event))], by: town.ida, at: 1,
            isDoubtful: true)
        #expect(try flags(doubtful) == [.clockDoubtful])
    }

    @Test func `In random work no more seats are given out than there are, and nobody is bumped`()
        throws
    {
        var random = SplitMix(seed: 61)
        let event = try town.event(capacity: 12)
        var ids: [RowID] = []
        for step in 0..<300 {
            let confirmed = ids.filter { town.status($0) == "confirmed" && wish($0) == "in" }
            var touched: RowID?
            switch random.below(4) {
            case 0 where !ids.isEmpty:
                touched = ids[random.below(ids.count)]
                let wish = random.below(2) == 0 ? "in" : "out"
                try town.edit(touched!, [Cell(SignupTable.wish, .text(wish))])
            case 1 where !ids.isEmpty:
                touched = ids[random.below(ids.count)]
                let size = Int64(1 + random.below(4))
                try town.edit(touched!, [Cell(SignupTable.partySize, .integer(size))])
            default:
                let at = Int64(random.below(400))
                ids.append(try town.signUp(event, party: Int64(1 + random.below(4)), at: at))
            }
            for id in confirmed where id != touched {
                #expect(town.status(id) == "confirmed", "step \(step)")
            }
            let now = ids.filter { town.status($0) == "confirmed" && wish($0) == "in" }
            let taken = try now.reduce(0) { $0 + (try town.seats($1) ?? 0) }
            #expect(taken <= 12, "step \(step)")
        }
    }

    private func row(_ id: RowID) throws -> Row {
        try #require(town.rows.row(id, in: SignupTable.id))
    }

    private func wish(_ id: RowID) -> String? {
        town.rows.row(id, in: SignupTable.id)?[SignupTable.wish].text
    }

    private func flags(_ id: RowID) throws -> [SignupFlags.Flag] {
        SignupFlags(try row(id)[SignupTable.flags].text).all
    }
}

import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Withdrawals, undo and lookalikes.
@Suite struct SamePersonWishTests {
    private let town = Town()
    private let out = [Cell(SignupTable.wish, .text("out"))]
    private let back = [Cell(SignupTable.wish, .text("in"))]

    /// A person with two slips, the second merged into the first.
    private func twice(
        _ event: RowID, parties: (Int64, Int64) = (1, 1)
    ) throws -> (first: RowID, second: RowID) {
        let first = try town.signUp(
            event, .init(phone: "+45 20 30 40 50", party: parties.0, at: 10)
        ).id
        let second = try town.signUp(
            event,
            .init(email: "aase@x.dk", phone: "20304050", party: parties.1, note: "Hej", at: 20),
            by: town.omar
        ).id
        #expect(town.status(second) == "merged")
        return (first, second)
    }

    private func wishes(_ ids: [RowID]) throws -> [String?] {
        try ids.map { try town.signup($0)[SignupTable.wish].text }
    }

    @Test func `A withdrawn sign-up is not merged, and signing up again is a new place`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(email: "aase@x.dk")).id
        try town.edit(first, out)
        let second = try town.signUp(event, .init(email: "aase@x.dk")).id
        #expect(town.statuses([first, second]) == ["received", "confirmed"])
        // Back by the old slip: the newer sign-up was there before.
        try town.edit(first, back)
        #expect(town.statuses([first, second]) == ["merged", "confirmed"])
    }

    @Test func `Who withdraws by the living slip withdraws all`() throws {
        let event = try town.event(capacity: 2)
        let (first, second) = try twice(event)
        let waiting = try town.signUp(event, party: 2)
        try town.edit(first, out)
        #expect(try wishes([first, second]) == ["out", "out"])
        #expect(town.statuses([first, second, waiting]) == ["received", "merged", "confirmed"])
        #expect(town.living(event).map(\.id) == [waiting])
    }

    @Test func `A withdrawn slip of a deleted sign-up is left by itself`() throws {
        let event = try town.event()
        let (first, second) = try twice(event)
        try town.edit(first, out)
        try town.act([.delete(SignupTable.schema, first)])
        #expect(town.statuses([first, second]) == ["gone", "received"])
        #expect(try town.mergedInto(second) == nil)
        try town.edit(second, back)
        #expect(town.status(second) == "confirmed")
    }

    @Test func `Who withdraws by a merged slip does not come`() throws {
        let event = try town.event(capacity: 2)
        let (first, second) = try twice(event)
        let waiting = try town.signUp(event, party: 2)
        let answer = try town.edit(second, out, by: town.omar, at: 90)
        #expect(answer.keys() == ["person.withdrawn", "seats.promoted"])
        #expect(answer["person.withdrawn"]?.row == first)
        #expect(try wishes([first, second]) == ["out", "out"])
        #expect(town.status(waiting) == "confirmed")
    }

    @Test func `An older withdrawal does not undo a later sign-up`() throws {
        let event = try town.event()
        let (first, second) = try twice(event)
        let third = try town.signUp(event, .init(phone: "20304050", at: 40)).id
        let answer = try town.edit(second, out, by: town.omar, at: 30)
        #expect(answer.keys() == ["person.still-in"])
        #expect(town.statuses([first, second, third]) == ["confirmed", "merged", "merged"])
        #expect(try wishes([first]) == ["in"])
        #expect(try town.signup(first)[SignupTable.note].text == "Hej")
    }

    @Test func `Who comes back, by whichever slip, queues from then on`() throws {
        for isBySecond in [false, true] {
            let town = Town()
            let event = try town.event(capacity: 1)
            let ids = try [10, 20].map {
                try town.signUp(event, .init(email: "aase@x.dk", at: $0)).id
            }
            let other = try town.signUp(event, party: 1, at: 30)
            try town.edit(ids[0], out, at: 40)
            #expect(town.status(other) == "confirmed")
            try town.edit(ids[isBySecond ? 1 : 0], back, at: 50)
            #expect(town.statuses(ids) == ["waitlisted", "merged"])
            #expect(try town.minutes(SignupTable.effectiveAt, of: ids[0]) == 50)
        }
    }

    @Test func `Two persons after all: both live, each by its own words and time`() throws {
        let event = try town.event(capacity: 9)
        let (first, second) = try twice(event, parties: (2, 3))
        #expect(try town.seats(first) == 3)
        let answer = try town.separate(second, from: [first])
        #expect(answer.keys() == ["person.separated"])
        #expect(town.statuses([first, second]) == ["confirmed", "confirmed"])
        #expect(try [town.seats(first), town.seats(second)] == [2, 3])
        let (one, two) = (try town.signup(first), try town.signup(second))
        #expect(one[SignupTable.email].isNull && one[SignupTable.note].isNull)
        #expect(one[SignupTable.ownWords].isNull && two[SignupTable.mergedInto].isNull)
        #expect(try town.minutes(SignupTable.effectiveAt, of: second) == 20)
        // Never again, nor with what comes later.
        try town.edit(second, [Cell(SignupTable.note, .text("Hej igen"))])
        #expect(town.status(second) == "confirmed")
        let third = try town.signUp(event, .init(email: "aase@x.dk", at: 60)).id
        #expect(try town.mergedInto(third) == second)
        // Until somebody says that they are one after all.
        try town.separate(second, from: [])
        #expect(town.living(event).map(\.id) == [first])
    }

    @Test func `Who has the seat keeps it, the other waits in its own turn`() throws {
        let event = try town.event(capacity: 1)
        let (first, second) = try twice(event)
        let later = try town.signUp(event, party: 1, at: 50)
        let answer = try town.separate(first, from: [second])
        #expect(answer.keys() == ["person.separated", "seats.waitlisted"])
        #expect(
            town.statuses([first, second, later]) == ["confirmed", "waitlisted", "waitlisted"])
        try town.edit(first, out)
        #expect(town.statuses([second, later]) == ["confirmed", "waitlisted"])
    }

    @Test func `One of three is parted, the others stay one`() throws {
        let event = try town.event()
        let (first, second) = try twice(event)
        let third = try town.signUp(event, .init(phone: "20304050", party: 4, at: 30)).id
        try town.separate(first, from: [second, third])
        #expect(town.statuses([first, second, third]) == ["confirmed", "confirmed", "merged"])
        #expect(try town.mergedInto(third) == second)
        #expect(try [town.seats(first), town.seats(second)] == [1, 4])
    }

    @Test func `What a person wrote over a value from the other slip stays when they are parted`()
        throws
    {
        let event = try town.event()
        let (first, second) = try twice(event)
        try town.edit(first, [Cell(SignupTable.note, .text("Min egen"))])
        try town.edit(first, [Cell(SignupTable.partySize, .integer(2))])
        try town.separate(second, from: [first])
        let row = try town.signup(first)
        #expect(row[SignupTable.note].text == "Min egen")
        #expect(row[SignupTable.email].isNull)
        #expect(row[SignupTable.partySize].integer == 2)
    }

    @Test func `Parted before they are ever merged, and parted while withdrawn`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(email: "bo@x.dk")).id
        let second = town.id(by: town.omar)
        let cells =
            [
                Cell(SignupTable.event, .row(event)),
                Cell(SignupTable.notSame, OtherPersons([first]).text.map(Value.text) ?? .null),
            ] + Town.Somebody(email: "bo@x.dk").cells
        try town.act([.insert(SignupTable.schema, second, cells)], by: town.omar)
        #expect(town.statuses([first, second]) == ["confirmed", "confirmed"])
        let (third, fourth) = try twice(event)
        try town.edit(third, out)
        try town.separate(fourth, from: [third])
        #expect(town.status(fourth) == "received")
        #expect(try town.mergedInto(fourth) == nil)
        try town.edit(fourth, back)
        #expect(town.status(fourth) == "confirmed")
    }

    @Test
    func
        `Deleting the merged slip keeps what it brought; the living one is not deleted in silence`()
        throws
    {
        let event = try town.event(capacity: 9)
        let (first, second) = try twice(event, parties: (1, 3))
        let answer = try town.act([.delete(SignupTable.schema, first)], by: town.ida)
        #expect(answer.keys() == ["delete.children"])
        #expect(town.statuses([first, second]) == ["confirmed", "merged"])
        try town.act([.delete(SignupTable.schema, second)], by: town.ida)
        let row = try town.signup(first)
        #expect(row[SignupTable.partySize].integer == 3)
        #expect(row[SignupTable.email].text == "aase@x.dk")
        #expect(row[SignupTable.ownWords].isNull)
    }

    @Test func `Another given name at the same address stays, flagged once`() throws {
        let event = try town.event(capacity: 1)
        let first = try town.signUp(event, .init(email: "fam@x.dk", at: 1)).id
        let second = try town.signUp(event, .init(name: "Bo Østergård", email: "FAM@x.dk", at: 2))
        #expect(second.answer.keys() == ["person.same-contact", "seats.waitlisted"])
        #expect(second.answer["person.same-contact"]?.isOpen == false)
        #expect(try town.flags(second.id) == [.sameContact])
        #expect(try town.flags(first) == [])
        let again = try town.edit(second.id, [Cell(SignupTable.note, .text("Hej"))])
        #expect(again.outcomes.isEmpty)
    }

    @Test func `The same name without an address stays, and a person is asked`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(name: "Anne Hansen", at: 2)).id
        let other = try town.signUp(event, .init(name: "Anne Hansen", phone: "20304050", at: 3)).id
        let early = try town.signUp(event, .init(name: "anne  hansen", at: 1))
        #expect(early.answer.keys() == ["person.same-name"])
        // The later of the two is flagged, whoever comes first.
        #expect(early.answer.outcomes.first?.row == first)
        #expect(early.answer.outcomes.first?.isOpen == true)
        #expect(try [early.id, first, other].map(town.flags) == [[], [.sameName], []])
        try town.separate(first, from: [early.id])
        #expect(try town.flags(first) == [])
    }

    @Test func `What came with a doubtful clock or after closing is still noted when it is merged`()
        throws
    {
        let event = try town.event(closes: 1_800_000_000_000 + 50 * 60_000)
        try town.signUp(event, .init(email: "aase@x.dk", at: 1))
        let second = try town.signUp(event, .init(email: "aase@x.dk", at: 60)).id
        #expect(try town.flags(second) == [.afterClosing])
        #expect(try town.minutes(SignupTable.effectiveAt, of: second) == 60)
    }

    @Test func `Nothing is merged at a cancelled event`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(email: "aase@x.dk")).id
        try town.act([
            .update(EventTable.schema, event, [Cell(EventTable.status, .text("cancelled"))])
        ])
        let second = try town.signUp(event, .init(email: "aase@x.dk")).id
        #expect(town.statuses([first, second]) == ["declined", "declined"])
    }
}

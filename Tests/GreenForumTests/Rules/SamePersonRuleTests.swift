import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct SamePersonRuleTests {
    private let town = Town()

    /// The second sign-up, and whether it is the first one's (`Åse Østergård`, both contacts) person.
    @Test(
        arguments: [
            ("Åse Østergård", "aase@eksempel.dk", nil, true),
            ("åse  østergaard", "AASE@Eksempel.DK", nil, true),
            ("Aase", nil, "+45 20 30 40 50", true), ("Åse-Marie Bæk", nil, "20304050", true),
            ("Østergård, Åse", "aase@eksempel.dk", "+45 99 99 99 99", true),
            ("Bo Østergård", "aase@eksempel.dk", "+45 20 30 40 50", false),
            ("Åse Østergård", "aase@andet.dk", nil, false),
            ("Åse Østergård", nil, "+46 20304050", false), ("Åse Østergård", nil, nil, false),
        ] as [(String, String?, String?, Bool)])
    func `A contact and the given name tell who it is`(
        name: String, email: String?, phone: String?, isSame: Bool
    ) throws {
        let event = try town.event()
        let first = try town.signUp(
            event, .init(email: "aase@eksempel.dk", phone: "+45 20 30 40 50")
        ).id
        let second = try town.signUp(event, .init(name: name, email: email, phone: phone)).id
        #expect(town.statuses([first, second]) == ["confirmed", isSame ? "merged" : "confirmed"])
        #expect(try town.mergedInto(second) == (isSame ? first : nil))
    }

    @Test func `Who links two sign-ups makes all three one person's`() throws {
        let event = try town.event()
        let phone = try town.signUp(event, .init(phone: "+45 20 30 40 50", at: 1)).id
        let mail = try town.signUp(event, .init(email: "aase@eksempel.dk", at: 2)).id
        #expect(town.statuses([phone, mail]) == ["confirmed", "confirmed"])
        let both = try town.signUp(
            event, .init(email: "aase@eksempel.dk", phone: "+45 20 30 40 50", at: 3))
        #expect(town.statuses([phone, mail, both.id]) == ["confirmed", "merged", "merged"])
        #expect(both.answer.keys() == ["person.merged", "person.merged"])
        #expect(try town.signup(phone)[SignupTable.email].text == "aase@eksempel.dk")
        #expect(town.given(event) == 1)
    }

    @Test func `The earliest place and the latest party size count, whoever comes first`() throws {
        for isReversed in [false, true] {
            let town = Town()
            let event = try town.event(capacity: 9)
            let other = try town.signUp(event, party: 9)
            let two = try town.signUp(event, party: 2, at: 5)
            let ids = [town.id(by: town.ida), town.id(by: town.omar)]
            let visits = [
                Town.Somebody(email: "aase@x.dk", party: 1, at: 1),
                Town.Somebody(email: "Aase@x.dk", party: 2, at: 9),
            ]
            for index in isReversed ? [1, 0] : [0, 1] {
                try town.signUp(event, visits[index], as: ids[index])
            }
            let row = try town.signup(ids[0])
            #expect(row[SignupTable.partySize].integer == 2)
            #expect(try town.minutes(SignupTable.effectiveAt, of: ids[0]) == 1)
            #expect(town.statuses(ids) == ["waitlisted", "merged"])
            // One keeps the place before the party of two, the other comes after it.
            #expect(row[SignupTable.placeSeats].integer == 1)
            #expect(try town.minutes(SignupTable.extraAt, of: ids[0]) == 9)
            try town.edit(other, [Cell(SignupTable.partySize, .integer(8))])
            #expect(try town.seats(ids[0]) == 1)
            #expect(try town.signup(ids[0])[SignupTable.placeSeats].isNull)
            try town.edit(other, [Cell(SignupTable.partySize, .integer(6))])
            #expect(town.status(two) == "confirmed")
            #expect(try town.seats(ids[0]) == 1)
            try town.edit(other, [Cell(SignupTable.partySize, .integer(5))])
            #expect(try town.seats(ids[0]) == 2)
            #expect(town.given(event) == 9)
        }
    }

    @Test func `A confirmed party that is larger in its second sign-up waits for the rest`() throws
    {
        let event = try town.event(capacity: 3)
        let first = try town.signUp(event, .init(email: "aase@x.dk", party: 2, at: 1)).id
        try town.signUp(event, party: 1, at: 2)
        let second = try town.signUp(event, .init(email: "aase@x.dk", party: 3, at: 5))
        #expect(second.answer.keys() == ["person.merged", "seats.extra-waits"])
        #expect(try town.seats(first) == 2)
        #expect(try town.minutes(SignupTable.extraAt, of: first) == 5)
        #expect(town.status(first) == "confirmed")
    }

    @Test func `A smaller party in the later sign-up gives seats to who waits`() throws {
        let event = try town.event(capacity: 4)
        let first = try town.signUp(event, .init(email: "aase@x.dk", party: 3, at: 1)).id
        let waiting = try town.signUp(event, party: 2, at: 2)
        let second = try town.signUp(event, .init(email: "aase@x.dk", party: 2, at: 3))
        #expect(second.answer.keys() == ["person.merged", "seats.promoted"])
        #expect(try town.seats(first) == 2)
        #expect(town.status(waiting) == "confirmed")
    }

    @Test func `The one with a seat lives, whatever its time, and keeps the earlier place`() throws
    {
        let event = try town.event(capacity: 1)
        let late = try town.signUp(event, .init(email: "aase@x.dk", at: 9)).id
        try town.signUp(event, party: 1, at: 5)
        let early = try town.signUp(event, .init(email: "aase@x.dk", phone: "+45 20304050", at: 1))
        #expect(early.answer.keys() == ["person.merged"])
        #expect(town.statuses([late, early.id]) == ["confirmed", "merged"])
        #expect(try town.mergedInto(early.id) == late)
        #expect(try town.minutes(SignupTable.effectiveAt, of: late) == 1)
        #expect(try town.signup(late)[SignupTable.phone].text == "+45 20304050")
    }

    @Test func `Who waits and is promised a seat out of a list has it`() throws {
        let event = try town.event(capacity: 3)
        let list = try town.checkout(event, seats: 2, by: town.omar).id
        try town.signUp(event, party: 1, at: 0)
        let waiting = try town.signUp(event, .init(email: "aase@x.dk", party: 3, at: 1)).id
        let promised = try town.signUp(
            event, .init(email: "aase@x.dk", party: 2, at: 5, list: list), by: town.omar)
        #expect(town.statuses([waiting, promised.id]) == ["merged", "confirmed"])
        #expect(try town.signup(promised.id)[SignupTable.listSeats].integer == 2)
        #expect(town.given(event) == 3)
    }

    @Test func `A promise stands although a later word asks for more`() throws {
        let event = try town.event(capacity: 3)
        let list = try town.checkout(event, seats: 2, by: town.omar).id
        try town.signUp(event, party: 1, at: 0)
        let waiting = try town.signUp(event, .init(email: "aase@x.dk", party: 3, at: 7)).id
        let promised = try town.signUp(
            event, .init(email: "aase@x.dk", party: 2, at: 5, list: list), by: town.omar)
        #expect(town.statuses([waiting, promised.id]) == ["merged", "confirmed"])
        let row = try town.signup(promised.id)
        #expect(row[SignupTable.partySize].integer == 3)
        #expect(try town.seats(promised.id) == 2)
        #expect(try town.minutes(SignupTable.extraAt, of: promised.id) == 7)
        #expect(promised.answer.keys() == ["person.merged", "seats.part"])
    }

    @Test
    func
        `Two lists that promised the same person seats: one is kept, the other list has its own again`()
        throws
    {
        let event = try town.event(capacity: 5)
        let a = try town.checkout(event, seats: 2, by: town.ida).id
        let b = try town.checkout(event, seats: 3, by: town.omar).id
        let first = try town.signUp(
            event, .init(email: "aase@x.dk", party: 2, at: 1, list: a), by: town.ida
        ).id
        let second = try town.signUp(
            event, .init(email: "aase@x.dk", party: 2, at: 2, list: b), by: town.omar
        ).id
        #expect(town.statuses([first, second]) == ["confirmed", "merged"])
        func left(_ actor: Actor) throws -> Int64? {
            try SeatPromise(of: event, by: actor.device, now: town.now, reading: town.rows)?.left
        }
        #expect(try left(town.ida) == 0)
        #expect(try left(town.omar) == 3)
        // The better promise is kept.
        let third = try town.signUp(
            event, .init(email: "aase@x.dk", party: 3, at: 3, list: b), by: town.omar
        ).id
        #expect(town.statuses([first, second, third]) == ["merged", "merged", "confirmed"])
        #expect(try town.mergedInto(second) == third)
        #expect(try left(town.ida) == 2)
        #expect(try left(town.omar) == 0)
        #expect(town.given(event) == 3)
    }

    @Test func `A promise that comes home late stays first in line`() throws {
        let event = try town.event(capacity: 1)
        let until = town.now + 10_000_000
        let list = try town.checkout(event, seats: 1, until: until, by: town.ida).id
        try town.pass(to: until)
        let other = try town.signUp(event, party: 1, by: town.omar, at: 0)
        let next = try town.signUp(event, party: 1, by: town.omar, at: 1)
        let waiting = try town.signUp(event, .init(email: "aase@x.dk", at: 30), by: town.omar).id
        let late = try town.signUp(
            event, .init(email: "aase@x.dk", at: 40, list: list), by: town.ida
        ).id
        #expect(town.statuses([waiting, late]) == ["merged", "waitlisted"])
        try town.edit(other, [Cell(SignupTable.wish, .text("out"))])
        #expect(town.statuses([next, late]) == ["waitlisted", "confirmed"])
    }

    @Test func `What one lacks it has from the other, and what they say differently is told`()
        throws
    {
        let event = try town.event()
        let first = try town.signUp(
            event, .init(phone: "+45 20 30 40 50", note: "Kommer lidt sent")
        ).id
        let second = try town.signUp(
            event,
            .init(
                name: "Aase Ø.", email: "aase@x.dk", phone: "+45 20304050", note: "Vegetar"))
        let row = try town.signup(first)
        #expect(row[SignupTable.email].text == "aase@x.dk")
        #expect(row[SignupTable.note].text == "Kommer lidt sent")
        #expect(row[SignupTable.name].text == "Åse Østergård")
        let told = try #require(second.answer["person.merged"])
        #expect(told.row == second.id)
        #expect(told.arguments["kept_name"] == "Aase Ø.")
        #expect(told.arguments["kept_note"] == "Vegetar")
        #expect(told.arguments["kept_email"] == nil)
        #expect(told.arguments["other_slip"] == SlipCode(for: first).description)
        #expect(told.winner?.at != nil && told.loser?.at != nil)
        let sentence = try #require(OutcomeSentence.text(told.textKey, told.arguments))
        #expect(sentence.da.contains("Der stod også: navn «Aase Ø.»; note «Vegetar»"))
        #expect(sentence.en.contains("It also said: name «Aase Ø.»"))
        // The merged sign-up is as it was.
        #expect(try town.signup(second.id)[SignupTable.note].text == "Vegetar")
    }

    @Test func `The latest word about the number counts also when it is an edit`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(email: "aase@x.dk", party: 1, at: 1)).id
        try town.edit(first, [Cell(SignupTable.partySize, .integer(4))], at: 20)
        let second = try town.signUp(event, .init(email: "aase@x.dk", party: 2, at: 10)).id
        #expect(try town.signup(first)[SignupTable.partySize].integer == 4)
        // By the slip of the merged one.
        try town.edit(second, [Cell(SignupTable.partySize, .integer(3))], at: 30)
        #expect(try town.signup(first)[SignupTable.partySize].integer == 3)
        #expect(try town.seats(first) == 3)
        try town.edit(first, [Cell(SignupTable.partySize, .integer(5))], at: 40)
        #expect(try town.signup(first)[SignupTable.partySize].integer == 5)
        #expect(try town.seats(first) == 5)
    }

    @Test func `What a person takes away does not come back from another slip`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(email: "aase@x.dk", phone: "20304050")).id
        try town.signUp(
            event, .init(email: "AASE@x.dk", phone: "+45 20 30 40 50", note: "Vegetar"))
        #expect(try town.signup(first)[SignupTable.note].text == "Vegetar")
        try town.edit(
            first, [Cell(SignupTable.note, .null), Cell(SignupTable.phone, .null)])
        let row = try town.signup(first)
        #expect(row[SignupTable.note].isNull && row[SignupTable.phone].isNull)
        #expect(town.living(event).count == 1)
    }

    @Test func `Correcting a contact finds who was there twice`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(email: "aase@x.dk")).id
        let second = try town.signUp(event, .init(email: "aase@x.kd")).id
        #expect(town.status(second) == "confirmed")
        try town.edit(second, [Cell(SignupTable.email, .text("aase@x.dk"))])
        #expect(town.statuses([first, second]) == ["confirmed", "merged"])
        #expect(town.given(event) == 1)
    }

    @Test func `Sign-ups to different events have nothing to do with each other`() throws {
        let events = [try town.event(), try town.event()]
        let ids = try events.map { try town.signUp($0, .init(email: "aase@x.dk")).id }
        #expect(town.statuses(ids) == ["confirmed", "confirmed"])
    }

    @Test func `A list of lines in one change set is merged too`() throws {
        let event = try town.event(capacity: 2)
        let ids = (0..<3).map { _ in town.id(by: town.ida) }
        let cells =
            [Cell(SignupTable.event, .row(event))]
            + Town.Somebody(email: "aase@x.dk").cells
        try town.act(ids.map { .insert(SignupTable.schema, $0, cells) }, by: town.ida)
        #expect(town.statuses(ids) == ["confirmed", "merged", "merged"])
        #expect(town.given(event) == 1)
    }
}

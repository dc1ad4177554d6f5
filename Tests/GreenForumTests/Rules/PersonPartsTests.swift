import SyncEngine
import SyncProtocol
import Testing

@testable import GreenForum

/// The pieces that the rule `same-person` is made of.
@Suite struct PersonPartsTests {
    private let town = Town()

    private func row(_ cells: [Cell]) -> Row {
        Row(table: SignupTable.schema, id: town.id(), cells: cells)
    }

    @Test func `Own words are written, read and put back`() {
        var words = OwnWords()
        #expect(words.value == .null)
        words.keep(.null, of: SignupTable.phone)
        words.keep(.integer(2), of: SignupTable.partySize)
        words.partyAt = -5
        #expect(words.value == .text("phone=;party_size=2;party_at=-5"))
        let merged = row([
            Cell(SignupTable.phone, .text("+45 20 30 40 50")),
            Cell(SignupTable.partySize, .integer(4)), Cell(SignupTable.ownWords, words.value),
        ])
        #expect(OwnWords(of: merged) == words)
        let own = words.restored(merged)
        #expect(own[SignupTable.phone].isNull && own[SignupTable.partySize].integer == 2)
        #expect(own[SignupTable.ownWords] == .text("party_at=-5"))
        #expect(words.restored(own) == own)
    }

    @Test(arguments: ["", ";;=;", "party_size", "party_size=mange", "sko=3", "party_at=x;=1"])
    func `Words that nobody wrote harm nothing`(text: String) {
        let odd = row([Cell(SignupTable.ownWords, .text(text))])
        let slip = Slip(odd)
        #expect(slip.party == 1)
        #expect(slip.place == odd.id.timestamp.milliseconds)
    }

    @Test func `Other persons are row ids, sorted, each once`() throws {
        let ids = [town.id(), town.id()]
        let others = OtherPersons([ids[1], ids[0], ids[1]])
        #expect(others.ids == ids)
        let text = try #require(others.text)
        #expect(OtherPersons(text) == others)
        #expect(OtherPersons(" \(ids[1]) ,\(ids[0]),") == others)
        #expect(OtherPersons(nil)?.text == nil)
        #expect(OtherPersons("Åse") == nil)
    }

    @Test(arguments: [
        ("Åse Østergård", "aase", "aase oestergaard"), ("  AASE  Ø.", "aase", "aase oe"),
        ("André-Marie O'Neil", "andre", "andre marie o'neil"),
        ("Bæk, Søren", "soeren", "soeren baek"),
        (",", "", ""), ("李 小龍", "李", "李 小龍"), ("Bo,", "bo", "bo"),
    ])
    func `Names are the same however they are spelt`(name: String, given: String, full: String) {
        let traits = PersonTraits(row([Cell(SignupTable.name, .text(name))]))
        #expect(traits.givenName == given)
        #expect(traits.fullName == full)
    }

    @Test(
        arguments: [
            ("Bo@X.dk", nil, ["mail:bo@x.dk"]), (" bo@x.dk", nil, ["mail:bo@x.dk"]),
            (nil, "+45 20 30 40 50", ["phone:4520304050"]), (nil, "20304050", ["phone:4520304050"]),
            (nil, "0046 20304050", ["phone:4620304050"]), (nil, "ring", []), (nil, nil, []),
            ("å@x.dk", "+4520304050", ["mail:å@x.dk", "phone:4520304050"]),
        ] as [(String?, String?, [String])])
    func `Addresses are the same however they are written`(
        email: String?, phone: String?, keys: [String]
    ) {
        #expect(Contact.keys(email: email, phone: phone) == keys)
    }

    @Test func `Two who are said to be two are never together, whoever links them`() {
        func signup(_ email: String?, _ phone: String?) -> Row {
            row(Town.Somebody(email: email, phone: phone).cells)
        }
        var rows = [
            signup("a@x.dk", nil), signup("a@x.dk", nil), signup("a@x.dk", "20304050"),
            signup(nil, "20304050"),
        ]
        rows[1][SignupTable.notSame] = OtherPersons([rows[0].id]).text.map(Value.text) ?? .null
        let groups = PersonGroups(rows).groups.map { $0.map(\.id) }
        #expect(groups == [[rows[0].id, rows[2].id, rows[3].id], [rows[1].id]])
        #expect(PersonGroups(rows.reversed()).groups.map { $0.map(\.id) } == groups)
    }

    /// Two of a party have the place, one came to it later; somebody else waits in between.
    @Test(
        arguments: [
            (1, nil, ["waitlisted", "waitlisted"], 0), (2, nil, ["confirmed", "waitlisted"], 2),
            (3, nil, ["confirmed", "confirmed"], 2), (4, nil, ["confirmed", "confirmed"], 3),
            // A part of the first ones will do, then one of the rest at a time.
            (1, 1, ["confirmed", "waitlisted"], 1), (3, 1, ["confirmed", "confirmed"], 2),
            // So small a part does not come: all go by the later time.
            (2, 3, ["waitlisted", "confirmed"], 0), (4, 3, ["confirmed", "confirmed"], 3),
        ] as [(Int64, Int64?, [String], Int64)])
    func `Those who came to a waiting party later come after who was before them`(
        free: Int64, partyMin: Int64?, expected: [String], seats: Int64
    ) throws {
        let event = try town.event(capacity: 10)
        let full = try town.signUp(event, party: 10, at: 0)
        let first = try town.signUp(event, .init(email: "aase@x.dk", party: 2, at: 1)).id
        let other = try town.signUp(event, party: 1, at: 2)
        let second = try town.signUp(event, .init(email: "aase@x.dk", party: 3, at: 3)).id
        if let partyMin {
            try town.edit(second, [Cell(SignupTable.partyMin, .integer(partyMin))], at: 3)
        }
        try town.edit(full, [Cell(SignupTable.partySize, .integer(10 - free))])
        #expect(town.statuses([first, other]) == expected)
        #expect(try town.seats(first) ?? 0 == seats)
        #expect(town.given(event) <= 10)
    }

    @Test func `Who is there already takes no place twice when the party is divided`() throws {
        let event = try town.event(capacity: 5)
        let full = try town.signUp(event, party: 5, at: 0)
        let first = try town.signUp(event, .init(email: "aase@x.dk", party: 2, at: 1)).id
        try town.signUp(event, .init(email: "aase@x.dk", party: 4, at: 3))
        try town.checkIn(event, first, at: town.now, persons: 3)
        #expect(try town.attendance(event).withoutSeat == 3)
        try town.edit(full, [Cell(SignupTable.partySize, .integer(2))])
        // Three of four are there and have their places; the fourth would be one too many.
        #expect(try town.seats(first) == 2)
        try town.edit(full, [Cell(SignupTable.partySize, .integer(1))])
        #expect(try town.seats(first) == 4)
        #expect(town.given(event) == 5)
    }

    @Test func `The outlook says what the office decides`() throws {
        let event = try town.event()
        let first = try town.signUp(event, .init(email: "aase@x.dk")).id
        func outlook(_ somebody: Town.Somebody) throws -> PersonOutlook? {
            let cells = [Cell(SignupTable.event, .row(event))] + somebody.cells
            return try PersonOutlook(of: row(cells), reading: town.rows)
        }
        let same = try #require(try outlook(.init(name: "aase", email: "AASE@x.dk")))
        #expect(same.likeness == .same && same.other.id == first)
        #expect(try outlook(.init(name: "Bo", email: "aase@x.dk"))?.likeness == .contact)
        #expect(try outlook(.init(name: "Bo")) == nil)
        let bo = try town.signUp(event, .init(name: "Bo Bæk")).id
        let alike = try #require(try outlook(.init(name: "bo  bæk")))
        #expect(alike.likeness == .name && alike.other.id == bo)
        // The one that lives is named, also where it came later.
        try town.signUp(event, .init(email: "aase@x.dk", phone: "20304050"))
        #expect(try outlook(.init(phone: "+45 20 30 40 50"))?.other.id == first)
    }

    @Test func `All slips of a person are found from each, also of a withdrawn one`() throws {
        let event = try town.event()
        let ids = try (0..<3).map { _ in try town.signUp(event, .init(email: "aase@x.dk")).id }
        func slips(_ id: RowID) throws -> PersonSlips {
            try PersonSlips(of: try town.signup(id), reading: town.rows)
        }
        for id in ids { #expect(try slips(id).all.map(\.id) == ids) }
        // Not at the office yet.
        let new = row(
            [Cell(SignupTable.event, .row(event))] + Town.Somebody(email: "aase@x.dk").cells)
        town.rows.put(new)
        #expect(try slips(new.id).expected.map(\.id) == ids)
        #expect(try slips(ids[1]).expected.map(\.id) == [new.id])
        town.rows.remove(new.id, from: SignupTable.id)
        try town.edit(ids[0], [Cell(SignupTable.wish, .text("out"))])
        for id in ids { #expect(try slips(id).all.map(\.id) == ids) }
    }

    @Test func `A list knows a person by mail and by phone`() throws {
        let event = try town.event()
        let signup = row(
            [Cell(SignupTable.event, .row(event))]
                + Town.Somebody(email: "aase@x.dk", phone: "+45 20 30 40 50").cells)
        let name = "Åse Østergård"
        #expect(
            SignupImport.Key.all(of: signup) == [
                SignupImport.Key(event: event, email: "AASE@x.dk", phone: nil, name: name),
                SignupImport.Key(event: event, email: nil, phone: "20304050", name: name),
            ])
        #expect(SignupImport.Key.all(of: row(Town.Somebody().cells)).isEmpty)
    }

    @Test func `Every outcome about a person has its sentence in both languages`() throws {
        let event = try town.event()
        let family = Town.Somebody(email: "fam@x.dk")
        var answers = [try town.signUp(event, family).answer]
        let first = try #require(town.living(event).first?.id)
        let second = try town.signUp(event, family)
        var bo = family
        bo.name = "Bo"
        answers += [second.answer, try town.signUp(event, bo).answer]
        try town.signUp(event, .init(name: "Kim"))
        answers.append(try town.signUp(event, .init(name: "Kim")).answer)
        answers.append(try town.separate(second.id, from: [first]))
        let third = try town.signUp(event, family).id
        let out = [Cell(SignupTable.wish, .text("out"))]
        answers.append(try town.edit(third, out, at: -1))
        let fourth = try town.signUp(event, family).id
        answers.append(try town.edit(fourth, out))
        let outcomes = answers.flatMap(\.outcomes)
        #expect(
            Set(outcomes.map(\.textKey)) == [
                "person.merged", "person.same-contact", "person.same-name", "person.separated",
                "person.still-in", "person.withdrawn",
            ])
        for outcome in outcomes {
            let read = Outcome.arguments(parsing: outcome.argumentsText)
            let text = try #require(OutcomeSentence.text(outcome.textKey, read))
            for language in Language.allCases {
                #expect(!text[language].contains("{") && !text[language].contains("  "))
                #expect(!text[language].contains("()"), "\(text[language])")
            }
        }
    }
}

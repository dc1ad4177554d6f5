import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct DraftTests {
    private let event = RowID(timestamp: Timestamp(milliseconds: 1), device: .office)

    private func signup() throws -> Draft {
        var draft = Draft(SignupTable.schema)
        try draft.set(SignupTable.event, to: .row(event))
        try draft.set(SignupTable.name, to: .text("Åse Østergård"))
        return draft
    }

    @Test func `A draft gives the cells that differ from their default, in order`() throws {
        var draft = try signup()
        try draft.set(SignupTable.partySize, to: .integer(1))
        try draft.set(SignupTable.phone, to: .text("20 30 40 50"))
        #expect(
            try draft.cells() == [
                Cell(SignupTable.event, .row(event)),
                Cell(SignupTable.name, .text("Åse Østergård")),
                Cell(SignupTable.phone, .text("+45 20 30 40 50")),
            ])
    }

    @Test func `A draft over a row gives what changes`() throws {
        let row = Row(table: SignupTable.schema, id: event, cells: try signup().cells())
        var draft = Draft(changing: row)
        try draft.set(SignupTable.name, to: .text("  Åse   Østergård "))
        #expect(try draft.cells().isEmpty)
        try draft.set(SignupTable.partySize, to: .integer(2))
        try draft.set(SignupTable.email, to: .text("aase@eksempel.dk"))
        #expect(
            try draft.cells() == [
                Cell(SignupTable.email, .text("aase@eksempel.dk")),
                Cell(SignupTable.partySize, .integer(2)),
            ])
    }

    @Test(
        arguments: [
            (SignupTable.email, "ingen", "email-implausible"),
            (SignupTable.email, "a@b", "email-implausible"),
            (SignupTable.email, "a b@c.dk", "email-implausible"),
            (SignupTable.phone, "123", "phone-implausible"),
            (SignupTable.phone, "ring til mig", "phone-implausible"),
            (SignupTable.kind, "hund", "value-no-choice"),
            (SignupTable.note, String(repeating: "å", count: 141), "value-too-long"),
            (SignupTable.note, "cpr 010190-1234", "cpr-refused"),
            (SignupTable.note, "0101901234", "cpr-refused"),
            (SignupTable.name, "Bo 311290 4321", "cpr-refused"),
            (SignupTable.partySize, "to", "value-invalid"),
        ] as [(ColumnSchema, String, String)])
    func `A value that cannot be is refused with a sentence in both languages`(
        column: ColumnSchema, text: String, code: String
    ) throws {
        var draft = try signup()
        let error = #expect(throws: DomainError.self) { try draft.set(column, to: .text(text)) }
        #expect(error?.code == code)
        #expect(error?.sentence.da.isEmpty == false && error?.sentence.en.isEmpty == false)
    }

    @Test(arguments: [
        "sag 990190-1234", "1234567-1234", "12 34 56 78", "010190-12345", "2027-03-18",
    ])
    func `Other numbers are no civil registration numbers`(text: String) throws {
        var draft = try signup()
        try draft.set(SignupTable.note, to: .text(text))
    }

    @Test(arguments: [0, -1, .min, .max] as [Int64])
    func `A party has at least one and not too many`(party: Int64) throws {
        var draft = try signup()
        try draft.set(SignupTable.partySize, to: .integer(party))
        let error = #expect(throws: DomainError.self) { try draft.cells() }
        #expect(error?.code == "number-out-of-range")
    }

    @Test func `The event's largest party counts, unless the party stands already`() throws {
        let town = Town()
        let event = try town.event(partyMax: 3)
        var draft = Draft(SignupTable.schema)
        try draft.set(SignupTable.event, to: .row(event))
        try draft.set(SignupTable.name, to: .text("Bo"))
        try draft.set(SignupTable.partySize, to: .integer(4))
        let error = #expect(throws: DomainError.self) { try draft.cells(reading: town.rows) }
        #expect(error?.code == "party-too-large")
        var edit = Draft(changing: draft.row)
        try edit.set(SignupTable.name, to: .text("Bo Møller"))
        #expect(try edit.cells(reading: town.rows).count == 1)
    }

    @Test(
        arguments: [
            ("2027-03-18T17:00", "2027-03-18T16:00", nil, "time-order"),
            ("2027-03-28T02:30", "2027-03-28T05:00", nil, "time-missing"),
            ("2027-03-18T17:00", "2027-03-18T19:00", -1, "number-out-of-range"),
            ("2027-03-18T17:00", "2027-03-18T19:00", 0, nil),
            ("2027-10-31T02:30", "2027-10-31T05:00", 20, nil),
        ] as [(String, String, Int64?, String?)])
    func `An event ends after it starts and has room for nobody less`(
        start: String, end: String, capacity: Int64?, code: String?
    ) throws {
        var draft = Draft(EventTable.schema)
        try draft.set(EventTable.title, to: .text("Møde"))
        try draft.set(EventTable.wallStart, to: .text(start))
        try draft.set(EventTable.wallEnd, to: .text(end))
        try draft.set(EventTable.capacity, to: capacity.map(Value.integer) ?? .null)
        do {
            _ = try draft.cells()
            #expect(code == nil)
        } catch let error as DomainError {
            #expect(error.code == code)
        }
    }

    @Test func `What is required is asked for by name`() throws {
        var draft = Draft(EventTable.schema)
        try draft.set(EventTable.title, to: .text("  \u{0} "))
        let error = #expect(throws: DomainError.self) { try draft.cells() }
        #expect(error?.code == "value-missing" && error?.detail == "title")
        #expect(error?.sentence.da == "Titel mangler.")
    }

    @Test(arguments: [
        ("A\u{30A}se", "Åse"), ("  to\tord \n", "to ord"), ("x\u{0}y\u{7}", "xy"),
        ("\u{FEFF}Bo", "Bo"), ("🌱 grøn", "🌱 grøn"), ("עברית", "עברית"),
        ("\u{202E}abc", "\u{202E}abc"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ])
    func `Text is composed and without control characters`(text: String, clean: String) {
        #expect(CleanText.line(text).utf8.elementsEqual(clean.utf8))
    }

    @Test(
        arguments: [
            ("17:00 19:00", "alternative-twice"), ("19:00 21:00;19:00 21:00", "alternative-twice"),
            ("19:00 18:00", "time-order"), ("02:30 04:00", "time-missing"),
            ("18:00 20:00;19:00 21:00", nil), ("01:00 03:00", nil), ("nonsense", nil),
        ] as [(String, String?)])
    func `Alternatives are times that exist, each once`(times: String, code: String?) throws {
        var draft = Draft(BookingTable.schema)
        let day = "2027-03-28T"
        try draft.set(BookingTable.resource, to: .row(event))
        try draft.set(BookingTable.wallStart, to: .text(day + "17:00"))
        try draft.set(BookingTable.wallEnd, to: .text(day + "19:00"))
        let text = times.split(separator: ";").map { pair in
            ([event.description] + pair.split(separator: " ").map { day + $0 })
                .joined(separator: " ")
        }
        try draft.set(BookingTable.alternatives, to: .text(text.joined(separator: ";")))
        do {
            _ = try draft.cells()
            #expect(code == nil)
        } catch let error as DomainError {
            #expect(error.code == code)
        }
    }

    @Test func `A series that is no plan is refused before it is written`() throws {
        var draft = Draft(SeriesTable.schema)
        try draft.set(SeriesTable.resource, to: .row(event))
        try draft.set(SeriesTable.firstStart, to: .text("2027-03-16T17:00"))
        try draft.set(SeriesTable.firstEnd, to: .text("2027-03-16T19:00"))
        try draft.set(SeriesTable.rule, to: .text("weekly/1 count=five"))
        let error = #expect(throws: DomainError.self) { try draft.cells() }
        #expect(error?.code == "series-rule")
        try draft.set(SeriesTable.rule, to: .text("weekly/1 count=5"))
        #expect(try draft.cells().count == 4)
    }

    @Test func `Long texts keep their lines`() {
        #expect(CleanText.block("et\r\nto\rtre\n\n") == "et\nto\ntre")
    }

    @Test(
        arguments: [
            ("20304050", "+45 20 30 40 50"), ("+4520304050", "+45 20 30 40 50"),
            ("0045 20-30-40-50", "+45 20 30 40 50"), ("(20) 30.40/50", "+45 20 30 40 50"),
            ("+46 70 123 45 67", "+46701234567"), ("004670123456", "+4670123456"),
            ("+45 20 30 40", nil), ("12345678", nil), ("+45 02 30 40 50", nil), ("203040500", nil),
            ("", nil), ("+", nil), ("20+304050", nil), ("1234567890123456789", nil),
        ] as [(String, String?)])
    func `Phone numbers are kept in one spelling`(text: String, phone: String?) {
        #expect(Contact.phone(text) == phone)
    }

    @Test(
        arguments: [
            (" BO@X.dk ", nil, "bo@x.dk"), (nil, "+45 20 30 40 50", "4520304050"),
            ("ingen", "20304050", "4520304050"), (nil, nil, nil),
        ] as [(String?, String?, String?)])
    func `A person is known by e-mail, else by phone`(email: String?, phone: String?, key: String?)
    {
        #expect(Contact.key(email: email, phone: phone) == key)
    }
}

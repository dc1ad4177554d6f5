import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct RoomsRuleTests {
    private let town = Town()

    @Test(arguments: [
        ("17-19", "19-21", "confirmed"), ("17-19", "15-17", "confirmed"),
        ("17-19", "18-20", "declined"), ("17-19", "16-18", "declined"),
        ("17-19", "17-19", "declined"), ("17-19", "17:30-18", "declined"),
        ("17-19", "16-20", "declined"), ("17-19", "18:59-19:30", "declined"),
    ])
    func `Two times of one room stand together unless they share a minute`(
        first: String, second: String, status: String
    ) throws {
        let room = try town.room()
        let a = try town.book(try town.slot(room, first)).id
        let b = try town.book(try town.slot(room, second), by: town.ida).id
        #expect(try town.granted(a).hasPrefix("confirmed"))
        #expect(try town.booking(b)[BookingTable.status].text == status)
    }

    @Test func `The first alternative that is free is granted, and the author told why`() throws {
        let room = try town.room()
        let other = try town.room("Mødelokale 2")
        _ = try town.book(try town.slot(room, "17-19"), by: town.officer)
        _ = try town.book(try town.slot(other, "18-20"), by: town.officer)
        let (id, answer) = try town.book(
            try town.slot(room, "18-20"),
            or: [
                try town.slot(other, "18-20"), try town.slot(room, "19-21"),
                try town.slot(room, "20-22"),
            ])
        #expect(try town.granted(id) == "moved Mødelokale 1 19:00-21:00")
        let outcome = try #require(answer["rooms.moved"])
        #expect(answer.outcomes.count == 1)
        #expect(outcome.kind == .moved && outcome.row == id && !outcome.isOpen)
        #expect(outcome.winner?.member == town.officer.member)
        #expect(outcome.loser?.member == town.omar.member)
        #expect(outcome.arguments["by"] == "Forvaltningen")
        #expect(outcome.arguments["new_start"] == "2027-03-18T19:00")
        #expect(outcome.arguments["taken_end"] == "2027-03-18T19:00")
        #expect(!outcome.argumentsText.contains("hemmeligt"))
    }

    @Test func `Without a free alternative it is declined with up to three suggestions`() throws {
        let room = try town.room()
        let small = try town.room("Lille lokale", seats: 4)
        let bare = try town.room("Uden projektor", equipment: "")
        let hall = try town.room("Byrådssalen", seats: 60, place: "town-hall")
        let near = try town.room("Mødelokale 2", seats: 12, equipment: "Projektor, tavle")
        _ = try town.room("Lukket lokale", status: "closed")
        _ = try town.book(try town.slot(room, "17-19"), by: town.officer)
        _ = try town.book(try town.slot(room, "19-21"), by: town.officer)
        let (id, answer) = try town.book(try town.slot(room, "18-20"))
        #expect(try town.granted(id) == "declined")
        let outcome = try #require(answer["rooms.declined"])
        let suggestions = (1...3).compactMap {
            RoomSlot(outcome.arguments["suggestion\($0)"] ?? "")
        }
        #expect(
            suggestions == [
                try town.slot(room, "21-23"), try town.slot(near, "18-20"),
                try town.slot(hall, "18-20"),
            ])
        #expect(outcome.arguments["suggestion2_room"] == "Mødelokale 2")
        #expect(outcome.arguments["suggestion4"] == nil)
        #expect(![small, bare].contains { suggestions.map(\.resource).contains($0) })
    }

    @Test func `A suggestion accepted is granted`() throws {
        let room = try town.room()
        _ = try town.book(try town.slot(room, "17-19"), by: town.officer)
        let (id, answer) = try town.book(try town.slot(room, "18-20"))
        let text = try #require(answer["rooms.declined"]?.arguments["suggestion1"])
        let slot = try #require(RoomSlot(text))
        try town.change(id, slot.wishCells)
        #expect(try town.granted(id) == "confirmed Mødelokale 1 19:00-21:00")
    }

    @Test func `A move accepted becomes the wish`() throws {
        let room = try town.room()
        _ = try town.book(try town.slot(room, "17-19"))
        let (id, _) = try town.book(
            try town.slot(room, "18-20"), or: [try town.slot(room, "19-21")])
        try town.change(id, try town.slot(room, "19-21").wishCells)
        #expect(try town.granted(id) == "confirmed Mødelokale 1 19:00-21:00")
    }

    @Test(
        arguments: [
            ("mon-fri 08:00-16:00", "15-17", "outside-hours"),
            ("mon-wed 08:00-16:00", "10-12", "outside-hours"),
            (nil, "03-04", nil), ("mon-sun 00:00-24:00", "22-23", nil),
        ] as [(String?, String, String?)])
    func `Opening hours are kept`(hours: String?, wish: String, obstacle: String?) throws {
        let room = try town.room(hours: hours)
        let (_, answer) = try town.book(try town.slot(room, wish))
        #expect(answer["rooms.declined"]?.arguments["obstacle"] == obstacle)
    }

    @Test func `A closed resource is not lent out`() throws {
        let room = try town.room(status: "closed")
        let (_, answer) = try town.book(try town.slot(room, "10-11"))
        #expect(answer["rooms.declined"]?.arguments["obstacle"] == "closed")
    }

    @Test func `Withdrawing frees the time; what was declined is not granted by itself`() throws {
        let room = try town.room()
        let first = try town.book(try town.slot(room, "17-19")).id
        let second = try town.book(try town.slot(room, "18-20")).id
        try town.change(first, [Cell(BookingTable.wish, .text("out"))])
        #expect(try town.granted(first) == "cancelled")
        #expect(try town.granted(second) == "declined")
        let third = try town.book(try town.slot(room, "18-19"), by: town.ida).id
        #expect(try town.granted(third).hasPrefix("confirmed"))
        try town.change(first, [Cell(BookingTable.wish, .text("in"))])
        #expect(try town.granted(first) == "declined")
    }

    @Test(
        arguments: [
            ("mon-sun 08:00-23:00", ["08:00-17:15", "19:00-20:00", "21:00-23:00"]),
            (nil, ["00:00-17:15", "19:00-20:00", "21:00-00:00"]), ("mon-wed 08:00-16:00", []),
            ("mon-sun 18:00-20:30", ["19:00-20:00"]),
        ] as [(String?, [String])])
    func `What is free on a day is told to the minute`(hours: String?, free: [String]) throws {
        let room = try town.room(hours: nil)
        for times in ["17:15-19:00", "20-21"] { _ = try town.book(try town.slot(room, times)) }
        _ = try town.book(try town.slot(room, "10-12", day: "2027-03-19"))
        try town.act([
            .update(
                ResourceTable.schema, room,
                [Cell(ResourceTable.openingHours, hours.map(Value.text) ?? .null)])
        ])
        var calendar = RoomCalendar(reading: town.rows)
        let found = try calendar.free(room, on: try #require(CivilDate("2027-03-18")))
        #expect(found.map { "\($0.start.clock)-\($0.end.clock)" } == free)
    }

    @Test func `A deleted booking frees the time`() throws {
        let room = try town.room()
        let first = try town.book(try town.slot(room, "17-19")).id
        try town.act([.delete(BookingTable.schema, first)], by: town.ambassador)
        #expect(
            try town.granted(try town.book(try town.slot(room, "17-19")).id).hasPrefix("confirmed"))
    }

    @Test func `Moving a granted booking onto a taken time keeps the old time and says so`() throws
    {
        let room = try town.room()
        _ = try town.book(try town.slot(room, "17-19"), by: town.officer)
        let (id, _) = try town.book(try town.slot(room, "19-21"))
        let answer = try town.change(id, try town.slot(room, "18-20").wishCells)
        #expect(try town.granted(id) == "confirmed Mødelokale 1 19:00-21:00")
        #expect(RoomSlot(wishedBy: try town.booking(id)) == (try town.slot(room, "19-21")))
        #expect(
            answer["rooms.change-declined"]?.loser?.value.text
                == (try town.slot(room, "18-20")).description)
        #expect(answer.outcomes.count == 1)
    }

    @Test func `Moving a granted booking onto a free time grants it, and frees the old`() throws {
        let room = try town.room()
        let (id, _) = try town.book(try town.slot(room, "17-19"))
        try town.change(id, try town.slot(room, "18-20").wishCells)
        #expect(try town.granted(id) == "confirmed Mødelokale 1 18:00-20:00")
        #expect(
            try town.granted(try town.book(try town.slot(room, "17-18")).id).hasPrefix("confirmed"))
    }

    @Test func `A booking that was moved and wants a taken time falls back to its alternative`()
        throws
    {
        let room = try town.room()
        _ = try town.book(try town.slot(room, "17-19"))
        _ = try town.book(try town.slot(room, "10-12"))
        let (id, _) = try town.book(
            try town.slot(room, "18-20"), or: [try town.slot(room, "19-21")])
        try town.change(id, try town.slot(room, "11-13").wishCells)
        #expect(try town.granted(id) == "moved Mødelokale 1 19:00-21:00")
    }

    @Test func `Editing the purpose decides nothing anew`() throws {
        let room = try town.room()
        let (id, _) = try town.book(try town.slot(room, "17-19"))
        let answer = try town.change(id, [Cell(BookingTable.purpose, .text("Andet"))])
        #expect(answer.outcomes.isEmpty)
        #expect(try town.granted(id).hasPrefix("confirmed"))
    }

    @Test func `Wishes of one set are taken in the order in which they were made`() throws {
        let room = try town.room()
        let ids = [town.id(by: town.omar), town.id(by: town.omar), town.id(by: town.omar)]
        let slots = [
            try town.slot(room, "17-19"), try town.slot(room, "18-20"),
            try town.slot(room, "19-21"),
        ]
        try town.act(
            zip(ids, slots).reversed().map {
                .insert(BookingTable.schema, $0, town.bookingCells($1))
            }, by: town.omar)
        #expect(
            try ids.map { try town.granted($0).split(separator: " ")[0] } == [
                "confirmed", "declined", "confirmed",
            ])
    }

    @Test(arguments: [
        ("2027-03-28T02:30", "2027-03-28T04:00", "Europe/Copenhagen", "time-missing"),
        ("2027-03-18T19:00", "2027-03-18T17:00", "Europe/Copenhagen", "time-order"),
        ("2027-03-18T17:00", "2027-03-18T17:00", "Europe/Copenhagen", "time-order"),
        ("2027-02-30T17:00", "2027-03-18T17:00", "Europe/Copenhagen", "time-unreadable"),
        ("2027-03-18T17:00", "2027-03-18T19:00", "Europe/Koege", "zone-unknown"),
        ("2027-03-18T17:00", "2029-03-18T19:00", "Europe/Copenhagen", "time-too-long"),
    ])
    func `A time that cannot be is returned`(
        start: String, end: String, zone: String, code: String
    ) throws {
        let room = try town.room(hours: nil)
        let answer = try town.act(
            [
                .insert(
                    BookingTable.schema, town.id(by: town.omar),
                    [
                        Cell(BookingTable.resource, .row(room)),
                        Cell(BookingTable.wallStart, .text(start)),
                        Cell(BookingTable.wallEnd, .text(end)),
                        Cell(BookingTable.zone, .text(zone)),
                    ])
            ], by: town.omar)
        #expect(answer.refusal?.code.rawValue == code)
        #expect(town.rows.all(BookingTable.id).isEmpty)
    }

    @Test func `Overlap is decided in UTC, across zones`() throws {
        let room = try town.room(hours: nil)
        _ = try town.book(try town.slot(room, "17-19"))
        func book(_ start: String, _ end: String) throws -> String {
            let id = town.id(by: town.omar)
            try town.act(
                [
                    .insert(
                        BookingTable.schema, id,
                        [
                            Cell(BookingTable.resource, .row(room)),
                            Cell(BookingTable.wallStart, .text(start)),
                            Cell(BookingTable.wallEnd, .text(end)),
                            Cell(BookingTable.zone, .text("Europe/London")),
                        ])
                ], by: town.omar)
            return try town.booking(id)[BookingTable.status].text ?? ""
        }
        #expect(try book("2027-03-18T17:30", "2027-03-18T18:30") == "declined")
        #expect(try book("2027-03-18T18:00", "2027-03-18T19:00") == "confirmed")
    }

    @Test func `Two hours at the same wall time in autumn's double hour do not both stand`() throws
    {
        let room = try town.room(hours: nil)
        let first = try town.book(try town.slot(room, "02:00-02:30", day: "2027-10-31")).id
        let second = try town.book(try town.slot(room, "02:15-02:45", day: "2027-10-31")).id
        #expect(try town.granted(first).hasPrefix("confirmed"))
        #expect(try town.granted(second) == "declined")
    }
}

import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct SeriesRuleTests {
    private let town = Town()

    /// Every Tuesday 17–19 from 16 March 2027.
    private func tuesdays(
        _ room: RowID, _ end: String = "count=5", isExpanded: Bool = true
    ) throws -> (id: RowID, answer: Town.Answer) {
        try town.repeats(
            room, "weekly/1 \(end)", from: "2027-03-16T17:00", to: "2027-03-16T19:00",
            isExpanded: isExpanded)
    }

    @Test(arguments: [true, false])
    func `A taken date is skipped with the reason, the others are confirmed at 17 local`(
        isExpanded: Bool
    ) throws {
        let room = try town.room()
        _ = try town.book(
            try town.slot(room, "18-20", day: "2027-03-30"), by: town.officer)
        let (id, answer) = try tuesdays(room, isExpanded: isExpanded)
        #expect(
            try town.dates(id) == [
                "03-16 confirmed 17:00", "03-23 confirmed 17:00", "03-30 declined",
                "04-06 confirmed 17:00", "04-13 confirmed 17:00",
            ])
        let skipped = try town.skipped(id)
        #expect(skipped.map(\.day.description) == ["2027-03-30"])
        let holder = SkippedDate.Holder(
            name: "Forvaltningen", start: try #require(WallTime("2027-03-30T18:00")),
            end: try #require(WallTime("2027-03-30T20:00")))
        #expect(skipped.first?.reason == .taken(holder))
        #expect(answer.keys().sorted() == ["rooms.declined", "series.skipped"])
        let told = try #require(answer["series.skipped"])
        #expect(told.row == id && !told.isOpen && told.loser?.member == town.omar.member)
        #expect(answer["rooms.declined"]?.loser?.member == town.omar.member)
        #expect(try !#require(town.series(id)[SeriesTable.skipped].text).contains("hemmeligt"))
        // 16:00 UTC before the change of clocks, 15:00 after it.
        let instants = try town.bookings(of: id).compactMap {
            RoomSlot(grantedTo: $0).flatMap { Zone.copenhagen.milliseconds(of: $0.start) }
        }
        #expect(instants.map { $0 / 3_600_000 % 24 } == [16, 16, 15, 15])
    }

    @Test func `Two devices expand a series into the same rows`() throws {
        let room = try town.room()
        let (device, _) = try tuesdays(room)
        let other = Town()
        let same = try other.room()
        let (office, _) = try other.repeats(
            same, "weekly/1 count=5", from: "2027-03-16T17:00", to: "2027-03-16T19:00",
            isExpanded: false)
        #expect(device == office)
        #expect(try town.bookings(of: device) == other.bookings(of: office))
        #expect(try town.bookings(of: device).allSatisfy { $0.id.device == .derived })
    }

    @Test func `Asking again fills what has become free, and leaves the rest skipped`() throws {
        let room = try town.room()
        let gone = try town.book(
            try town.slot(room, "18-20", day: "2027-03-30"), by: town.officer
        ).id
        _ = try town.book(try town.slot(room, "16-18", day: "2027-04-06"), by: town.ida)
        let (id, _) = try tuesdays(room)
        #expect(try town.skipped(id).count == 2)
        try town.change(gone, [Cell(BookingTable.wish, .text("out"))])
        #expect(try town.skipped(id).count == 2)
        let answer = try town.retry(id)
        #expect(
            try town.dates(id)[2...3] == ["03-30 confirmed 17:00", "04-06 declined"])
        #expect(try town.skipped(id).map(\.day.description) == ["2027-04-06"])
        #expect(answer["series.filled"]?.arguments["days"] == "2027-03-30")
        #expect(answer["series.skipped"]?.arguments["days"] == "2027-04-06")
    }

    @Test func `Asking again while somebody else has it names who has it now`() throws {
        let room = try town.room()
        let first = try town.book(
            try town.slot(room, "17-19", day: "2027-03-30"), by: town.officer
        ).id
        let (id, _) = try tuesdays(room)
        try town.change(first, [Cell(BookingTable.wish, .text("out"))])
        _ = try town.book(try town.slot(room, "18-19", day: "2027-03-30"), by: town.ida)
        try town.retry(id)
        guard case .taken(let holder?) = try town.skipped(id).first?.reason else {
            Issue.record("not taken")
            return
        }
        #expect(holder.name == "Ida")
    }

    @Test func `Accepting a suggestion takes the date off the list`() throws {
        let room = try town.room()
        _ = try town.book(try town.slot(room, "17-19", day: "2027-03-30"), by: town.officer)
        let (id, _) = try tuesdays(room)
        try town.change(
            try town.date("2027-03-30", of: id),
            try town.slot(room, "19-21", day: "2027-03-30").wishCells)
        #expect(try town.dates(id)[2] == "03-30 confirmed 19:00")
        #expect(try town.skipped(id).isEmpty)
    }

    @Test func `One date withdrawn is ended, and asking again does not bring it back`() throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        try town.change(
            try town.date("2027-03-23", of: id), [Cell(BookingTable.wish, .text("out"))])
        try town.retry(id)
        #expect(try town.dates(id)[1] == "03-23 cancelled")
        #expect(try town.skipped(id).isEmpty)
        #expect(
            try town.granted(try town.book(try town.slot(room, "17-19", day: "2027-03-23")).id)
                .hasPrefix("confirmed"))
    }

    @Test(arguments: [true, false])
    func `All following are ended, earlier ones stay; longer again, they come back`(
        isExpanded: Bool
    ) throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        let rule = try Recurrence("weekly/1 count=5").ending(
            before: try #require(CivilDate("2027-04-06")))
        try town.changeSeries(
            id, [Cell(SeriesTable.rule, .text(rule.description))], isExpanded: isExpanded)
        let ended = [
            "03-16 confirmed 17:00", "03-23 confirmed 17:00", "03-30 confirmed 17:00",
            "04-06 cancelled", "04-13 cancelled",
        ]
        #expect(try town.dates(id) == ended)
        try town.changeSeries(
            id, [Cell(SeriesTable.rule, .text("weekly/1 count=6"))], isExpanded: isExpanded)
        #expect(
            try town.dates(id) == ended.prefix(3) + [
                "04-06 confirmed 17:00", "04-13 confirmed 17:00", "04-20 confirmed 17:00",
            ])
    }

    @Test func `What has begun stays when the series is ended or moved`() throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        let tuesday = try #require(WallTime("2027-03-30T17:00"))
        try town.pass(to: #require(Zone.copenhagen.milliseconds(of: tuesday)))
        try town.changeSeries(
            id, [Cell(SeriesTable.rule, .text("weekly/1 until=2027-03-15"))], isExpanded: false)
        #expect(
            try town.dates(id) == [
                "03-16 confirmed 17:00", "03-23 confirmed 17:00", "03-30 confirmed 17:00",
                "04-06 cancelled", "04-13 cancelled",
            ])
    }

    private func move(_ from: String, _ start: String, _ end: String) throws -> [Cell] {
        let move = SeriesMove(
            from: try #require(CivilDate(from)), start: try #require(WallTime(start)),
            end: try #require(WallTime(end)))
        return [Cell(SeriesTable.moves, .text(move.description))]
    }

    @Test(arguments: [true, false])
    func `All following move, and keep what they have where the new time is taken`(
        isExpanded: Bool
    ) throws {
        let room = try town.room()
        _ = try town.book(try town.slot(room, "20-21", day: "2027-04-06"), by: town.officer)
        let (id, _) = try tuesdays(room)
        let own = try town.date("2027-04-13", of: id)
        try town.change(own, try town.slot(room, "10-11", day: "2027-04-13").wishCells)
        let answer = try town.changeSeries(
            id, try move("2027-03-30", "2027-03-30T19:00", "2027-03-30T21:00"),
            isExpanded: isExpanded)
        #expect(
            try town.dates(id) == [
                "03-16 confirmed 17:00", "03-23 confirmed 17:00", "03-30 confirmed 19:00",
                "04-06 confirmed 17:00", "04-13 confirmed 10:00",
            ])
        #expect(answer.keys() == ["rooms.change-declined"])
        #expect(try town.skipped(id).isEmpty)
    }

    @Test func `All following may move to another day of the week`() throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        try town.changeSeries(
            id, try move("2027-04-06", "2027-04-07T18:00", "2027-04-07T20:00"))
        let starts = try town.bookings(of: id).compactMap { RoomSlot(grantedTo: $0)?.start }
        #expect(
            starts.map(\.description)[2...] == [
                "2027-03-30T17:00", "2027-04-07T18:00", "2027-04-14T18:00",
            ])
    }

    @Test func `Another room for the series moves its dates there`() throws {
        let (room, other) = (try town.room(), try town.room("Mødelokale 2"))
        let (id, _) = try tuesdays(room)
        try town.changeSeries(id, [Cell(SeriesTable.resource, .row(other))], isExpanded: false)
        #expect(
            try town.bookings(of: id).allSatisfy { RoomSlot(grantedTo: $0)?.resource == other })
    }

    @Test func `A series' new words reach the dates that had the old ones`() throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        let own = try town.date("2027-03-23", of: id)
        try town.change(own, [Cell(BookingTable.purpose, .text("Kun i dag"))])
        try town.changeSeries(id, [Cell(SeriesTable.purpose, .text("Cykler"))], isExpanded: false)
        #expect(
            try town.bookings(of: id).map { $0[BookingTable.purpose].text } == [
                "Cykler", "Kun i dag", "Cykler", "Cykler", "Cykler",
            ])
    }

    @Test func `Dates that await approval hold the time; one that a person refused stays skipped`()
        throws
    {
        let room = try town.room(needsApproval: true)
        let (id, _) = try tuesdays(room, "count=2")
        #expect(
            try town.dates(id) == [
                "03-16 awaiting-approval 17:00", "03-23 awaiting-approval 17:00",
            ])
        let decision = [
            Cell(BookingTable.status, .text("declined")),
            Cell(BookingTable.decisionReason, .text("ferie")),
        ]
        try town.change(try town.date("2027-03-23", of: id), decision, by: town.ambassador)
        #expect(try town.skipped(id).map(\.reason) == [.notApproved])
        try town.retry(id)
        #expect(try town.dates(id)[1] == "03-23 declined")
        #expect(try town.skipped(id).map(\.reason) == [.notApproved])
    }

    @Test func `A date that the ambassador gives to somebody else is skipped`() throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        let rival = try town.book(
            try town.slot(room, "17-19", day: "2027-03-23"), by: town.ida
        ).id
        let decision = [
            Cell(BookingTable.status, .text("confirmed")),
            Cell(BookingTable.decisionReason, .text("byrådet")),
        ]
        let answer = try town.change(rival, decision, by: town.ambassador)
        #expect(try town.dates(id)[1] == "03-23 declined")
        #expect(try town.skipped(id).map(\.day.description) == ["2027-03-23"])
        #expect(answer.keys().contains("rooms.displaced"))
    }

    @Test func `A deleted date is made again only when it is asked for`() throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        let date = try town.date("2027-03-23", of: id)
        try town.act([.delete(BookingTable.schema, date)], by: town.ambassador)
        try town.changeSeries(id, [Cell(SeriesTable.purpose, .text("Andet"))])
        #expect(try town.dates(id).count == 4)
        try town.retry(id)
        #expect(try town.dates(id)[1] == "03-23 confirmed 17:00")
    }

    @Test func `A date written by somebody who had not seen the series end is ended, and said`()
        throws
    {
        let room = try town.room()
        let (id, _) = try tuesdays(room, "count=2")
        let day = try #require(SeriesDay("2027-03-30"))
        let cells =
            try town.slot(room, "17-19", day: "2027-03-30").wishCells + [
                Cell(BookingTable.series, .row(id)),
                Cell(BookingTable.occurrenceDate, .text(day.description)),
            ]
        let date = SeriesPlan.booking(of: id, on: day)
        let answer = try town.act([.insert(BookingTable.schema, date, cells)], by: town.omar)
        #expect(try town.granted(date) == "cancelled")
        #expect(answer["series.not-planned"]?.row == date)
        let again = try town.change(date, [Cell(BookingTable.wish, .text("in"))])
        #expect(try town.granted(date) == "cancelled")
        #expect(again.keys() == ["series.not-planned"])
    }

    @Test func `A derived id is its series' own`() throws {
        let room = try town.room()
        let (id, _) = try tuesdays(room)
        let cells =
            town.bookingCells(try town.slot(room, "10-11")) + [
                Cell(BookingTable.series, .row(id)),
                Cell(BookingTable.occurrenceDate, .text("2027-03-18")),
            ]
        let foreign = SeriesPlan.booking(of: town.id(), on: try #require(SeriesDay("2027-03-18")))
        let answer = try town.act(
            [.insert(BookingTable.schema, foreign, cells)], by: town.omar)
        #expect(answer.refusal?.code == .valueInvalid)
        // Under an id of its own it is a booking like any other, and none of the series'.
        try town.act(
            [.insert(BookingTable.schema, town.id(by: town.omar), cells)], by: town.omar)
        #expect(try town.bookings(of: id).count == 5)
        #expect(try town.skipped(id).isEmpty)
    }
}

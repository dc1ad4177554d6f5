import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Dates that cannot be, plans that are none, and the list of what was skipped.
@Suite struct SeriesDatesTests {
    private let town = Town()

    @Test func `A time in the spring gap is skipped with what the clock shows instead`() throws {
        let room = try town.room(hours: nil)
        let (id, answer) = try town.repeats(
            room, "weekly/1 count=3", from: "2027-03-21T02:30", to: "2027-03-21T04:00")
        #expect(try town.dates(id) == ["03-21 confirmed 02:30", "04-04 confirmed 02:30"])
        #expect(
            try town.skipped(id) == [
                SkippedDate(
                    try #require(SeriesDay("2027-03-28")),
                    .timeMissing(instead: try #require(WallTime("2027-03-28T03:30"))))
            ])
        #expect(answer.keys() == ["series.skipped"])
        #expect(answer["series.skipped"]?.arguments["total"] == "3")
    }

    @Test func `A time in autumn's double hour means the first`() throws {
        let room = try town.room(hours: nil)
        let (id, _) = try town.repeats(
            room, "weekly/1 count=3", from: "2027-10-24T02:15", to: "2027-10-24T02:45")
        let spans = try town.bookings(of: id).compactMap { row in
            RoomSlot(grantedTo: row).flatMap { slot in
                try? TimeSpan(from: slot.start, to: slot.end, in: .copenhagen)
            }
        }
        #expect(spans.count == 3)
        #expect(spans.allSatisfy { $0.end - $0.start == 30 * 60_000 })
        let week: Milliseconds = 7 * 86_400_000
        #expect(spans[1].start - spans[0].start == week)
        #expect(spans[2].start - spans[1].start == week + 3_600_000)
    }

    @Test func `A month without the day is skipped, and asking again changes nothing`() throws {
        let room = try town.room()
        let (id, _) = try town.repeats(
            room, "monthly/1 count=4", from: "2027-01-31T17:00", to: "2027-01-31T19:00")
        #expect(
            try town.dates(id) == ["01-31 confirmed 17:00", "03-31 confirmed 17:00"])
        let skipped = try town.skipped(id)
        #expect(skipped.map(\.day.description) == ["2027-02-31", "2027-04-31"])
        #expect(skipped.allSatisfy { $0.reason == .noDay })
        #expect(try town.retry(id).outcomes.isEmpty)
        #expect(try town.skipped(id) == skipped)
    }

    @Test func `A booking over midnight comes back over midnight`() throws {
        let room = try town.room(hours: nil)
        let (id, _) = try town.repeats(
            room, "weekly/1 count=2", from: "2027-03-20T22:00", to: "2027-03-21T01:00")
        let slots = try town.bookings(of: id).compactMap { RoomSlot(grantedTo: $0) }
        #expect(
            slots.map { "\($0.start) \($0.end)" } == [
                "2027-03-20T22:00 2027-03-21T01:00", "2027-03-27T22:00 2027-03-28T01:00",
            ])
    }

    @Test(arguments: [
        ("weekly/1", "2027-03-16T17:00", "2027-03-16T19:00", "series-rule"),
        ("weekly/99 count=2", "2027-03-16T17:00", "2027-03-16T19:00", "series-number"),
        ("weekly/1 count=300", "2027-03-16T17:00", "2027-03-16T19:00", "series-too-long"),
        ("weekly/1 count=2", "2027-03-16T17:00", "2027-03-23T17:01", "series-overlap"),
        ("weekly/1 count=2", "2027-03-16T19:00", "2027-03-16T17:00", "time-order"),
        ("weekly/1 count=2", "2027-02-30T19:00", "2027-03-16T17:00", "time-unreadable"),
    ])
    func `A plan that is none is returned whole`(
        rule: String, start: String, end: String, code: String
    ) throws {
        let room = try town.room()
        let (_, answer) = try town.repeats(room, rule, from: start, to: end)
        #expect(answer.refusal?.code.rawValue == code)
        #expect(town.rows.all(SeriesTable.id).isEmpty && town.rows.all(BookingTable.id).isEmpty)
        let (good, _) = try town.repeats(
            room, "weekly/1 count=2", from: "2027-03-16T17:00", to: "2027-03-16T19:00")
        let change = try town.changeSeries(
            good,
            [
                Cell(SeriesTable.rule, .text(rule)), Cell(SeriesTable.firstStart, .text(start)),
                Cell(SeriesTable.firstEnd, .text(end)),
            ])
        #expect(change.refusal?.code.rawValue == code)
        #expect(try town.dates(good).count == 2)
    }

    @Test func `A date may end when the next begins, and no later`() throws {
        let room = try town.room(hours: nil)
        let (id, _) = try town.repeats(
            room, "weekly/1 count=3", from: "2027-03-16T17:00", to: "2027-03-23T17:00")
        #expect(try town.dates(id).allSatisfy { $0.contains("confirmed") })
    }

    @Test func `The list of skipped dates is read as it is written, and never too long`() throws {
        let day = try #require(CivilDate("2027-03-16"))
        let wall = try #require(WallTime("2027-03-16T17:00"))
        let holder = SkippedDate.Holder(name: "Åse  fra \n Køge", start: wall, end: wall)
        let reasons: [SkippedDate.Reason] = [
            .taken(nil), .closed, .outsideHours, .unknown, .noDay, .notApproved,
            .timeMissing(instead: wall),
            .taken(SkippedDate.Holder(name: "Åse Østergård", start: wall, end: wall)),
            .taken(SkippedDate.Holder(name: "", start: wall, end: wall)),
        ]
        let all = try reasons.enumerated().map {
            SkippedDate(SeriesDay(try #require(day.adding(days: $0))), $1)
        }
        #expect(SkippedDate.list(SkippedDate.text(of: all)) == all)
        #expect(SkippedDate.list("nonsense\n2027-03-16\n2027-13-16 closed\n\n").isEmpty)
        #expect(SkippedDate.text(of: []) == nil)
        let many = try (0..<366).map {
            SkippedDate(SeriesDay(try #require(day.adding(days: $0))), .taken(holder))
        }
        let text = try #require(SkippedDate.text(of: many))
        #expect(text.utf8.count <= SeriesTable.skipped.byteCountMax)
        #expect(SkippedDate.list(text).map(\.day) == many.map(\.day))
        #expect(SkippedDate.list(text).first?.reason != .taken(nil))
        #expect(SkippedDate.list(text).last?.reason == .taken(nil))
    }

    @Test func `Moves are kept in order, a later word replaces what follows it`() throws {
        func move(_ from: String, _ hour: Int) throws -> SeriesMove {
            let day = try #require(CivilDate(from))
            return SeriesMove(
                from: day, start: try #require(WallTime(date: day, hour: hour, minute: 0)),
                end: try #require(WallTime(date: day, hour: hour + 1, minute: 0)))
        }
        let two = [try move("2027-03-23", 9), try move("2027-04-06", 11)]
        #expect(SeriesMove.list(SeriesMove.text(of: two)) == two)
        #expect(
            try move("2027-03-30", 10).after(two) == [two[0], try move("2027-03-30", 10)])
        #expect(try move("2027-03-23", 8).after(two) == [try move("2027-03-23", 8)])
    }
}

import GreenForum
import Testing

@Suite struct RecurrenceTests {
    private func days(_ rule: String, from first: String) throws -> [String] {
        try Recurrence(rule).days(from: #require(CivilDate(first))).map(\.description)
    }

    @Test func `Weeks go over the change of clocks, months and years by their days`() throws {
        #expect(
            try days("weekly/1 count=5", from: "2027-03-16") == [
                "2027-03-16", "2027-03-23", "2027-03-30", "2027-04-06", "2027-04-13",
            ])
        #expect(
            try days("weekly/2 until=2028-01-15", from: "2027-12-18") == [
                "2027-12-18", "2028-01-01", "2028-01-15",
            ])
        #expect(try days("weekly/1 until=2027-03-15", from: "2027-03-16").isEmpty)
    }

    @Test func `Months keep the day, and name it where they do not have it`() throws {
        let all = try Recurrence("monthly/1 count=4").days(
            from: #require(CivilDate("2027-12-31")))
        #expect(
            all.map(\.description) == ["2027-12-31", "2028-01-31", "2028-02-31", "2028-03-31"])
        #expect(all.map { $0.date != nil } == [true, true, false, true])
        #expect(all[2].shown(in: .da) == "31/2 2028")
        #expect(SeriesDay("2028-02-31") == all[2])
    }

    @Test func `A leap day is there every fourth year`() throws {
        let all = try Recurrence("monthly/12 count=5").days(
            from: #require(CivilDate("2028-02-29")))
        #expect(all.map { $0.date != nil } == [true, false, false, false, true])
        #expect(
            try days("monthly/1 count=2", from: "2028-02-29") == ["2028-02-29", "2028-03-29"])
    }

    @Test(arguments: [
        "weekly/1 count=5", "monthly/2 until=2027-12-31", "weekly/60 count=366",
        "monthly/1 count=1",
    ])
    func `A rule is drawn as it is read`(text: String) throws {
        #expect(try Recurrence(text).description == text)
    }

    @Test(arguments: [
        ("", "series-rule"), ("weekly", "series-rule"), ("weekly/1", "series-rule"),
        ("daily/1 count=5", "series-rule"), ("weekly/1 count=five", "series-rule"),
        ("weekly/1 count=5 until=2027-12-31", "series-rule"), ("weekly/1 5", "series-rule"),
        ("weekly/1 until=2027-02-30", "series-rule"), ("weekly/-1 count=5", "series-rule"),
        ("weekly/1 count=99999999999999999999", "series-rule"),
        ("weekly/0 count=5", "series-number"), ("weekly/61 count=5", "series-number"),
        ("weekly/1 count=0", "series-number"), ("weekly/1 count=367", "series-number"),
    ])
    func `What is no rule is refused with a sentence`(text: String, code: String) {
        let error = #expect(throws: DomainError.self) { try Recurrence(text) }
        #expect(error?.code == code)
        #expect(error?.sentence.da.isEmpty == false && error?.sentence.en.isEmpty == false)
    }

    @Test(arguments: [
        ("weekly/1 count=263", "2027-03-16"), ("monthly/12 count=7", "2027-03-16"),
        ("weekly/1 until=2032-03-17", "2027-03-16"), ("weekly/1 until=9999-12-31", "2027-03-16"),
        ("weekly/1 count=3", "9999-12-30"), ("monthly/1 count=3", "9999-12-01"),
    ])
    func `Five years ahead is the most`(rule: String, first: String) throws {
        let first = try #require(CivilDate(first))
        let error = #expect(throws: DomainError.self) { try Recurrence(rule).days(from: first) }
        #expect(error?.code == "series-too-long")
    }

    @Test func `Five years are just allowed`() throws {
        #expect(try days("weekly/1 until=2032-03-16", from: "2027-03-16").count == 262)
        #expect(try days("monthly/12 count=6", from: "2027-03-16").last == "2032-03-16")
    }

    @Test(arguments: [
        ("weekly/1 count=5", "2027-03-30", "weekly/1 until=2027-03-29"),
        ("weekly/1 until=2027-03-20", "2027-03-30", "weekly/1 until=2027-03-20"),
        ("monthly/2 until=2027-12-31", "2027-06-01", "monthly/2 until=2027-05-31"),
    ])
    func `Ended earlier it is over the day before`(
        rule: String, day: String, ended: String
    ) throws {
        let day = try #require(CivilDate(day))
        #expect(try Recurrence(rule).ending(before: day).description == ended)
    }

    @Test func `A repetition is told in people's words`() throws {
        #expect(SeriesTexts.text(try Recurrence("weekly/1 count=5")).da == "hver uge, 5 gange")
        #expect(
            SeriesTexts.text(try Recurrence("monthly/2 until=2027-12-31")).da
                == "hver 2. måned til og med 31/12 2027")
        #expect(SeriesTexts.text(try Recurrence("weekly/2 count=1")).en == "every 2 weeks, once")
    }
}

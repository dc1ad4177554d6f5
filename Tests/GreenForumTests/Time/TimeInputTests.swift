import GreenForum
import Testing

@Suite struct TimeInputTests {
    @Test(arguments: [
        "18/3 2027 17.00", "18/3 2027 kl. 17.00", "18/3-2027 17:00", "18.3.2027 kl 17",
        "18. marts 2027 kl. 17.00", "torsdag den 18. marts 2027 kl. 17", "2027-03-18 17:00",
        "2027-03-18T17:00", "18-03-2027 17.00", "18/3-27 17.00", "18 March 2027 17:00",
        "18/3 17.00", "18. marts kl. 17", "Thu 18 Mar 17:00",
    ])
    func `A time is read as people write it`(text: String) throws {
        let wall = try TimeInput.wallTime(text, today: CivilDate("2027-01-05"))
        #expect(wall.description == "2027-03-18T17:00")
    }

    @Test(arguments: [
        ("31/2 2027 10.00", "date-impossible"), ("29/2 2027 10.00", "date-impossible"),
        ("2027-13-01 10:00", "date-impossible"), ("0/1 2027 10.00", "date-impossible"),
        ("18/3 2027 25.00", "clock-impossible"), ("18/3 2027 17.60", "clock-impossible"),
        ("i morgen", "time-unreadable"), ("", "time-unreadable"), ("17", "time-unreadable"),
        ("18/3 2027 17.00.00.00", "time-unreadable"), ("18/3 17.00", "time-unreadable"),
        ("99999999999999999999", "time-unreadable"), ("18;3;2027", "time-unreadable"),
    ])
    func `What is no time is refused with a sentence`(text: String, code: String) {
        let error = #expect(throws: DomainError.self) { try TimeInput.wallTime(text) }
        #expect(error?.code == code)
        #expect(error?.sentence.da.isEmpty == false && error?.sentence.en.isEmpty == false)
    }

    @Test(arguments: ["i dag", "18", "18/3 2027 17.00"])
    func `What is no day is refused with a day to write`(text: String) {
        let error = #expect(throws: DomainError.self) { try TimeInput.date(text) }
        #expect(error?.code == "time-unreadable")
        #expect(error?.sentence.da.hasSuffix("Skriv fx 18/3 2027 eller 2027-03-18.") == true)
    }

    @Test(arguments: [
        ("18/3", "2027-03-18"), ("18/3 2028", "2028-03-18"), ("4/1", "2028-01-04"),
        ("2027-02-28", "2027-02-28"), ("29/2", "2028-02-29"), ("1. maj 2027", "2027-05-01"),
    ])
    func `A day without a year is the next such day`(text: String, day: String) throws {
        let today = try #require(CivilDate("2027-01-05"))
        #expect(try TimeInput.date(text, today: today).description == day)
    }

    @Test(arguments: [
        ("19", "2027-03-18T19:00"), ("19.30", "2027-03-18T19:30"), ("kl. 19", "2027-03-18T19:00"),
        ("19/3 8.00", "2027-03-19T08:00"), ("2027-03-20 08:00", "2027-03-20T08:00"),
    ])
    func `An end may be a time alone`(text: String, wall: String) throws {
        let start = try #require(WallTime("2027-03-18T17:00"))
        #expect(try TimeInput.wallTime(text, onDayOf: start).description == wall)
    }

    @Test func `Days and their numbers lead to each other`() {
        for number in stride(from: -719_162, through: 2_932_896, by: 97) {
            #expect(CivilDate(dayNumber: number)?.dayNumber == number)
        }
        #expect(CivilDate("2027-03-18")?.weekday == 4)
        #expect(CivilDate("1969-12-31")?.dayNumber == -1)
        #expect(WallTime(minuteNumber: -1)?.description == "1969-12-31T23:59")
        #expect(CivilDate(dayNumber: .max) == nil)
        #expect(CivilDate("2027-03-18")?.adding(days: .max) == nil)
    }

    @Test(arguments: [
        "2027-02-29", "2027-3-18", "2027/03/18", "2027-03-18 ", "20270318", "２０２７-03-18",
    ])
    func `The tables hold days in one spelling only`(text: String) {
        #expect(CivilDate(text) == nil)
        #expect(WallTime(text + "T17:00") == nil)
    }

    @Test func `Times are shown in the reader's language`() throws {
        let wall = try #require(WallTime("2027-03-08T07:05"))
        #expect(wall.shown(in: .da) == "8/3 2027 kl. 07.05")
        #expect(wall.shown(in: .en) == "8 Mar 2027 07:05")
    }
}

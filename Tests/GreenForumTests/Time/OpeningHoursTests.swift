import GreenForum
import Testing

@Suite struct OpeningHoursTests {
    @Test(arguments: [
        ("mon-fri 08:00-22:00, sat 09:00-16:00", "mon-fri 08:00-22:00, sat 09:00-16:00"),
        ("man-fre 8-22", "mon-fri 08:00-22:00"), ("mandag 8.30-24", "mon 08:30-24:00"),
        ("mon 8-16,tue 8-16,wed 8-18", "mon-tue 08:00-16:00, wed 08:00-18:00"),
    ])
    func `Hours are read in Danish and English and drawn in one way`(text: String, shown: String) {
        #expect(OpeningHours(text)?.description == shown)
    }

    @Test(arguments: [
        "", "altid", "mon", "mon 22-8", "fri-mon 8-16", "mon 8-25", "mon 8:60-9", "x-y 8-9",
    ])
    func `What is no opening hours is none`(text: String) {
        #expect(OpeningHours(text) == nil)
    }

    @Test(arguments: [
        ("2027-03-18T08:00", "2027-03-18T22:00", true),
        ("2027-03-18T07:59", "2027-03-18T09:00", false),
        ("2027-03-18T21:00", "2027-03-18T22:01", false),
        ("2027-03-20T09:00", "2027-03-20T16:00", true),
        ("2027-03-21T10:00", "2027-03-21T11:00", false),
        ("2027-03-18T21:00", "2027-03-19T09:00", false),
        ("2027-03-18T10:00", "2027-03-18T10:00", false),
    ])
    func `A time is inside or not`(start: String, end: String, isOpen: Bool) throws {
        let hours = try #require(OpeningHours("mon-fri 08:00-22:00, sat 09:00-16:00"))
        let (start, end) = (try #require(WallTime(start)), try #require(WallTime(end)))
        #expect(hours.contain(from: start, to: end) == isOpen)
    }

    @Test func `Always is over midnight too`() throws {
        let start = try #require(WallTime("2027-03-18T21:00"))
        let end = try #require(WallTime("2027-03-20T00:00"))
        #expect(OpeningHours.always.contain(from: start, to: end))
    }
}

import GreenForum
import SyncProtocol
import Testing

@Suite struct ZoneTests {
    private let zone = Zone.copenhagen

    @Test(arguments: [
        // The night between 27 and 28 March 2027: 02:00 becomes 03:00.
        ("2027-03-28T01:59", 1_806_195_540_000), ("2027-03-28T03:00", 1_806_195_600_000),
        ("2027-03-18T17:00", 1_805_385_600_000), ("2027-04-13T17:00", 1_807_628_400_000),
        // The night between 30 and 31 October 2027: 03:00 becomes 02:00.
        ("2027-10-31T01:59", 1_824_940_740_000), ("2027-10-31T03:00", 1_824_948_000_000),
        ("1999-12-31T23:59", 946_681_140_000), ("2000-01-01T00:00", 946_681_200_000),
    ])
    func `A wall time that exists once has one instant, and leads back`(
        text: String, instant: Milliseconds
    ) throws {
        let wall = try #require(WallTime(text))
        #expect(zone.instant(of: wall) == .once(instant))
        #expect(zone.wallTime(at: instant) == wall)
        #expect(zone.wallTime(at: instant + 59_999) == wall)
        #expect(zone.wallTime(at: instant - 1)?.minute != wall.minute)
    }

    @Test(arguments: [
        ("2027-03-28T02:00", "2027-03-28T03:00"), ("2027-03-28T02:30", "2027-03-28T03:30"),
        ("2027-03-28T02:59", "2027-03-28T03:59"),
    ])
    func `A wall time in the spring gap is refused with the time that the clock shows`(
        text: String, instead: String
    ) throws {
        let wall = try #require(WallTime(text))
        #expect(zone.instant(of: wall) == .never(instead: try #require(WallTime(instead))))
        #expect(zone.milliseconds(of: wall) == nil)
        let error = try #require(throws: DomainError.self) { try zone.existing(wall) }
        #expect(error.code == "time-missing")
        #expect(error.sentence.da.contains(String(instead.suffix(5))))
        #expect(error.sentence.en.contains(String(instead.suffix(5))))
    }

    @Test(arguments: [
        ("2027-10-31T02:00", 1_824_940_800_000), ("2027-10-31T02:30", 1_824_942_600_000),
        ("2027-10-31T02:59", 1_824_944_340_000),
    ])
    func `A wall time in the autumn fold means the first`(
        text: String, first: Milliseconds
    ) throws {
        let wall = try #require(WallTime(text))
        #expect(zone.instant(of: wall) == .twice(first: first, second: first + 3_600_000))
        #expect(zone.milliseconds(of: wall) == first)
        #expect(try zone.existing(wall) == first)
    }

    @Test func `Every quarter of an hour of 2027 leads back to itself unless clocks skip it`()
        throws
    {
        var wall = try #require(WallTime("2027-01-01T00:00"))
        let end = try #require(WallTime("2028-01-01T00:00"))
        var missing: [WallTime] = []
        var twice = 0
        while wall < end {
            switch zone.instant(of: wall) {
            case .once(let instant): #expect(zone.wallTime(at: instant) == wall)
            case .twice(let first, let second):
                twice += 1
                #expect(zone.wallTime(at: first) == wall)
                #expect(zone.wallTime(at: second) == wall)
            case .never: missing.append(wall)
            }
            wall = try #require(wall.adding(minutes: 15))
        }
        #expect(
            missing.map(\.description) == [
                "2027-03-28T02:00", "2027-03-28T02:15", "2027-03-28T02:30", "2027-03-28T02:45",
            ])
        #expect(twice == 4)
    }

    @Test(arguments: ["", "Køge", "Europe/Kbh", "CET6CEST", "../etc/passwd", "Europe/Copenhagen "])
    func `A zone that nobody knows is none`(name: String) {
        #expect(Zone(name) == nil)
    }

    @Test func `An interval over the change of clocks is as long as it lasts`() throws {
        let start = try #require(WallTime("2027-03-27T22:00"))
        let end = try #require(WallTime("2027-03-28T06:00"))
        let span = try TimeSpan(from: start, to: end, in: zone)
        #expect(span.end - span.start == 7 * 3_600_000)
    }

    @Test(arguments: [
        ("2027-03-18T17:00", "2027-03-18T17:00", "time-order"),
        ("2027-03-18T17:00", "2027-03-18T16:00", "time-order"),
        ("2027-03-28T02:30", "2027-03-28T05:00", "time-missing"),
        ("2027-01-01T00:00", "2029-01-01T00:00", "time-too-long"),
    ])
    func `An interval that cannot be is refused`(start: String, end: String, code: String) throws {
        let (start, end) = (try #require(WallTime(start)), try #require(WallTime(end)))
        let error = #expect(throws: DomainError.self) {
            try TimeSpan(from: start, to: end, in: zone)
        }
        #expect(error?.code == code)
    }

    @Test func `Back to back is no overlap`() throws {
        let a = try #require(TimeSpan(start: 0, end: 10))
        let b = try #require(TimeSpan(start: 10, end: 20))
        let c = try #require(TimeSpan(start: 9, end: 11))
        #expect(!a.overlaps(b) && !b.overlaps(a))
        #expect(a.overlaps(c) && c.overlaps(b) && a.overlaps(a))
    }
}

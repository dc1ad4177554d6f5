import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// What became of an event, by kind.
@Suite struct EventReportTests {
    private let town = Town()

    private func shown(_ count: EventReport.Count) -> String { "\(count.number)/\(count.persons)" }

    @Test func `An event with everything is reported by kind`() throws {
        let event = try town.event(capacity: 6)
        let came = try town.signUp(event, party: 2)
        let noShow = try town.signUp(event, party: 2)
        let regretting = try town.signUp(event, party: 1)
        let gone = try town.signUp(event, party: 1)
        let lucky = try town.signUp(event, party: 1)
        let waiting = try town.signUp(event, party: 2)
        let left = try town.signUp(event, party: 1)
        #expect(town.statuses([lucky, waiting]) == ["waitlisted", "waitlisted"])
        try town.withdraw(gone)
        #expect(town.status(lucky) == "confirmed")
        let first = try town.checkIn(event, came, at: 100, persons: 2).id
        try town.checkIn(event, came, at: 110, persons: 1)
        try town.checkIn(event, regretting, at: 120)
        try town.withdraw(regretting)
        try town.checkIn(event, waiting, at: 130, persons: 3)
        try town.checkIn(event, nil, at: 140, persons: 2)
        try town.void(try town.checkIn(event, left, at: 150).id)
        try town.set(event, EventTable.status, .text("held"))

        let report = try town.report(event)
        #expect(shown(report.signedUp) == "5/8" && shown(report.withdrawn) == "2/2")
        #expect(shown(report.confirmed) == "3/5")
        #expect(shown(report.attended) == "3/6" && shown(report.walkIns) == "1/2")
        #expect(shown(report.noShows) == "2/3")
        #expect(town.statuses([noShow, lucky]) == ["confirmed", "confirmed"])
        #expect(shown(report.cameWithdrawn) == "1/1" && shown(report.cameWaitlisted) == "1/3")
        #expect(shown(report.cameDeclined) == "0/0")
        #expect(shown(report.waitlistUsed) == "1/1" && shown(report.waitlistLeft) == "2/3")
        #expect(report.seenAgain == 1 && report.void == 1)
        #expect(report.persons == 8 && report.overCapacity == 2)
        #expect(try town.attendance(event)[came]?.first.id == first)
    }

    @Test func `An event to which nobody came is reported too`() throws {
        let event = try town.event()
        let report = try town.report(event)
        #expect(report.persons == 0 && report.overCapacity == 0 && report.capacity == nil)
        #expect(shown(report.signedUp) == "0/0" && report.listsOut.isEmpty)
        #expect(try EventReport(of: town.id(), reading: town.rows, now: 0) == nil)
    }

    @Test func `A declined party that comes all the same is counted`() throws {
        let event = try town.event(capacity: 9, partyMax: 2)
        let signup = try town.signUp(event, party: 3)
        try town.checkIn(event, signup, at: 100, persons: 3)
        let report = try town.report(event)
        #expect(shown(report.cameDeclined) == "1/3" && shown(report.attended) == "1/3")
        #expect(report.noShows.number == 0)
    }

    @Test func `A sign-up without an answer counts as waiting, a merged one as part of the other`()
        throws
    {
        let event = try town.event(capacity: 5)
        try town.checkout(event, seats: 0, expect: 5, by: town.omar)
        let pending = try town.signUp(event)
        let merged = try town.signUp(event)
        try town.edit(
            merged,
            [
                Cell(SignupTable.status, .text("merged")),
                Cell(SignupTable.mergedInto, .row(pending)),
            ])
        try town.checkIn(event, merged, at: 100)
        let report = try town.report(event)
        #expect(shown(report.signedUp) == "1/1" && shown(report.attended) == "1/1")
        #expect(shown(report.cameWaitlisted) == "1/1" && report.walkIns.number == 0)
    }

    @Test func `Lists that are out are named, those at home are not`() throws {
        let event = try town.event(capacity: 9)
        let out = try town.checkout(event, seats: 2, by: town.ida).id
        let home = try town.checkout(event, seats: 2, by: town.omar).id
        try town.bringHome(home, by: town.omar)
        #expect(try town.report(event).listsOut.map(\.id) == [out])
    }

    @Test func `The report is the same when it is asked for again`() throws {
        let event = try town.event(capacity: 2)
        for party in [1, 2, 1] { try town.signUp(event, party: Int64(party)) }
        try town.checkIn(event, nil, at: 100)
        try town.set(event, EventTable.status, .text("held"))
        let report = try town.report(event)
        #expect(try town.set(event, EventTable.status, .text("held")).outcomes.isEmpty)
        #expect(try town.report(event) == report)
    }
}

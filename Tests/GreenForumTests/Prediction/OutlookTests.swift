import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct OutlookTests {
    private let town = Town()

    @Test func `A wish looks free, moved or taken as the office would decide it`() throws {
        let room = try town.room()
        let hall = try town.room("Byrådssalen", needsApproval: true)
        let standing = try town.book(try town.slot(room, "17-19")).id
        func guess(_ hours: String, or: [RoomSlot] = []) throws -> BookingOutlook.Guess {
            try BookingOutlook(try town.slot(room, hours), alternatives: or, reading: town.rows)
                .guess
        }
        #expect(try guess("19-21") == .looksFree(needsApproval: false))
        let taken = RoomCalendar.Obstacle.taken(try town.booking(standing))
        let other = try town.slot(hall, "18-20")
        #expect(try guess("18-20", or: [other]) == .looksMoved(to: other, because: taken))
        guard case .looksTaken(taken, let suggestions) = try guess("18-20") else {
            Issue.record("not taken")
            return
        }
        #expect(suggestions.first == (try town.slot(room, "19-21")))
        #expect(suggestions.contains(other))
        #expect(
            try BookingOutlook(other, reading: town.rows).guess == .looksFree(needsApproval: true))
    }

    @Test func `Wishes that are not decided are named as rivals`() throws {
        let room = try town.room()
        let (mine, theirs) = (town.id(), town.id())
        for (id, hours) in [(mine, "17-19"), (theirs, "18-20"), (town.id(), "20-22")] {
            town.rows.put(
                Row(
                    table: BookingTable.schema, id: id,
                    cells: town.bookingCells(try town.slot(room, hours))))
        }
        let outlook = try #require(try BookingOutlook(for: town.booking(mine), reading: town.rows))
        #expect(outlook.guess == .looksFree(needsApproval: false))
        #expect(outlook.rivals == [theirs])
    }

    @Test func `A withdrawn booking has no outlook`() throws {
        let room = try town.room()
        let id = try town.book(try town.slot(room, "17-19")).id
        try town.change(id, [Cell(BookingTable.wish, .text("out"))])
        #expect(try BookingOutlook(for: town.booking(id), reading: town.rows) == nil)
    }

    /// What a replica guesses of work in random order is what the office then decides, if it knows the same.
    @Test func `The guess is the office's decision when both know the same`() throws {
        var random = SplitMix(seed: 5)
        let rooms = [try town.room(), try town.room("Mødelokale 2")]
        let event = try town.event(capacity: 30)
        for _ in 0..<80 {
            let start = 8 + random.below(12)
            let slot = try town.slot(rooms[random.below(2)], "\(start)-\(start + 2)")
            let others = [try town.slot(rooms[0], "20-22")]
            let guess = try BookingOutlook(slot, alternatives: others, reading: town.rows).guess
            let status = try town.booking(try town.book(slot, or: others).id)[BookingTable.status]
            switch guess {
            case .looksFree: #expect(status == .text("confirmed"))
            case .looksMoved: #expect(status == .text("moved"))
            case .looksTaken: #expect(status == .text("declined"))
            }
            let party = Int64(1 + random.below(3))
            let id = town.id(by: town.ida)
            let seats = try SeatOutlook(
                event: event, party: party, as: id, reading: town.rows, now: town.minute + 60_000)
            try town.act(
                [.insert(SignupTable.schema, id, town.signupCells(event, party: party))],
                by: town.ida)
            switch seats?.guess {
            case .looksFree: #expect(town.status(id) == "confirmed")
            case .waitlist(let position):
                #expect(town.status(id) == "waitlisted")
                let plan = try SeatPlan(of: event, reading: town.rows, now: town.minute)
                #expect(plan?.position(of: id) == position)
            default: Issue.record("\(String(describing: seats))")
            }
        }
    }

    @Test func `A sign-up's outlook says why not`() throws {
        let event = try town.event(capacity: 5, partyMax: 2)
        let cancelled = try town.event(status: "cancelled")
        func guess(_ event: RowID, _ party: Int64) throws -> SeatOutlook.Guess? {
            try SeatOutlook(
                event: event, party: party, as: town.id(), reading: town.rows, now: 0)?.guess
        }
        #expect(try guess(event, 2) == .looksFree(left: 3))
        #expect(try guess(event, 3) == .partyTooLarge(partyMax: 2))
        #expect(try guess(cancelled, 1) == .cancelled)
        #expect(try guess(town.id(), 1) == nil)
        let signup = try town.signUp(event)
        try town.edit(signup, [Cell(SignupTable.wish, .text("out"))])
        #expect(try SeatOutlook(of: signup, reading: town.rows, now: 0)?.guess == .withdrawn)
    }
}

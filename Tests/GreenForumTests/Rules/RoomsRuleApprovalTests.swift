import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct RoomsRuleApprovalTests {
    private let town = Town()

    private func decide(_ status: String, _ reason: String? = nil) -> [Cell] {
        [Cell(BookingTable.status, .text(status))]
            + (reason.map { [Cell(BookingTable.decisionReason, .text($0))] } ?? [])
    }

    @Test func `A wish that needs approval keeps the time while it waits`() throws {
        let room = try town.room(needsApproval: true)
        let (id, _) = try town.book(try town.slot(room, "17-19"))
        #expect(try town.granted(id) == "awaiting-approval Mødelokale 1 17:00-19:00")
        #expect(try town.granted(try town.book(try town.slot(room, "18-20")).id) == "declined")
        let answer = try town.change(id, decide("confirmed"), by: town.ambassador)
        #expect(try town.granted(id) == "confirmed Mødelokale 1 17:00-19:00")
        #expect(answer.keys() == ["rooms.approved"])
    }

    @Test func `Who says no frees the time and gives the reason`() throws {
        let room = try town.room(needsApproval: true)
        let event = try town.event()
        let (id, _) = try town.book(try town.slot(room, "17-19"), event: event)
        let answer = try town.change(id, decide("declined", "ferie"), by: town.ambassador)
        #expect(try town.granted(id) == "declined")
        #expect(answer["rooms.declined-by-person"]?.arguments["reason"] == "ferie")
        #expect(answer["rooms.event-without-room"]?.row == event)
        #expect(
            try town.granted(try town.book(try town.slot(room, "17-19")).id).hasPrefix("awaiting"))
    }

    @Test func `A moved wish that needed approval stays moved once approved`() throws {
        let free = try town.room()
        let room = try town.room("Byrådssalen", needsApproval: true)
        _ = try town.book(try town.slot(free, "17-19"))
        let (id, _) = try town.book(
            try town.slot(free, "17-19"), or: [try town.slot(room, "17-19")])
        #expect(try town.granted(id) == "awaiting-approval Byrådssalen 17:00-19:00")
        try town.change(id, decide("confirmed"), by: town.ambassador)
        #expect(try town.granted(id) == "moved Byrådssalen 17:00-19:00")
    }

    @Test func `Who may approve need not ask`() throws {
        let room = try town.room(needsApproval: true)
        let hall = try town.room("Byrådssalen", needsApproval: true, place: "town-hall")
        let own = try town.book(try town.slot(room, "10-11"), by: town.ambassador).id
        let officers = try town.book(try town.slot(hall, "10-11"), by: town.officer).id
        let foreign = try town.book(try town.slot(room, "12-13"), by: town.officer).id
        #expect(try town.granted(own).hasPrefix("confirmed"))
        #expect(try town.granted(officers).hasPrefix("confirmed"))
        #expect(try town.granted(foreign).hasPrefix("awaiting-approval"))
    }

    @Test func `Making an approved time shorter needs no new approval, making it longer does`()
        throws
    {
        let room = try town.room(needsApproval: true)
        let (id, _) = try town.book(try town.slot(room, "17-20"))
        try town.change(id, decide("confirmed"), by: town.ambassador)
        try town.change(id, try town.slot(room, "17-19").wishCells)
        #expect(try town.granted(id) == "confirmed Mødelokale 1 17:00-19:00")
        try town.change(id, try town.slot(room, "17-21").wishCells)
        #expect(try town.granted(id) == "awaiting-approval Mødelokale 1 17:00-21:00")
    }

    @Test func `A confirmed booking is put aside only with a reason, and finds its alternative`()
        throws
    {
        let room = try town.room()
        let event = try town.event()
        let (standing, _) = try town.book(
            try town.slot(room, "17-19"), or: [try town.slot(room, "20-22")], event: event)
        let (id, _) = try town.book(try town.slot(room, "18-20"), by: town.ida)
        #expect(try town.granted(id) == "declined")
        var answer = try town.change(id, decide("confirmed"), by: town.ambassador)
        #expect(answer.keys() == ["rooms.override-needs-reason"])
        #expect(try town.granted(id) == "declined")
        #expect(try town.granted(standing).hasPrefix("confirmed"))
        answer = try town.change(id, decide("confirmed", "byrådet"), by: town.ambassador)
        #expect(try town.granted(id) == "confirmed Mødelokale 1 18:00-20:00")
        #expect(try town.granted(standing) == "moved Mødelokale 1 20:00-22:00")
        #expect(answer["rooms.displaced-moved"]?.arguments["reason"] == "byrådet")
        #expect(answer["rooms.event-moved"]?.row == event)
    }

    @Test func `Only the ambassador puts a booking aside; an officer approves what is free`() throws
    {
        let hall = try town.room("Byrådssalen", needsApproval: true, place: "town-hall")
        let standing = try town.book(try town.slot(hall, "17-19"), by: town.officer).id
        let (id, _) = try town.book(try town.slot(hall, "18-20"), by: town.ida)
        let answer = try town.change(id, decide("confirmed", "haster"), by: town.officer)
        #expect(answer.keys() == ["rooms.override-not-yours"])
        #expect(try town.granted(id) == "declined")
        #expect(try town.granted(standing).hasPrefix("confirmed"))
        // What the officer wrote is no reason of the ambassador's.
        #expect(try town.booking(id)[BookingTable.decisionReason].isNull)
        let second = try town.change(id, decide("confirmed"), by: town.ambassador)
        #expect(second.keys() == ["rooms.override-needs-reason"])
        try town.change(standing, [Cell(BookingTable.wish, .text("out"))], by: town.officer)
        try town.change(id, decide("confirmed"), by: town.officer)
        #expect(try town.granted(id) == "confirmed Byrådssalen 18:00-20:00")
    }

    @Test func `The reason of an earlier no is no reason to put others aside`() throws {
        let room = try town.room()
        let (id, _) = try town.book(try town.slot(room, "17-19"))
        try town.change(id, decide("declined", "ferie"), by: town.ambassador)
        let other = try town.book(try town.slot(room, "18-20"), by: town.ida).id
        let answer = try town.change(id, decide("confirmed"), by: town.ambassador)
        #expect(answer.keys() == ["rooms.override-needs-reason"])
        #expect(try town.granted(other).hasPrefix("confirmed"))
        #expect(try town.booking(id)[BookingTable.decisionReason].text == "ferie")
    }

    @Test func `Put aside without an alternative, it is an open matter and its event is flagged`()
        throws
    {
        let room = try town.room()
        let event = try town.event()
        let (standing, _) = try town.book(try town.slot(room, "17-19"), event: event)
        let (id, _) = try town.book(try town.slot(room, "18-20"), by: town.ida)
        let answer = try town.change(id, decide("confirmed", "byrådet"), by: town.ambassador)
        #expect(try town.granted(standing) == "declined")
        #expect(answer["rooms.displaced"]?.isOpen == true)
        #expect(answer["rooms.displaced"]?.arguments["suggestion1"] != nil)
        #expect(answer["rooms.event-without-room"]?.isOpen == true)
        #expect(town.rows.row(event, in: EventTable.id)?[EventTable.status].text == "published")
    }

    @Test func `An event's flag is settled once its booking has a room again`() throws {
        let room = try town.room()
        let event = try town.event()
        let (first, _) = try town.book(try town.slot(room, "17-19"))
        let (id, answer) = try town.book(try town.slot(room, "18-20"), event: event)
        #expect(answer["rooms.event-without-room"]?.arguments["booking"] == id.description)
        func states() -> [String?] {
            town.rows.all(SystemTables.outcome.id)
                .filter { $0["text_key"].text == "rooms.event-without-room" }
                .map { $0["state"].text }
        }
        #expect(states() == ["open"])
        _ = first
        try town.change(id, try town.slot(room, "19-21").wishCells)
        #expect(try town.granted(id).hasPrefix("confirmed"))
        #expect(states() == ["settled"])
    }

    @Test func `In random work granted times of a room never overlap and nobody granted is bumped`()
        throws
    {
        var random = SplitMix(seed: 20_270_318)
        let rooms = [try town.room(), try town.room("Mødelokale 2")]
        var ids: [RowID] = []
        for step in 0..<250 {
            let start = 8 + random.below(12)
            let slot = try town.slot(
                rooms[random.below(2)], "\(start)-\(start + 1 + random.below(3))")
            let others = [try town.slot(rooms[0], "8-9"), try town.slot(rooms[1], "20-22")]
            let granted = try grantedSlots()
            var touched: RowID?
            switch random.below(5) {
            case 0 where !ids.isEmpty:
                touched = ids[random.below(ids.count)]
                try town.change(touched!, slot.wishCells)
            case 1 where !ids.isEmpty:
                touched = ids[random.below(ids.count)]
                let wish = random.below(2) == 0 ? "in" : "out"
                try town.change(touched!, [Cell(BookingTable.wish, .text(wish))])
            default:
                ids.append(try town.book(slot, or: step % 3 == 0 ? others : []).id)
            }
            for (id, slot) in granted where id != touched {
                #expect(RoomSlot(grantedTo: try town.booking(id)) == slot, "step \(step)")
            }
            let now = try grantedSlots()
            for (a, first) in now {
                for (b, second) in now where a < b && first.resource == second.resource {
                    #expect(first.end <= second.start || second.end <= first.start, "step \(step)")
                }
            }
        }
    }

    private func grantedSlots() throws -> [(RowID, RoomSlot)] {
        town.rows.all(BookingTable.id).compactMap { row in
            RoomSlot(grantedTo: row).map { (row.id, $0) }
        }
    }
}

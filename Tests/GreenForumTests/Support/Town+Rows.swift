import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Rows that many tests need.
extension Town {
    func event(
        capacity: Int64? = nil, partyMax: Int64? = nil, status: String = "published",
        closes: Milliseconds? = nil, settleAt: Milliseconds? = nil
    ) throws -> RowID {
        let event = id()
        try act([
            .insert(
                EventTable.schema, event,
                [
                    Cell(EventTable.title, .text("Studiebesøg på genbrugspladsen")),
                    Cell(EventTable.wallStart, .text("2027-03-18T17:00")),
                    Cell(EventTable.wallEnd, .text("2027-03-18T19:00")),
                    Cell(EventTable.capacity, capacity.map(Value.integer) ?? .null),
                    Cell(EventTable.partyMax, partyMax.map(Value.integer) ?? .null),
                    Cell(EventTable.signupCloses, closes.map(Value.integer) ?? .null),
                    Cell(EventTable.settleAt, settleAt.map(Value.integer) ?? .null),
                    Cell(EventTable.status, .text(status)),
                ])
        ])
        return event
    }

    func signupCells(_ event: RowID, party: Int64 = 1) -> [Cell] {
        [
            Cell(SignupTable.event, .row(event)), Cell(SignupTable.name, .text(guest())),
            Cell(SignupTable.partySize, .integer(party)),
        ]
    }

    @discardableResult
    func signUp(
        _ event: RowID, party: Int64 = 1, by actor: Actor? = nil, at: Int64? = nil
    ) throws -> RowID {
        let signup = id(by: actor ?? ida)
        try act(
            [.insert(SignupTable.schema, signup, signupCells(event, party: party))],
            by: actor ?? ida, at: at)
        return signup
    }

    /// Asks for a list as `event checkout` does.
    @discardableResult
    func checkout(
        _ event: RowID, seats: Int64, expect: Int64 = 0, until: Milliseconds? = .max,
        by actor: Actor
    ) throws -> (id: RowID, answer: Answer) {
        let list = id(by: actor)
        let cells = [
            Cell(AllotmentTable.event, .row(event)),
            Cell(AllotmentTable.device, .text(actor.device.description)),
            Cell(AllotmentTable.seatsWanted, .integer(seats)),
            Cell(AllotmentTable.seatsExpected, .integer(expect)),
            Cell(AllotmentTable.lentUntil, until.map(Value.integer) ?? .null),
            Cell(AllotmentTable.status, .text("requested")),
        ]
        return (list, try act([.insert(AllotmentTable.schema, list, cells)], by: actor))
    }

    @discardableResult
    func bringHome(_ list: RowID, by actor: Actor? = nil) throws -> Answer {
        let cell = Cell(AllotmentTable.status, .text("returned"))
        return try act([.update(AllotmentTable.schema, list, [cell])], by: actor)
    }

    func list(_ id: RowID) throws -> Row { try #require(rows.row(id, in: AllotmentTable.id)) }

    /// A sign-up that the device promised seats out of its list, or not.
    @discardableResult
    func signUp(
        _ event: RowID, on list: RowID?, party: Int64 = 1, by actor: Actor, at: Int64? = nil
    ) throws -> (id: RowID, answer: Answer) {
        let signup = id(by: actor)
        let cells =
            signupCells(event, party: party)
            + (list.map { [Cell(SignupTable.allotment, .row($0))] } ?? [])
        return (
            signup, try act([.insert(SignupTable.schema, signup, cells)], by: actor, at: at)
        )
    }

    func signup(_ id: RowID) throws -> Row { try #require(rows.row(id, in: SignupTable.id)) }

    func seats(_ signup: RowID) throws -> Int64? {
        try self.signup(signup)[SignupTable.seats].integer
    }

    /// Seats that people have at an event.
    func given(_ event: RowID) -> Int64 {
        rows.rows(in: SignupTable.id, where: SignupTable.event.id, equals: .row(event))
            .filter {
                $0[SignupTable.wish].text == "in" && $0[SignupTable.status].text == "confirmed"
            }
            .reduce(0) { $0 + ($1[SignupTable.seats].integer ?? 0) }
    }

    @discardableResult
    func edit(_ signup: RowID, _ cells: [Cell], by actor: Actor? = nil, at: Int64? = nil) throws
        -> Answer
    {
        try act([.update(SignupTable.schema, signup, cells)], by: actor ?? ida, at: at)
    }

    func status(_ signup: RowID) -> String? {
        rows.row(signup, in: SignupTable.id)?[SignupTable.status].text
    }

    func statuses(_ signups: [RowID]) -> [String] { signups.map { status($0) ?? "gone" } }

    func room(
        _ name: String = "Mødelokale 1", seats: Int64 = 10, equipment: String = "projektor",
        hours: String? = "mon-sun 08:00-23:00", needsApproval: Bool = false,
        place: String = "vestergade-3c", status: String = "active"
    ) throws -> RowID {
        let room = id()
        try act([
            .insert(
                ResourceTable.schema, room,
                [
                    Cell(ResourceTable.place, .text(place)), Cell(ResourceTable.name, .text(name)),
                    Cell(ResourceTable.seats, .integer(seats)),
                    Cell(ResourceTable.equipment, .text(equipment)),
                    Cell(ResourceTable.openingHours, hours.map(Value.text) ?? .null),
                    Cell(ResourceTable.needsApproval, .boolean(needsApproval)),
                    Cell(ResourceTable.status, .text(status)),
                ])
        ])
        return room
    }

    /// `17-19` on 18 March 2027 in a room.
    func slot(_ room: RowID, _ hours: String, day: String = "2027-03-18") throws -> RoomSlot {
        let ends = hours.split(separator: "-").map { $0.count == 1 ? "0\($0)" : String($0) }
        let times = ends.map { WallTime("\(day)T\($0.contains(":") ? $0 : $0 + ":00")") }
        return RoomSlot(
            resource: room, start: try #require(times[0]), end: try #require(times[1]))
    }

    func bookingCells(
        _ slot: RoomSlot, or alternatives: [RoomSlot] = [], event: RowID? = nil
    ) -> [Cell] {
        slot.wishCells + [
            Cell(BookingTable.purpose, .text("hemmeligt")),
            Cell(
                BookingTable.alternatives, RoomSlot.text(of: alternatives).map(Value.text) ?? .null),
            Cell(BookingTable.event, event.map(Value.row) ?? .null),
        ]
    }

    func book(
        _ slot: RoomSlot, or alternatives: [RoomSlot] = [], event: RowID? = nil,
        by actor: Actor? = nil
    ) throws -> (id: RowID, answer: Answer) {
        let booking = id(by: actor ?? omar)
        let cells = bookingCells(slot, or: alternatives, event: event)
        let answer = try act(
            [.insert(BookingTable.schema, booking, cells)], by: actor ?? omar)
        return (booking, answer)
    }

    @discardableResult
    func change(_ booking: RowID, _ cells: [Cell], by actor: Actor? = nil) throws -> Answer {
        try act([.update(BookingTable.schema, booking, cells)], by: actor ?? omar)
    }

    func booking(_ id: RowID) throws -> Row { try #require(rows.row(id, in: BookingTable.id)) }

    /// E.g. `moved 19:00-21:00`, `declined`.
    func granted(_ id: RowID) throws -> String {
        let row = try booking(id)
        let status = row[BookingTable.status].text ?? ""
        guard let slot = RoomSlot(grantedTo: row) else { return status }
        let name = rows.row(slot.resource, in: ResourceTable.id)?[ResourceTable.name].text ?? ""
        return "\(status) \(name) \(slot.start.clock)-\(slot.end.clock)"
    }
}

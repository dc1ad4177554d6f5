import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// One actor among rows that are its own, its group's, assigned to it, or none of its business.
struct AccessScene {
    let rows = MemoryRows()
    let actor: Actor
    let ownGroup = Self.row(1)
    let foreignGroup = Self.row(2)
    let ownEvent = Self.row(3)
    let foreignEvent = Self.row(4)
    let assignedEvent = Self.row(5)
    private let room = Self.row(6)
    private let hall = Self.row(7)
    private static let secondDevice = DeviceID(rawValue: 78)!
    private static let otherDevice = DeviceID(rawValue: 99)!

    init(role: String, knowsDevices: Bool = true) {
        actor = Actor(member: Self.row(10), role: role, device: DeviceID(rawValue: 77)!)
        put(
            ForumGroupTable.schema, ownGroup, [Cell(ForumGroupTable.leadMember, .row(actor.member))]
        )
        put(
            ForumGroupTable.schema, foreignGroup,
            [Cell(ForumGroupTable.leadMember, .row(Self.row(11)))])
        put(EventTable.schema, ownEvent, [Cell(EventTable.group, .row(ownGroup))])
        put(EventTable.schema, foreignEvent, [Cell(EventTable.group, .row(foreignGroup))])
        put(EventTable.schema, assignedEvent, [])
        put(ResourceTable.schema, room, [])
        put(ResourceTable.schema, hall, [Cell(ResourceTable.place, .text("town-hall"))])
        let assignment = SystemTables.assignment
        put(
            assignment, Self.row(20),
            [
                Cell(assignment["member"]!, .row(actor.member)),
                Cell(assignment["subject"]!, .row(assignedEvent)),
                Cell(assignment["from_at"]!, .integer(500)),
                Cell(assignment["until_at"]!, .integer(2_000)),
            ])
        guard knowsDevices else { return }
        for (index, device) in [actor.device, Self.secondDevice, Self.otherDevice].enumerated() {
            let member = index < 2 ? actor.member : Self.row(11)
            put(
                SystemTables.device, Self.row(30 + Int64(index)),
                [
                    Cell(SystemTables.device["member"]!, .row(member)),
                    Cell(SystemTables.device["number"]!, .text(device.description)),
                ])
        }
    }

    /// A change of a row that stands in this relation to the actor.
    func attempt(
        _ action: String, in name: String, _ relation: String
    ) throws -> (change: Change, before: Row?, after: Row?) {
        let table = try #require(GreenForumSchema.schema[name])
        let isOwn = ["own", "own-idea", "own-second"].contains(relation)
        let device =
            relation == "own-second" ? Self.secondDevice : isOwn ? actor.device : Self.otherDevice
        let id = RowID(timestamp: Timestamp(milliseconds: 999), device: device)
        let cells = try self.cells(of: table, relation)
        if action == "delete" {
            let before = Row(table: table, id: id, cells: cells)
            return (Change(.delete, table: table.id, row: id), before, nil)
        }
        if action.hasPrefix("insert") || action == "checkout" {
            let isOffice = action != "insert"
            var own = isOffice ? cells : cells.filter { table[$0.column]?.policy != .office }
            if action == "checkout" { own.append(Cell(AllotmentTable.status, .text("requested"))) }
            let after = Row(table: table, id: id, cells: own)
            return (Change(.insert, table: table.id, row: id, cells: own), nil, after)
        }
        let changed = try self.changed(action, table)
        let before = Row(table: table, id: id, cells: cells)
        var after = before
        for cell in changed { after[cell.column] = cell.value }
        return (Change(.update, table: table.id, row: id, cells: changed), before, after)
    }

    func id() -> RowID { Self.row(500) }

    /// The cells that put a row into its relation.
    private func cells(of table: TableSchema, _ relation: String) throws -> [Cell] {
        let group = relation == "own-group" ? ownGroup : foreignGroup
        let event =
            relation == "own-group"
            ? ownEvent : relation == "assigned" ? assignedEvent : foreignEvent
        switch table.name {
        case "project":
            let status = relation == "approved" ? "approved" : "idea"
            return [Cell(ProjectTable.status, .text(status))]
        case "forum_group":
            let lead = relation == "own-group" ? actor.member : Self.row(11)
            return [Cell(ForumGroupTable.leadMember, .row(lead))]
        case "membership": return [Cell(MembershipTable.group, .row(group))]
        case "event": return [Cell(EventTable.group, .row(group))]
        case "allotment": return [Cell(AllotmentTable.event, .row(event))]
        case "signup": return [Cell(SignupTable.event, .row(event))]
        case "checkin": return [Cell(CheckinTable.event, .row(event))]
        case "resource":
            let place = relation == "town-hall" ? "town-hall" : "vestergade-3c"
            return [Cell(ResourceTable.place, .text(place))]
        case "booking":
            return [
                Cell(BookingTable.resource, .row(relation == "town-hall" ? hall : room)),
                Cell(BookingTable.group, .row(group)),
            ]
        case "series": return [Cell(SeriesTable.group, .row(group))]
        case "outcome":
            let subject = RowID(
                timestamp: Timestamp(milliseconds: 3),
                device: relation == "own" ? actor.device : Self.otherDevice)
            let scope = relation == "own-group" ? ownEvent : foreignEvent
            return [
                Cell(table["subject_row"]!, .row(subject)), Cell(table["scope"]!, .row(scope)),
            ]
        default:
            return [try Cell(#require(table.columns.first), .text("x"))]
        }
    }

    /// What an action changes.
    private func changed(_ action: String, _ table: TableSchema) throws -> [Cell] {
        switch (action, table.name) {
        case ("status", _): return [Cell(ProjectTable.status, .text("running"))]
        case ("void", _): return [Cell(CheckinTable.voidReason, .text("fejl"))]
        case ("approve", _): return [Cell(BookingTable.status, .text("confirmed"))]
        case ("granted", _): return [Cell(BookingTable.grantedStart, .text("2027-03-18T17:00"))]
        case ("return", _): return [Cell(AllotmentTable.status, .text("returned"))]
        case ("lend", _): return [Cell(AllotmentTable.seatsLent, .integer(9))]
        case ("settle", _): return [Cell(table["state"]!, .text("settled"))]
        case ("retry", _): return [Cell(SeriesTable.retriedAt, .integer(7))]
        case ("update-office", "series"): return [Cell(SeriesTable.skipped, .text("x"))]
        case ("rename", _): return [Cell(table["name"]!, .text("Idas bærbare"))]
        case ("update-office", _):
            let column = try #require(table.columns.last { $0.policy == .office })
            return [Cell(column, .text("x"))]
        case (_, "checkin"): return [Cell(CheckinTable.door, .text("B"))]
        case (_, "outcome"): return [Cell(table["kind"]!, .text("moved"))]
        default:
            let names = ["title", "name", "purpose"]
            let column = names.compactMap { table[$0] }.first ?? table.columns[0]
            return [Cell(column, .text("nyt"))]
        }
    }

    private func put(_ table: TableSchema, _ id: RowID, _ cells: [Cell]) {
        rows.put(Row(table: table, id: id, cells: cells))
    }

    private static func row(_ number: Int64) -> RowID {
        RowID(timestamp: Timestamp(milliseconds: number), device: .office)
    }
}

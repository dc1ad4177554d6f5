internal import SyncEngine
internal import SyncProtocol

/// One sitting of the rule `rooms`: decides booking after booking, and remembers what is to be done.
struct RoomDesk {
    private(set) var effects: [RuleEffect] = []
    private var finder: RoomFinder
    private let context: RuleContext
    private let rows: any RowReader

    init(context: RuleContext, rows: any RowReader) {
        self.context = context
        self.rows = rows
        self.finder = RoomFinder(reading: rows)
    }

    /// A wish that nothing has been said about yet.
    mutating func decide(_ wish: BookingWish) throws {
        switch try decision(on: wish) {
        case .granted(let slot, insteadBecause: nil):
            grant(wish, slot, status: try status(of: slot, for: wish))
            try settleFlags(of: wish)
        case .granted(let slot, insteadBecause: let obstacle?):
            grant(wish, slot, status: try status(of: slot, for: wish))
            try tell(wish, .moved, "rooms.moved", slot: slot, obstacle: obstacle)
            try flagEvent(of: wish, "rooms.event-moved", isOpen: false, slot: slot)
            try settleFlags(of: wish)
        case .declined(let obstacle, let suggestions):
            release(wish, status: "declined")
            try tell(
                wish, .declined, "rooms.declined", obstacle: obstacle, suggestions: suggestions)
            try flagEvent(of: wish, "rooms.event-without-room", isOpen: true)
        }
    }

    /// A granted booking that now wants another time or resource: it keeps the old when the new is taken.
    mutating func decideAgain(_ wish: BookingWish, held: RoomSlot, before: Row?) throws {
        switch try decision(on: wish) {
        case .granted(let slot, let obstacle):
            let status = try status(of: slot, for: wish, held: held)
            if slot == held, status == wish.row[BookingTable.status].text { return }
            grant(wish, slot, status: status)
            if let obstacle {
                try tell(wish, .moved, "rooms.moved", slot: slot, obstacle: obstacle)
                try flagEvent(of: wish, "rooms.event-moved", isOpen: false, slot: slot)
            }
        case .declined(let obstacle, let suggestions):
            guard let before else { return try decide(wish) }
            let columns = [
                BookingTable.resource, BookingTable.wallStart, BookingTable.wallEnd,
                BookingTable.zone,
            ]
            effects.append(
                .set(
                    table: BookingTable.id, row: wish.id,
                    cells: columns.map { Cell($0, before[$0]) }))
            finder.calendar.decide(
                columns.reduce(into: wish.row) { row, column in row[column] = before[column] })
            try tell(
                wish, .declined, "rooms.change-declined", slot: held, obstacle: obstacle,
                suggestions: suggestions)
        }
    }

    /// Somebody who may approve has confirmed a booking that holds nothing: what stands in the way is put aside, if
    /// there is a reason and it is the ambassador who says so.
    mutating func override(_ wish: BookingWish, before: Row?) throws {
        let span = try TimeSpan(from: wish.slot.start, to: wish.slot.end, in: wish.zone)
        let obstacle = try finder.calendar.obstacle(to: wish.slot, in: wish.zone, for: wish.id)
        let reason = wish.row[BookingTable.decisionReason].text ?? ""
        // What somebody wrote about an earlier decision is no reason for this one.
        let isReasonGiven =
            !reason.isEmpty
            && before?[BookingTable.decisionReason] != wish.row[BookingTable.decisionReason]
        if let obstacle, case .taken = obstacle, context.author?.role != Role.ambassador.rawValue {
            return try takeBack(wish, before, obstacle, "rooms.override-not-yours")
        }
        if let obstacle, !isReasonGiven {
            return try takeBack(wish, before, obstacle, "rooms.override-needs-reason")
        }
        let holders = try finder.calendar.holders(of: wish.slot, span, except: wish.id)
        grant(wish, wish.slot, status: "confirmed")
        tell(wish, .confirmed, "rooms.approved", slot: wish.slot)
        try settleFlags(of: wish)
        for holder in holders { try displace(holder, reason: reason, by: wish) }
    }

    /// A word that nobody may say so stays unsaid.
    private mutating func takeBack(
        _ wish: BookingWish, _ before: Row?, _ obstacle: RoomCalendar.Obstacle, _ key: String
    ) throws {
        release(wish, status: before?[BookingTable.status].text ?? "declined")
        let old = before?[BookingTable.decisionReason] ?? .null
        set(wish.row, [Cell(BookingTable.decisionReason, old)])
        try tell(wish, .declined, key, obstacle: obstacle)
    }

    /// Somebody who may approve has said no: the time is free again.
    mutating func declineByPerson(_ wish: BookingWish) throws {
        release(wish, status: "declined")
        tell(
            wish, .declined, "rooms.declined-by-person",
            more: ["reason": wish.row[BookingTable.decisionReason].text ?? ""])
        try flagEvent(of: wish, "rooms.event-without-room", isOpen: true)
    }

    mutating func grant(_ wish: BookingWish, _ slot: RoomSlot, status: String) {
        set(wish.row, RoomSlot.cells(granting: slot, status: status))
    }

    private mutating func release(_ wish: BookingWish, status: String) {
        set(wish.row, RoomSlot.cells(granting: nil, status: status))
    }

    private mutating func set(_ row: Row, _ cells: [Cell]) {
        effects.append(.set(table: BookingTable.id, row: row.id, cells: cells))
        finder.calendar.decide(
            cells.reduce(into: finder.calendar.current(row)) { $0[$1.column] = $1.value })
    }

    private mutating func decision(on wish: BookingWish) throws -> RoomFinder.Decision {
        try finder.decide(
            wish.slot, alternatives: wish.alternatives, in: wish.zone, for: wish.id)
    }

    /// A booking that was confirmed gives way to one that somebody has put first.
    private mutating func displace(_ row: Row, reason: String, by other: BookingWish) throws {
        guard case .success(let wish) = BookingWish.read(row) else { return }
        let more = ["reason": reason]
        switch try decision(on: wish) {
        case .granted(let slot, _):
            grant(wish, slot, status: try status(of: slot, for: wish))
            try tell(
                wish, .displaced, "rooms.displaced-moved", slot: slot, obstacle: .taken(other.row),
                more: more)
            try flagEvent(of: wish, "rooms.event-moved", isOpen: false, slot: slot)
        case .declined(_, let suggestions):
            release(wish, status: "declined")
            try tell(
                wish, .displaced, "rooms.displaced", obstacle: .taken(other.row),
                suggestions: suggestions, more: more, isOpen: true)
            try flagEvent(of: wish, "rooms.event-without-room", isOpen: true)
        }
    }

    /// What a granted slot is called: who may approve need not ask; making a granted time shorter neither.
    private mutating func status(
        of slot: RoomSlot, for wish: BookingWish, held: RoomSlot? = nil
    ) throws -> String {
        let word = slot == wish.slot ? "confirmed" : "moved"
        guard let room = try finder.calendar.room(slot.resource), room.needsApproval else {
            return word
        }
        switch context.author.flatMap({ Role(rawValue: $0.role) }) {
        case .ambassador: return word
        case .officer where room.place == "town-hall": return word
        default: break
        }
        let isApproved = wish.row[BookingTable.status].text != "awaiting-approval"
        if isApproved, let held, held.resource == slot.resource, held.start <= slot.start,
            slot.end <= held.end
        {
            return word
        }
        return "awaiting-approval"
    }
}

/// Outcomes of the desk.
extension RoomDesk {
    /// Records what became of a wish, without a rival.
    mutating func tell(
        _ wish: BookingWish, _ kind: Outcome.Kind, _ key: String, slot: RoomSlot? = nil,
        more: [String: String] = [:]
    ) {
        let teller = RoomTeller(context: context, rows: rows)
        effects.append(.outcome(teller.outcome(on: wish, kind, key, slot: slot, more: more)))
    }

    private mutating func tell(
        _ wish: BookingWish, _ kind: Outcome.Kind, _ key: String, slot: RoomSlot? = nil,
        obstacle: RoomCalendar.Obstacle, suggestions: [RoomSlot] = [],
        more: [String: String] = [:], isOpen: Bool = false
    ) throws {
        let teller = RoomTeller(context: context, rows: rows)
        var outcome = teller.outcome(on: wish, kind, key, slot: slot, more: more)
        try teller.name(obstacle, in: &outcome)
        try teller.name(suggestions, in: &outcome)
        outcome.isOpen = isOpen
        effects.append(.outcome(outcome))
    }

    /// The booking's event is told, never cancelled.
    private mutating func flagEvent(
        of wish: BookingWish, _ key: String, isOpen: Bool, slot: RoomSlot? = nil
    ) throws {
        guard let event = wish.row[BookingTable.event].row,
            try rows.row(event, in: EventTable.id) != nil
        else { return }
        let teller = RoomTeller(context: context, rows: rows)
        var outcome = teller.outcome(on: wish, .flagged, key, slot: slot)
        outcome.table = EventTable.id
        outcome.row = event
        outcome.loser = nil
        outcome.arguments["booking"] = wish.id.description
        outcome.isOpen = isOpen
        effects.append(.outcome(outcome))
    }

    /// The event has a room again: open flags about this booking are settled.
    private mutating func settleFlags(of wish: BookingWish) throws {
        guard let event = wish.row[BookingTable.event].row else { return }
        let table = SystemTables.outcome
        guard let subject = table["subject_row"], let state = table["state"] else { return }
        for row in try rows.rows(in: table.id, where: subject.id, equals: .row(event)) {
            guard row[state].text == "open",
                row["text_key"].text == "rooms.event-without-room",
                Outcome.arguments(parsing: row["arguments"].text ?? "")["booking"]
                    == wish.id.description
            else { continue }
            effects.append(
                .set(table: table.id, row: row.id, cells: [Cell(state, .text("settled"))]))
        }
    }
}

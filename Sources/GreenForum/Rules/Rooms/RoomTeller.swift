internal import SyncEngine
internal import SyncProtocol

/// Puts the rule `rooms`'s decisions into outcomes: who, when, and what instead. Purposes are left out: they may be
/// personal.
struct RoomTeller {
    let context: RuleContext
    let rows: any RowReader

    /// - Parameter slot: what was granted, or is kept.
    func outcome(
        on wish: BookingWish, _ kind: Outcome.Kind, _ key: String, slot: RoomSlot?,
        more: [String: String] = [:]
    ) -> Outcome {
        var arguments = more
        arguments["room"] = name(of: wish.slot.resource)
        arguments["start"] = wish.slot.start.description
        arguments["end"] = wish.slot.end.description
        if let slot {
            arguments["new_room"] = name(of: slot.resource)
            arguments["new_start"] = slot.start.description
            arguments["new_end"] = slot.end.description
        }
        return Outcome(
            kind: kind, rule: .rooms, table: BookingTable.id, row: wish.id,
            winner: slot.map { .init(value: .text($0.description)) },
            loser: .init(
                value: .text(wish.slot.description), member: author(of: wish.row),
                at: wish.row.askedBy.timestamp.milliseconds),
            textKey: key, arguments: arguments)
    }

    /// Says what stood in the way: `obstacle`, and for a booking `by`, `taken_start`, `taken_end`.
    func name(_ obstacle: RoomCalendar.Obstacle, in outcome: inout Outcome) throws {
        switch obstacle {
        case .unknown: outcome.arguments["obstacle"] = "unknown"
        case .closed: outcome.arguments["obstacle"] = "closed"
        case .outsideHours: outcome.arguments["obstacle"] = "outside-hours"
        case .impossibleTime: outcome.arguments["obstacle"] = "impossible-time"
        case .taken(let booking):
            outcome.arguments["obstacle"] = "taken"
            let slot = RoomSlot(grantedTo: booking) ?? RoomSlot(wishedBy: booking)
            outcome.arguments["taken_start"] = slot?.start.description
            outcome.arguments["taken_end"] = slot?.end.description
            let member = author(of: booking)
            outcome.arguments["by"] = try name(ofAuthor: booking)
            outcome.winner = .init(
                value: .text(slot?.description ?? ""), member: member,
                at: booking.askedBy.timestamp.milliseconds)
        }
    }

    /// `suggestion1` … as `RoomSlot` reads them, `suggestion1_room` … for people.
    func name(_ suggestions: [RoomSlot], in outcome: inout Outcome) throws {
        for (index, slot) in suggestions.enumerated() {
            outcome.arguments["suggestion\(index + 1)"] = slot.description
            outcome.arguments["suggestion\(index + 1)_room"] = name(of: slot.resource)
        }
    }

    /// The name of whoever asked for a booking, as far as this reader knows.
    func name(ofAuthor booking: Row) throws -> String? {
        guard let member = author(of: booking) else { return nil }
        return try rows.row(member, in: SystemTables.member.id)?["name"].text
    }

    func name(of resource: RowID) -> String {
        let row = try? rows.row(resource, in: ResourceTable.id)
        return row?[ResourceTable.name].text ?? ""
    }

    /// Whose device made the booking, as far as this reader knows.
    private func author(of booking: Row) -> RowID? {
        let device = booking.askedBy.device
        if let author = context.author, author.device == device { return author.member }
        let table = SystemTables.device
        guard let number = table["number"], let member = table["member"] else { return nil }
        let found = try? rows.rows(
            in: table.id, where: number.id, equals: .text(device.description))
        return found?.first?[member].row
    }
}

internal import SyncEngine
internal import SyncProtocol

/// 14: one slot, room or seat goes to one wish; whoever has it keeps it while wishing for it; and every
/// loser is told by an outcome.
final class DoubleBooking: Checker {
    let name = "double-booking"
    private let record: Record
    private var place = 0
    private(set) var renewed: Set<RowID> = []
    /// How many sets of the commit in hand moved a row on to another status.
    private(set) var moves: [RowID: Int] = [:]

    init(_ record: Record) { self.record = record }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        var news = record.news(since: &place)
        // What the office lost meanwhile is nobody's any more.
        while let lost = news.firstIndex(where: { if case .wentBack = $0 { true } else { false } })
        {
            news = news[(lost + 1)...]
        }
        let moments = SeatMoments(news)
        for item in news {
            switch item {
            case .line(_, let set?, _, _): note(set, world)
            case .rows(let steps):
                try checkSlots(steps, world)
                try checkRooms(steps, world)
                try checkSeats(steps, moments, world)
                try checkPersons(steps, moments, world)
                try checkSeries(steps, world)
                try checkDoors(steps, world)
                try checkStatus(steps, world)
                try checkWishes(steps)
                try checkParents(steps, world)
                (renewed, moves) = ([], [:])
            case .line, .returned, .wentBack: break
            }
        }
    }

    /// Rows that somebody made, deleted, or said a new word about in the commit in hand, how many come or whether:
    /// out and in again within one commit is asking anew.
    private func note(_ set: ChangeSet, _ world: any WorldView) {
        for change in set.changes {
            let table = world.officeDomain.schema[change.table]
            let words = ["wish", "party_size", "party_min"].compactMap { table?[$0]?.id }
            let isWord =
                change.kind == .update && change.cells.contains { words.contains($0.column) }
            if change.kind != .update || isWord { renewed.insert(change.row) }
            if let status = table?["status"]?.id,
                change.cells.contains(where: { $0.column == status })
            {
                moves[change.row, default: 0] += 1
            }
        }
    }

    // MARK: The plain domain's slots

    private func checkSlots(_ steps: [RowStep], _ world: any WorldView) throws {
        let slots = steps.filter { ($0.after ?? $0.before)?.table.name == "slot" }
        guard let table = (slots.first?.after ?? slots.first?.before)?.table else { return }
        for step in slots {
            guard let before = step.before, Self.isGranted(before), let after = step.after,
                after["wish"] == .integer(1), !Self.isGranted(after)
            else { continue }
            guard before["number"] == after["number"], !renewed.contains(after.id) else {
                continue
            }
            throw Violation(name, "slot \(after.id) was granted and is taken back")
        }
        var holders: [Value: RowID] = [:]
        for slot in try world.officeData.rows(in: table.id) where Self.isGranted(slot) {
            if let other = holders.updateValue(slot.id, forKey: slot["number"]) {
                throw Violation(name, "slots \(other) and \(slot.id) are one number")
            }
        }
        for step in slots {
            guard let after = step.after, after["wish"] == .integer(1),
                after["state"] == .integer(2), step.before?["state"] != .integer(2)
            else { continue }
            try expectOutcome(on: after, ["declined"], world)
        }
    }

    private static func isGranted(_ slot: Row) -> Bool {
        slot["wish"] == .integer(1) && slot["state"] == .integer(1)
    }

    // MARK: The forum's rooms

    private func checkRooms(_ steps: [RowStep], _ world: any WorldView) throws {
        let bookings = steps.filter { ($0.after ?? $0.before)?.table.name == "booking" }
        guard let table = (bookings.first?.after ?? bookings.first?.before)?.table else { return }
        for step in bookings {
            guard let before = step.before, let after = step.after, Self.holdsRoom(before) else {
                continue
            }
            let own = ["wish", "resource", "wall_start", "wall_end", "zone", "decision_reason"]
            let isOwn = renewed.contains(after.id) || own.contains { before[$0] != after[$0] }
            let grants = ["granted_resource", "granted_start", "granted_end"]
            guard !isOwn, grants.contains(where: { before[$0] != after[$0] }) else { continue }
            // Only somebody who may, and says why, puts a booking aside for another.
            guard bookings.contains(where: Self.isDecided) else {
                throw Violation(name, "booking \(after.id) had a room and was moved")
            }
            try expectOutcome(on: after, ["displaced"], world)
        }
        var held: [Value: [Row]] = [:]
        for booking in try world.officeData.rows(in: table.id) where Self.holdsRoom(booking) {
            for other in held[booking["granted_resource"]] ?? [] where overlap(other, booking) {
                throw Violation(name, "bookings \(other.id) and \(booking.id) have one room")
            }
            held[booking["granted_resource"], default: []].append(booking)
        }
        for step in bookings {
            guard let after = step.after, after["status"].text == "declined",
                step.before?["status"].text != "declined"
            else { continue }
            try expectOutcome(on: after, ["declined", "displaced", "moved"], world)
        }
    }

    private static func isDecided(_ step: RowStep) -> Bool {
        guard let after = step.after else { return false }
        return !after["decision_reason"].isNull
            && step.before?["decision_reason"] != after["decision_reason"]
    }

    private static func holdsRoom(_ booking: Row) -> Bool {
        booking["wish"].text == "in"
            && ["confirmed", "moved"].contains(booking["status"].text ?? "")
            && !booking["granted_resource"].isNull
    }

    private func overlap(_ left: Row, _ right: Row) -> Bool {
        guard left["zone"] == right["zone"], let a = left["granted_start"].text,
            let b = left["granted_end"].text, let c = right["granted_start"].text,
            let d = right["granted_end"].text
        else { return false }
        return a < d && c < b
    }

    // MARK: Losers

    private func expectOutcome(
        on row: Row, _ kinds: Set<String>, _ world: any WorldView
    ) throws {
        let told = try world.officeData.rows(in: SystemTables.outcome.id)
            .filter { $0["subject_row"].row == row.id }.compactMap { $0["kind"].text }
        if kinds.isDisjoint(with: told) {
            throw Violation(
                name, "\(row.table.name) \(row.id) lost and is not told, but \(told): \(row.values)"
            )
        }
    }
}

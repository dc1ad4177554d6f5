internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// The forum's seats. Counted here from the rows alone, not by the rule's own code.

extension DoubleBooking {
    /// - Parameter moments: what all commits since the last look did: rows are read as they stand after the last.
    func checkSeats(
        _ steps: [RowStep], _ moments: SeatMoments, _ world: any WorldView
    ) throws {
        let seats = SeatSteps(steps)
        guard !seats.events.isEmpty else { return }
        let slips = steps.compactMap { $0.after ?? $0.before }.filter { renewed.contains($0.id) }
        let spoken = renewed.union(slips.compactMap { $0[SignupTable.mergedInto].row })
        for (before, after) in seats.signups
        where !spoken.contains(after.id) && isBumped(before, after) {
            throw Violation(
                name,
                "signup \(after.id) had \(Self.seats(before)) seats and has \(Self.seats(after)) now: "
                    + "\(before.values), \(after.values)")
        }
        let signups = try world.officeData.rows(in: SignupTable.id)
        let lists = try world.officeData.rows(in: AllotmentTable.id)
        for event in seats.events.sorted() {
            let here = signups.filter { $0[SignupTable.event].row == event }
            let out = lists.filter {
                $0[AllotmentTable.event].row == event && $0[AllotmentTable.status].text == "open"
            }
            for list in out { try checkList(list, here) }
            if seats.growing.contains(event) {
                try checkCapacity(of: event, here, out, moments, world)
            }
            if !moments.severalTimes.contains(event) {
                try checkPromises(here, out, seats, world)
            }
        }
    }

    private func isBumped(_ before: Row, _ after: Row) -> Bool {
        guard before[SignupTable.status].text == "confirmed", Self.isIn(before), Self.isIn(after)
        else { return false }
        if after[SignupTable.status].text != "confirmed" {
            return ["waitlisted", "pending", "received"].contains(
                after[SignupTable.status].text ?? "")
        }
        let party = after[SignupTable.partySize].integer ?? 1
        return Self.seats(after) < min(Self.seats(before), party)
    }

    /// A list gives out no more than it was lent.
    private func checkList(_ list: Row, _ signups: [Row]) throws {
        let lent = list[AllotmentTable.seatsLent].integer ?? 0
        let used = Self.used(of: list, signups)
        if used > lent { throw Violation(name, "list \(list.id): \(used) seats of \(lent)") }
    }

    /// Seats that are given away, or lent, leave what others have and what their lists may still promise. What is
    /// given out of a list was lent before, and stands whatever has become of the capacity.
    private func checkCapacity(
        of event: RowID, _ signups: [Row], _ out: [Row], _ moments: SeatMoments,
        _ world: any WorldView
    ) throws {
        guard let row = try world.officeData.row(RowKey(EventTable.id, event)),
            let capacity = row[EventTable.capacity].integer
        else { return }
        let most = max(capacity, moments.capacity[event] ?? capacity)
        let given = signups.reduce(0) { $0 + Self.seats($1) }
        let unused = out.filter { Self.until($0) > world.officeNow }.reduce(0) {
            $0 + ($1[AllotmentTable.seatsLent].integer ?? 0) - Self.used(of: $1, signups)
        }
        if given + unused > most {
            throw Violation(
                name, "event \(event): \(given) seats given and \(unused) lent, of \(most)")
        }
    }

    /// What a device promised out of its list, while it was out and had enough, is confirmed at once.
    private func checkPromises(
        _ signups: [Row], _ out: [Row], _ seats: SeatSteps, _ world: any WorldView
    ) throws {
        for signup in signups where seats.made.contains(signup.id) && Self.isIn(signup) {
            guard let list = out.first(where: { $0.id == signup[SignupTable.allotment].row }),
                !seats.changed.contains(list.id), Self.until(list) > world.officeNow,
                signup.id.device.description == list[AllotmentTable.device].text,
                ["pending", "waitlisted"].contains(signup[SignupTable.status].text ?? "")
            else { continue }
            let left =
                (list[AllotmentTable.seatsLent].integer ?? 0) - Self.used(of: list, signups)
            if signup[SignupTable.partySize].integer ?? 1 <= left,
                !SignupFlags(signup[SignupTable.flags].text).contains(.promised)
            {
                throw Violation(name, "signup \(signup.id) was promised a seat and waits")
            }
        }
    }

    private static func used(of list: Row, _ signups: [Row]) -> Int64 {
        signups.filter { isIn($0) && $0[SignupTable.allotment].row == list.id }
            .reduce(0) { $0 + (seats($1) > 0 ? $1[SignupTable.listSeats].integer ?? 0 : 0) }
    }

    static func seats(_ signup: Row) -> Int64 {
        guard isIn(signup), signup[SignupTable.status].text == "confirmed" else { return 0 }
        return signup[SignupTable.seats].integer ?? signup[SignupTable.partySize].integer ?? 1
    }

    private static func isIn(_ signup: Row) -> Bool { signup[SignupTable.wish].text == "in" }

    private static func until(_ list: Row) -> Milliseconds {
        list[AllotmentTable.lentUntil].integer ?? .max
    }
}

/// What several commits did about the seats of each event.
struct SeatMoments {
    /// The largest capacity that an event had while it changed.
    private(set) var capacity: [RowID: Int64] = [:]
    /// Events that more than one commit was about.
    private(set) var severalTimes: Set<RowID> = []
    private var once: Set<RowID> = []

    init(_ news: ArraySlice<JournalItem>) {
        for case .line(_, let set?, _, _) in news {
            for change in set.changes where change.table == EventTable.id {
                for cell in change.cells where cell.column == EventTable.capacity.id {
                    note(cell.value, of: change.row)
                }
            }
        }
        for case .rows(let steps) in news {
            var touched = SeatSteps(steps).events
            for step in steps {
                guard let row = step.after ?? step.before, row.table.id == EventTable.id
                else { continue }
                touched.insert(row.id)
                for row in [step.before, step.after].compactMap({ $0 }) {
                    note(row[EventTable.capacity], of: row.id)
                }
            }
            severalTimes.formUnion(once.intersection(touched))
            once.formUnion(touched)
        }
    }

    private mutating func note(_ seats: Value, of event: RowID) {
        capacity[event] = max(capacity[event] ?? 0, seats.integer ?? .max)
    }
}

/// What one commit did about seats.
private struct SeatSteps {
    /// Events whose seats or lists changed.
    private(set) var events: Set<RowID> = []
    /// Sign-ups that were there before and are there now.
    private(set) var signups: [(before: Row, after: Row)] = []
    private(set) var made: Set<RowID> = []
    private(set) var changed: Set<RowID> = []
    /// Events that gave or lent more than before, out of what was free.
    private(set) var growing: Set<RowID> = []

    init(_ steps: [RowStep]) {
        for step in steps {
            guard let row = step.after ?? step.before else { continue }
            changed.insert(row.id)
            switch row.table.id {
            case SignupTable.id: note(signup: step, row)
            case AllotmentTable.id: note(list: step, row)
            default: break
            }
        }
    }

    private mutating func note(signup step: RowStep, _ row: Row) {
        guard let event = row[SignupTable.event].row else { return }
        events.insert(event)
        guard let after = step.after else { return }
        if let before = step.before {
            signups.append((before, after))
        } else {
            made.insert(after.id)
        }
        func general(_ row: Row?) -> Int64 {
            guard let row else { return 0 }
            let seats = DoubleBooking.seats(row)
            return seats > 0 ? seats - (row[SignupTable.listSeats].integer ?? 0) : 0
        }
        if general(after) > general(step.before) { growing.insert(event) }
    }

    private mutating func note(list step: RowStep, _ row: Row) {
        guard let event = row[AllotmentTable.event].row else { return }
        events.insert(event)
        func lent(_ row: Row?) -> Int64 {
            guard let row, row[AllotmentTable.status].text == "open" else { return 0 }
            return row[AllotmentTable.seatsLent].integer ?? 0
        }
        if lent(step.after) > lent(step.before) { growing.insert(event) }
    }
}

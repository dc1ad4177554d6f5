import SyncProtocol

/// One device on one day in the field: 300 sign-ups, 60 status changes, 12 bookings, 10 withdrawals.
struct FieldDayAuthor {
    private enum Act { case signup, status, booking, withdrawal }

    let device: DeviceID
    private var world: FieldDayWorld
    private var sets: [ChangeSet] = []
    private var own: [RowID] = []
    /// Rows that were changed today: each once, so that every set changes something.
    private var changed: Set<RowID> = []
    private let statuses: [RowID: String]
    private let withdrawn: Set<RowID>
    private var clock = Timestamp.zero

    init(_ world: FieldDayWorld) {
        self.world = world
        device = world.devices[17]
        var statuses: [RowID: String] = [:]
        var withdrawn: Set<RowID> = []
        for row in world.rows where row.table == FieldDaySchema.signup {
            guard case .whole(let cells) = row.state else { continue }
            for cell in cells {
                if cell.column == ColumnID(14) { statuses[row.row] = cell.value.text }
                if cell.column == ColumnID(12) { withdrawn.insert(row.row) }
            }
        }
        self.statuses = statuses
        self.withdrawn = withdrawn
    }

    mutating func makeDay() -> [ChangeSet] {
        var acts =
            Array(repeating: Act.signup, count: 300) + Array(repeating: .status, count: 60)
            + Array(repeating: .booking, count: 12) + Array(repeating: .withdrawal, count: 10)
        acts.shuffle(using: &world.random)
        let midnight =
            FieldDayWorkload.begin
            + Milliseconds(FieldDayWorkload.days) * FieldDayWorkload.dayMilliseconds
        let open = midnight + 9 * 3_600_000
        let times = acts.map { _ in open + Milliseconds(world.random.below(9 * 3_600_000)) }
            .sorted()
        // Three of the last events: two that people sign up to, and one that is being held.
        let events = [world.events.count - 1, world.events.count - 2, world.events.count - 3]
        for (index, act) in acts.enumerated() {
            let at = times[index]
            let event = world.random.pick([(events[0], 6), (events[1], 3), (events[2], 1)])
            switch act {
            case .signup: signUp(event, at)
            case .status: decide(event, at)
            case .booking: book(at)
            case .withdrawal: withdraw(event, at)
            }
        }
        return sets
    }

    private mutating func signUp(_ event: Int, _ at: Milliseconds) {
        clock = clock.next(wall: at)
        let id = RowID(timestamp: clock, device: device)
        // One in five who stand there signs up for a second event.
        let isAgain = !own.isEmpty && world.random.happens(200)
        let again = isAgain ? world.lastPerson : nil
        let cells = world.signupCells(event, isStall: true, at: at, again: again)
        add(Change(.insert, table: FieldDaySchema.signup, row: id, cells: sorted(cells)), at)
        own.append(id)
    }

    private mutating func decide(_ event: Int, _ at: Milliseconds) {
        let row = someRow(event)
        var status = world.random.pick([("confirmed", 6), ("declined", 2), ("waitlisted", 2)])
        while status == statuses[row] {
            status = world.random.pick([("confirmed", 6), ("declined", 2), ("waitlisted", 2)])
        }
        let cells = [Cell(ColumnID(14), .text(status))]
        add(Change(.update, table: FieldDaySchema.signup, row: row, cells: cells), at)
    }

    /// One of the day's own sign-ups, or one that somebody made before.
    private mutating func someRow(_ event: Int) -> RowID {
        while true {
            let isOwn = world.random.happens(500) && !own.isEmpty
            let row = world.random.pick(isOwn ? own : world.events[event].signups)
            if !withdrawn.contains(row), changed.insert(row).inserted { return row }
        }
    }

    private mutating func book(_ at: Milliseconds) {
        clock = clock.next(wall: at)
        let id = RowID(timestamp: clock, device: device)
        let cells = world.bookingCells(at).cells
        add(Change(.insert, table: FieldDaySchema.booking, row: id, cells: sorted(cells)), at)
    }

    private mutating func withdraw(_ event: Int, _ at: Milliseconds) {
        let row = someRow(event)
        let cells = [Cell(ColumnID(12), .text("out"))]
        add(Change(.update, table: FieldDaySchema.signup, row: row, cells: cells), at)
    }

    private mutating func add(_ change: Change, _ at: Milliseconds) {
        // The row's id and the set are stamped by one clock in one transaction.
        clock = clock.next(wall: at)
        sets.append(
            ChangeSet(
                device: device, number: ChangeNumber(UInt64(sets.count + 1)),
                timestamp: clock,
                basis: Basis(epoch: Epoch(0x5EED_0F0C_EA11_D0D0), sequence: Sequence(24_310)),
                changes: [change]))
    }

    private func sorted(_ cells: [(UInt16, Value)]) -> [Cell] {
        cells.sorted { $0.0 < $1.0 }.map { Cell(ColumnID($0.0), $0.1) }
    }
}

internal import SyncEngine
internal import SyncProtocol

/// What the office notes of sign-ups when a change set brings them: the time that counts, what is odd, and by what
/// right they come.
struct SeatArrivals {
    /// Cells to set, by sign-up.
    private(set) var cells: [RowID: [Cell]] = [:]
    private(set) var arrivals = SeatPlan.Arrivals()

    private let context: RuleContext
    private let rows: any RowReader

    init(_ changes: [RowChange], in context: RuleContext, reading rows: any RowReader) throws {
        self.context = context
        self.rows = rows
        for change in changes where change.table.id == SignupTable.id {
            guard let row = change.after, row[SignupTable.wish].text == "in" else { continue }
            if row[SignupTable.status].text == "received" { try arrive(row) }
            grow(row, change.before)
        }
    }

    private mutating func arrive(_ signup: Row) throws {
        let event = try signup[SignupTable.event].row.flatMap {
            try rows.row($0, in: EventTable.id)
        }
        var row = signup
        if row[SignupTable.effectiveAt].isNull {
            row[SignupTable.effectiveAt] = .integer(context.effectiveAt)
        }
        var flags = SignupFlags(row[SignupTable.flags].text)
        if signup[SignupTable.effectiveAt].isNull { note(event, in: &flags) }
        if let event { try comeFromList(row, event, &flags) }
        row[SignupTable.flags] = .optional(flags.text)
        let columns = [SignupTable.effectiveAt, SignupTable.flags]
        let new = columns.filter { row[$0] != signup[$0] }.map { Cell($0, row[$0]) }
        if !new.isEmpty { cells[signup.id] = new }
    }

    private func note(_ event: Row?, in flags: inout SignupFlags) {
        if context.isClockDoubtful { flags.insert(.clockDoubtful) }
        if let opens = event?[EventTable.signupOpens].integer, context.effectiveAt < opens {
            flags.insert(.beforeOpening)
        }
        if let closes = event?[EventTable.signupCloses].integer, context.effectiveAt >= closes {
            flags.insert(.afterClosing)
        }
    }

    /// Whether a device that has, or had, a list of the event brings the sign-up.
    private mutating func comeFromList(
        _ signup: Row, _ event: Row, _ flags: inout SignupFlags
    ) throws {
        guard let author = context.author else { return }
        let own = try LentLists.out(
            by: author.device, of: event.id, now: context.now, reading: rows)
        guard let id = signup[SignupTable.allotment].row,
            let list = try rows.row(id, in: AllotmentTable.id),
            list[AllotmentTable.event].row == event.id
        else {
            if own != nil { arrivals.fromLists.insert(signup.id) }
            return
        }
        if list.id == own?.id {
            arrivals.promised.insert(signup.id)
            // Where the list has too few left after all.
            arrivals.fromLists.insert(signup.id)
        } else if try wasPromised(signup, out: list, by: author) {
            flags.insert(.promised)
        }
    }

    /// The list is home, or given up, or the device is a copy of the one that has it: the person was told all the
    /// same that there is a seat.
    private func wasPromised(_ signup: Row, out list: Row, by author: Actor) throws -> Bool {
        let status = list[AllotmentTable.status].text
        guard status != "requested", status != "declined",
            signup[SignupTable.effectiveAt].integer ?? .max
                < list[AllotmentTable.lentUntil].integer ?? .max
        else { return false }
        let device = list[AllotmentTable.device].text
        guard author.device.description == device else {
            return signup.id.device.description == device
        }
        let others = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id,
            equals: signup[SignupTable.event]
        ).filter { $0.id != signup.id && $0[SignupTable.wish].text == "in" }
        return SeatPlan.party(signup) <= LentLists.left(of: list, signups: others)
    }

    /// The rest of a party that has grown queues from now on, or from the time that the rule `same-person` found.
    private mutating func grow(_ row: Row, _ before: Row?) {
        guard let before, row[SignupTable.status].text == "confirmed",
            before[SignupTable.status].text == "confirmed",
            SeatPlan.party(row) > max(SeatPlan.party(before), SeatPlan.seats(of: row))
        else { return }
        arrivals.grown.insert(row.id)
        let extraAt = row[SignupTable.extraAt]
        guard extraAt.isNull || extraAt == before[SignupTable.extraAt] else { return }
        cells[row.id, default: []].append(
            Cell(SignupTable.extraAt, .integer(context.effectiveAt)))
    }
}

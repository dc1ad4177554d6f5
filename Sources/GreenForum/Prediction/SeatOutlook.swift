public import SyncEngine
public import SyncProtocol

/// What a replica may say of a sign-up before the office has decided: a guess by the same code.
public struct SeatOutlook: Hashable, Sendable {
    /// What would happen if the office knew what this replica knows.
    public enum Guess: Hashable, Sendable {
        /// It is confirmed: the seats are lent to this device. Lent seats left afterwards.
        case promised(left: Int64)
        /// Lists are out that could claim the seats.
        case waitsForLists
        /// There looks to be room. Seats left afterwards; `nil` without a limit.
        case looksFree(left: Int64?)
        /// It would wait; 1 is next.
        case waitlist(position: Int)
        /// The party is larger than one sign-up may bring.
        case partyTooLarge(partyMax: Int64)
        /// The event is cancelled.
        case cancelled
        /// The person does not want to come.
        case withdrawn
    }

    public let guess: Guess
    /// Sign-ups about which the office has not spoken that are counted here as if it had.
    public let undecided: Int

    /// The outlook of a sign-up in this replica; `nil` when the event or the sign-up is not here.
    ///
    /// - Complexity: a pass over the event's sign-ups.
    public init?(of signup: RowID, reading rows: any RowReader, now: Milliseconds) throws {
        guard let row = try rows.row(signup, in: SignupTable.id) else { return nil }
        try self.init(of: row, reading: rows, now: now)
    }

    /// The outlook of a party that has not been written down yet; `nil` when the event is not here.
    ///
    /// - Parameter id: the id that the sign-up would have: it is drawn with.
    public init?(
        event: RowID, party: Int64, as id: RowID, reading rows: any RowReader, now: Milliseconds
    ) throws {
        let signup = Row(
            table: SignupTable.schema, id: id,
            cells: [
                Cell(SignupTable.event, .row(event)),
                Cell(SignupTable.partySize, .integer(party)),
                Cell(SignupTable.effectiveAt, .integer(now)),
            ])
        try self.init(of: signup, reading: rows, now: now)
    }

    private init?(of signup: Row, reading rows: any RowReader, now: Milliseconds) throws {
        guard let id = signup[SignupTable.event].row,
            let event = try rows.row(id, in: EventTable.id)
        else { return nil }
        var signups = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: .row(id))
        if !signups.contains(where: { $0.id == signup.id }) { signups.append(signup) }
        let allotments = try rows.rows(
            in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(id))
        self.undecided =
            signups.filter {
                $0.id != signup.id && $0[SignupTable.wish].text == "in"
                    && $0[SignupTable.status].text == "received"
            }.count
        guard event[EventTable.status].text != "cancelled" else {
            self.guess = .cancelled
            return
        }
        guard signup[SignupTable.wish].text == "in" else {
            self.guess = .withdrawn
            return
        }
        let undecided = signups.filter { $0[SignupTable.status].text == "received" }
        let plan = SeatPlan(
            event: event, signups: signups, allotments: allotments,
            attendance: try Attendance(of: id, reading: rows),
            arrivals: Self.arrivals(undecided, allotments, now), now: now)
        let own = plan.decisions.first { $0.signup.id == signup.id }
        switch own?.verdict {
        case .confirmed(_, let lent) where lent > 0:
            let list = allotments.first { $0.id == signup[SignupTable.allotment].row }
            let wanting = signups.filter { $0[SignupTable.wish].text == "in" }
            self.guess = .promised(
                left: list.map { LentLists.left(of: $0, signups: wanting) } ?? 0)
        case .declined(let partyMax): self.guess = .partyTooLarge(partyMax: partyMax)
        case .pending: self.guess = .waitsForLists
        default:
            self.guess =
                plan.position(of: signup.id).map { .waitlist(position: $0) }
                ?? .looksFree(left: plan.free)
        }
    }

    /// What the office would find if it got everything now.
    private static func arrivals(
        _ undecided: [Row], _ allotments: [Row], _ now: Milliseconds
    ) -> SeatPlan.Arrivals {
        let out = allotments.filter { LentLists.isOut($0, now: now) }
        let devices = Set(out.map { $0[AllotmentTable.device].text })
        let lists = Set(out.map(\.id))
        return SeatPlan.Arrivals(
            promised: Set(
                undecided.filter { $0[SignupTable.allotment].row.map(lists.contains) ?? false }
                    .map(\.id)),
            fromLists: Set(
                undecided.filter { devices.contains($0.id.device.description) }.map(\.id)))
    }
}

extension SeatPlan {
    /// How an event stands as far as these rows tell: seats taken, who waits. `nil` when the event is not here.
    public init?(of event: RowID, reading rows: any RowReader, now: Milliseconds) throws {
        guard let row = try rows.row(event, in: EventTable.id) else { return nil }
        self.init(
            event: row,
            signups: try rows.rows(
                in: SignupTable.id, where: SignupTable.event.id, equals: .row(event)),
            allotments: try rows.rows(
                in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(event)),
            attendance: try Attendance(of: event, reading: rows), now: now)
    }
}

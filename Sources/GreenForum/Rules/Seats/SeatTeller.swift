internal import SyncEngine
internal import SyncProtocol

/// Puts a seat plan's decisions into cells and outcomes.
struct SeatTeller {
    let event: Row
    let plan: SeatPlan
    let context: RuleContext

    func effects(_ decision: SeatPlan.Decision) -> [RuleEffect] {
        let signup = decision.signup
        switch decision.verdict {
        case .confirmed(let seats, let lent): return confirmed(signup, seats, lent)
        case .pending: return waits(signup, "pending", "seats.pending", [:])
        case .waitlisted(let position):
            return waits(
                signup, "waitlisted", "seats.waitlisted", ["position": String(position)])
        case .tooLargeForEvent: return waits(signup, "waitlisted", "seats.never-fits", [:])
        case .declined(let partyMax):
            return [
                set(signup, [Cell(SignupTable.status, .text("declined"))]),
                outcome(
                    .declined, "seats.party-too-large", signup, ["party_max": String(partyMax)]),
            ]
        case .resized(let seats): return [resized(signup, seats)]
        case .extraGiven(let seats):
            return [
                resized(signup, seats),
                outcome(.confirmed, "seats.extra", signup, ["seats": String(seats)]),
            ]
        case .extraWaits(let seats):
            let free = String(max(0, plan.free ?? 0))
            return [
                outcome(
                    .waitlisted, "seats.extra-waits", signup,
                    ["seats": String(seats), "free": free])
            ]
        case .extraDeclined(let seats, let partyMax):
            return [
                outcome(
                    .declined, "seats.extra-too-large", signup,
                    ["seats": String(seats), "party_max": String(partyMax)])
            ]
        }
    }

    private func confirmed(_ signup: Row, _ seats: Int64, _ lent: Int64) -> [RuleEffect] {
        let isPart = seats < SeatPlan.party(signup)
        let isDivided = !signup[SignupTable.placeSeats].isNull
        let extraAt = signup[isDivided ? SignupTable.extraAt : SignupTable.effectiveAt]
        let effect = set(
            signup,
            [
                Cell(SignupTable.status, .text("confirmed")),
                Cell(SignupTable.seats, .integer(seats)),
                Cell(SignupTable.listSeats, .integer(lent)),
                Cell(SignupTable.extraAt, isPart ? extraAt : .null),
                Cell(SignupTable.placeSeats, .null),
            ])
        if isPart {
            return [effect, outcome(.confirmed, "seats.part", signup, ["seats": String(seats)])]
        }
        let isTold = signup[SignupTable.status].text != "received"
        return [effect] + (isTold ? [outcome(.confirmed, "seats.promoted", signup, [:])] : [])
    }

    /// A party that was promised seats and must wait is told to a person.
    private func waits(
        _ signup: Row, _ status: String, _ key: String, _ arguments: [String: String]
    ) -> [RuleEffect] {
        let effect = set(signup, [Cell(SignupTable.status, .text(status))])
        let isNew = signup[SignupTable.status].text == "received"
        if isNew, SignupFlags(signup[SignupTable.flags].text).contains(.promised) {
            return [effect, outcome(.flagged, "seats.promise-waits", signup, [:], isOpen: true)]
        }
        return [effect, outcome(.waitlisted, key, signup, arguments)]
    }

    private func resized(_ signup: Row, _ seats: Int64) -> RuleEffect {
        let lent = min(signup[SignupTable.listSeats].integer ?? 0, seats)
        let isPart = seats < SeatPlan.party(signup)
        return set(
            signup,
            [
                Cell(SignupTable.seats, .integer(seats)),
                Cell(SignupTable.listSeats, .integer(lent)),
                Cell(SignupTable.extraAt, isPart ? signup[SignupTable.extraAt] : .null),
            ])
    }

    /// A capacity below what is given out takes nothing from anybody; a person should know.
    func overCapacity(_ change: RowChange) -> [RuleEffect] {
        guard let capacity = plan.capacity, let free = plan.free, free < 0,
            change.before?[EventTable.capacity] != change.after?[EventTable.capacity]
        else { return [] }
        return [
            .outcome(
                Outcome(
                    kind: .flagged, rule: .seats, table: EventTable.id, row: event.id,
                    column: EventTable.capacity.id, textKey: "seats.over-capacity",
                    arguments: ["taken": String(plan.taken), "capacity": String(capacity)],
                    isOpen: true))
        ]
    }

    /// Only what changes.
    private func set(_ signup: Row, _ cells: [Cell]) -> RuleEffect {
        .set(
            table: SignupTable.id, row: signup.id,
            cells: cells.filter { signup[$0.column] != $0.value })
    }

    private func outcome(
        _ kind: Outcome.Kind, _ key: String, _ signup: Row, _ more: [String: String],
        isOpen: Bool = false
    ) -> RuleEffect {
        var arguments = more
        arguments["event"] = event[EventTable.title].text ?? ""
        arguments["party"] = String(SeatPlan.party(signup))
        arguments["capacity"] = plan.capacity.map { String($0) }
        let isOwn = context.author?.device == signup.id.device
        return .outcome(
            Outcome(
                kind: kind, rule: .seats, table: SignupTable.id, row: signup.id,
                loser: .init(
                    value: signup[SignupTable.partySize],
                    member: isOwn ? context.author?.member : nil,
                    at: signup[SignupTable.effectiveAt].integer),
                textKey: key, arguments: arguments, isOpen: isOpen))
    }
}

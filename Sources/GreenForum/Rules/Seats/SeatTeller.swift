internal import SyncEngine
internal import SyncProtocol

/// Puts a seat plan's decisions into cells and outcomes.
struct SeatTeller {
    let event: Row
    let plan: SeatPlan
    let context: RuleContext

    func effects(_ decision: SeatPlan.Decision) -> [RuleEffect] {
        let signup = decision.signup
        let status = signup[SignupTable.status].text
        switch decision.verdict {
        case .confirmed:
            let told = status == "waitlisted" || status == "declined"
            return [set(signup, "confirmed")]
                + (told ? [outcome(.confirmed, "seats.promoted", signup, [:])] : [])
        case .waitlisted(let position):
            return [
                set(signup, "waitlisted"),
                outcome(.waitlisted, "seats.waitlisted", signup, ["position": String(position)]),
            ]
        case .declined(let partyMax):
            return [
                set(signup, "declined"),
                outcome(
                    .declined, "seats.party-too-large", signup, ["party_max": String(partyMax)]),
            ]
        case .partyStays(let size):
            return [
                .set(
                    table: SignupTable.id, row: signup.id,
                    cells: [Cell(SignupTable.partySize, .integer(size))]),
                outcome(
                    .declined, "seats.party-stays", signup,
                    ["size": String(size), "free": String(max(0, plan.free ?? 0))]),
            ]
        }
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

    private func set(_ signup: Row, _ status: String) -> RuleEffect {
        .set(
            table: SignupTable.id, row: signup.id, cells: [Cell(SignupTable.status, .text(status))])
    }

    private func outcome(
        _ kind: Outcome.Kind, _ key: String, _ signup: Row, _ more: [String: String]
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
                textKey: key, arguments: arguments))
    }
}

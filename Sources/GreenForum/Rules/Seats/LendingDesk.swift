internal import SyncEngine
internal import SyncProtocol

/// Says why a list of an event cannot be lent, if it cannot.
struct LendingDesk {
    let event: Row
    let context: RuleContext
    let rows: any RowReader

    /// - Parameter list: as it would be lent.
    func refusal(of list: Row) throws -> Outcome? {
        let status = event[EventTable.status].text
        if status == "cancelled" || status == "held" {
            return outcome(list, "allotment.event-closed", [:])
        }
        if let until = list[AllotmentTable.lentUntil].integer, until <= context.now {
            return outcome(list, "allotment.past", [:])
        }
        let lists = try rows.rows(
            in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(event.id))
        let other = lists.first {
            $0.id != list.id && LentLists.isOut($0, now: context.now)
                && $0[AllotmentTable.device] == list[AllotmentTable.device]
        }
        if let other {
            let lent = other[AllotmentTable.seatsLent].integer ?? 0
            return outcome(list, "allotment.already-out", ["lent": String(lent)])
        }
        let wanted = list[AllotmentTable.seatsWanted].integer ?? 0
        let lendable = try SeatPlan(of: event.id, reading: rows, now: context.now)?.lendable
        guard wanted > 0, let lendable, wanted > lendable else { return nil }
        return outcome(
            list, "allotment.too-many", ["wanted": String(wanted), "free": String(lendable)])
    }

    private func outcome(_ list: Row, _ key: String, _ more: [String: String]) -> Outcome {
        var arguments = more
        arguments["event"] = event[EventTable.title].text ?? ""
        return Outcome(
            kind: .declined, rule: .allotment, table: AllotmentTable.id, row: list.id,
            loser: .init(
                value: list[AllotmentTable.seatsWanted], member: context.author?.member,
                at: context.effectiveAt),
            textKey: key, arguments: arguments)
    }
}

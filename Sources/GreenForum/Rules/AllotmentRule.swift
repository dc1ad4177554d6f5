public import SyncEngine
public import SyncProtocol

/// **allotment**: no more seats are lent than are free, and what is lent is its list's alone until it is home.
///
/// A device asks for a list (`requested`) and gets all the seats it wants, until a time, or none and a reason. It has
/// one list of an event at a time. It brings the list home (`returned`), or the time does (`expired`); the seats that
/// nobody was given are free again then. A cancelled event calls its lists home.
public struct AllotmentRule: Rule {
    public let id = RuleID.allotment
    public let tables: Set<TableID> = [AllotmentTable.id, EventTable.id]

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        var effects: [RuleEffect] = []
        // What is lent to one is not there for the next.
        let rows = RowOverlay(over: rows)
        for change in changes {
            guard let row = change.after else { continue }
            if change.table.id == EventTable.id {
                effects += try cancellation(row, before: change.before, reading: rows)
            } else if change.before == nil {
                if let reason = Self.impossible(row) { return [.refuse(reason)] }
                effects += try answer(row, in: context, on: rows)
            } else {
                effects += homecoming(row, before: change.before)
            }
        }
        return effects
    }

    /// The list's time has come.
    public func due(
        _ row: Row, in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        guard row.table.id == AllotmentTable.id, row[AllotmentTable.status].text == "open",
            let until = row[AllotmentTable.lentUntil].integer, until <= context.now
        else { return [] }
        return [Self.set(row, [Cell(AllotmentTable.status, .text("expired"))])]
    }

    private func answer(
        _ list: Row, in context: RuleContext, on rows: RowOverlay
    ) throws -> [RuleEffect] {
        guard list[AllotmentTable.status].text == "requested",
            let event = try list[AllotmentTable.event].row.flatMap({
                try rows.row($0, in: EventTable.id)
            })
        else { return [] }
        var list = list
        if let device = context.author?.device {
            list[AllotmentTable.device] = .text(device.description)
        }
        let until = list[AllotmentTable.lentUntil].integer ?? Self.usualEnd(of: event)
        list[AllotmentTable.lentUntil] = .optional(until)
        let desk = LendingDesk(event: event, context: context, rows: rows)
        if let refusal = try desk.refusal(of: list) {
            let cell = Cell(AllotmentTable.status, .text("declined"))
            return [Self.set(list, [cell]), .outcome(refusal)]
        }
        let wanted = list[AllotmentTable.seatsWanted].integer ?? 0
        list[AllotmentTable.seatsLent] = .integer(wanted)
        list[AllotmentTable.status] = .text("open")
        rows.put(list)
        let columns = [
            AllotmentTable.device, AllotmentTable.seatsLent, AllotmentTable.lentUntil,
            AllotmentTable.status,
        ]
        let cells = columns.map { Cell($0, list[$0]) }
        let deadline = until.map {
            RuleEffect.deadline(table: AllotmentTable.id, row: list.id, at: $0)
        }
        return [Self.set(list, cells)] + [deadline].compactMap { $0 }
    }

    /// Only a list that is out, or whose time is up, can come home.
    private func homecoming(_ list: Row, before: Row?) -> [RuleEffect] {
        guard let before, list[AllotmentTable.status].text == "returned",
            let was = before[AllotmentTable.status].text,
            !["open", "expired", "returned"].contains(was)
        else { return [] }
        return [Self.set(list, [Cell(AllotmentTable.status, .text(was))])]
    }

    private func cancellation(
        _ event: Row, before: Row?, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        guard event[EventTable.status].text == "cancelled",
            before?[EventTable.status].text != "cancelled"
        else { return [] }
        let lists = try rows.rows(
            in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(event.id))
        return lists.filter { $0[AllotmentTable.status].text == "open" }.map {
            Self.set($0, [Cell(AllotmentTable.status, .text("returned"))])
        }
    }

    /// When a list comes home that nobody gave a time: when seats are settled, else when the event begins.
    public static func usualEnd(of event: Row) -> Milliseconds? {
        event[EventTable.settleAt].integer ?? TimeSpan(ofEvent: event)?.start
    }

    private static func set(_ list: Row, _ cells: [Cell]) -> RuleEffect {
        .set(table: AllotmentTable.id, row: list.id, cells: cells)
    }

    /// Why a number of seats cannot be lent to anybody.
    private static func impossible(_ list: Row) -> Reason? {
        let wanted = list[AllotmentTable.seatsWanted].integer ?? 0
        let expected = list[AllotmentTable.seatsExpected].integer ?? 0
        let range = 0...SeatsRule.seatsMax
        let isPossible =
            range.contains(wanted) && range.contains(expected) && (wanted > 0 || expected > 0)
        guard list[AllotmentTable.status].text == "requested", !isPossible else { return nil }
        let column =
            range.contains(expected) ? AllotmentTable.seatsWanted : AllotmentTable.seatsExpected
        return Reason(
            .valueInvalid, table: AllotmentTable.id, row: list.id, column: column.id,
            detail: "\(column.name) 1–\(range.upperBound)")
    }
}

public import SyncEngine
public import SyncProtocol

/// **wish**: the person's latest word counts.
///
/// Which of two words is later, the merge says by effective time (`wish` is a `latest` column). Here its effect:
/// who says no gives the seat or the room back at once; who says yes again queues from that moment. No other
/// column has a say: editing a withdrawn sign-up revives nothing.
///
/// Who comes back because somebody edited what somebody else deleted is decided anew: what the office had granted was
/// free for others meanwhile. The place in the queue is the old one.
public struct WishRule: Rule {
    public let id = RuleID.wish
    public let tables: Set<TableID> = [SignupTable.id, BookingTable.id]

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        changes.compactMap { change in
            guard let after = change.after else { return nil }
            let cells =
                change.table.id == SignupTable.id
                ? Self.signup(change, after, context) : booking(change, after, context)
            guard !cells.isEmpty else { return nil }
            return .set(table: change.table.id, row: change.id, cells: cells)
        }
    }

    /// What a word about coming does to the sign-up itself.
    static func signup(_ change: RowChange, _ row: Row, _ context: RuleContext) -> [Cell] {
        let status = row[SignupTable.status].text
        guard status != "merged" else { return [] }
        guard row[SignupTable.wish].text == "in" else {
            return status == "received" ? [] : noSeat(row)
        }
        guard let before = change.before else {
            return context.round == 1 && status == "confirmed" ? noSeat(row) : []
        }
        guard before[SignupTable.wish].text == "out" else { return [] }
        return noSeat(row) + [Cell(SignupTable.effectiveAt, .integer(context.effectiveAt))]
    }

    /// As before the office had decided anything.
    private static func noSeat(_ signup: Row) -> [Cell] {
        let seats = [SignupTable.seats, SignupTable.listSeats, SignupTable.extraAt]
        return [Cell(SignupTable.status, .text("received"))]
            + seats.filter { !signup[$0].isNull }.map { Cell($0, .null) }
    }

    private func booking(_ change: RowChange, _ row: Row, _ context: RuleContext) -> [Cell] {
        let status = row[BookingTable.status].text
        if row[BookingTable.wish].text == "in" {
            if change.before == nil, context.round == 1, RoomCalendar.holds(row) {
                return RoomSlot.cells(granting: nil, status: "requested")
            }
            guard change.before?[BookingTable.wish].text == "out", status == "cancelled" else {
                return []
            }
            return [Cell(BookingTable.status, .text("requested"))]
        }
        let isReleased = status == "cancelled" && row[BookingTable.grantedResource].isNull
        return isReleased ? [] : RoomSlot.cells(granting: nil, status: "cancelled")
    }
}

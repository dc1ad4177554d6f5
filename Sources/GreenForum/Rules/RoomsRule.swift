public import SyncEngine
public import SyncProtocol

/// **rooms**: no two granted bookings of one resource overlap; back to back is fine.
///
/// A booking made offline is a wish. Free: confirmed, or awaiting approval where the resource needs it (it keeps the
/// time meanwhile). Taken: the first alternative that is free, `moved`; none: `declined`, told who holds it and when,
/// with up to three suggestions. What is granted is never bumped by a later wish; only somebody who may approve can
/// put it aside, with a reason. A granted booking that wants another time keeps the old one when the new is taken.
/// Decides wishes of one set by the time they were made, dates of one series in their order.
public struct RoomsRule: Rule {
    public let id = RuleID.rooms
    public let tables: Set<TableID> = [BookingTable.id]

    public init() {}

    public func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        var desk = RoomDesk(context: context, rows: rows)
        for change in changes.sorted(by: Self.isAskedBefore) {
            if let reason = try Self.settle(change, at: &desk) { return [.refuse(reason)] }
        }
        return desk.effects
    }

    /// - Returns: why the whole set cannot be, if it cannot.
    private static func settle(_ change: RowChange, at desk: inout RoomDesk) throws -> Reason? {
        guard let row = change.after, row[BookingTable.wish].text == "in" else { return nil }
        let isNew = change.before.map { !hasSameWish($0, row) } ?? true
        let wish: BookingWish
        switch BookingWish.read(row) {
        case .success(let read): wish = read
        case .failure(let error):
            let reason = Reason(
                ReasonCode(error.code), table: BookingTable.id, row: row.id,
                detail: error.detail)
            return isNew ? reason : nil
        }
        let held = RoomSlot(grantedTo: row)
        let hasNewAlternatives =
            change.before.map { $0[BookingTable.alternatives] != row[BookingTable.alternatives] }
            ?? true
        switch row[BookingTable.status].text {
        case "confirmed", "moved", "awaiting-approval":
            guard let held else {
                try desk.override(wish, before: change.before)
                return nil
            }
            try settleGranted(change, wish, held: held, isNew: isNew, at: &desk)
        case "declined", "cancelled":
            if held != nil {
                try desk.declineByPerson(wish)
            } else if change.before != nil, isNew || hasNewAlternatives {
                try desk.decide(wish)
            }
        default:
            try desk.decide(wish)
        }
        return nil
    }

    private static func settleGranted(
        _ change: RowChange, _ wish: BookingWish, held: RoomSlot, isNew: Bool,
        at desk: inout RoomDesk
    ) throws {
        let status = wish.row[BookingTable.status].text
        let isApproved =
            change.before?[BookingTable.status].text == "awaiting-approval"
            && status != "awaiting-approval"
            && change.before.flatMap { RoomSlot(grantedTo: $0) } == held
        if held == wish.slot || !isNew {
            // As granted, or moved there earlier: only the word may be wrong.
            let word =
                status == "awaiting-approval"
                ? "awaiting-approval" : held == wish.slot ? "confirmed" : "moved"
            if word != status { desk.grant(wish, held, status: word) }
            if isApproved { desk.tell(wish, .confirmed, "rooms.approved", slot: held) }
            return
        }
        try desk.decideAgain(wish, held: held, before: change.before)
    }

    private static func isAskedBefore(_ a: RowChange, _ b: RowChange) -> Bool {
        guard let one = a.after ?? a.before, let other = b.after ?? b.before else {
            return a.id < b.id
        }
        return Row.isAskedBefore(one, other)
    }

    private static func hasSameWish(_ a: Row, _ b: Row) -> Bool {
        let columns = [
            BookingTable.resource, BookingTable.wallStart, BookingTable.wallEnd, BookingTable.zone,
        ]
        return columns.allSatisfy { a[$0] == b[$0] }
    }
}

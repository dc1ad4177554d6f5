public import SyncEngine
public import SyncProtocol

/// The lists of one event that are out: the seats that they hold back from everybody else.
public struct LentLists {
    private struct List {
        let row: Row
        /// Lent seats that nobody has.
        var left: Int64
        /// Seats that sign-ups still to come on it may ask for.
        let expected: Int64
    }

    private var lists: [RowID: List] = [:]
    private let isSettled: Bool

    /// - Parameters:
    ///   - allotments: all of the event.
    ///   - signups: those of the event that want to come.
    ///   - settleAt: from then on lists hold back only what is lent to them.
    public init(
        _ allotments: [Row], signups: [Row], now: Milliseconds, settleAt: Milliseconds?
    ) {
        for row in allotments where Self.isOut(row, now: now) {
            lists[row.id] = List(
                row: row, left: Self.left(of: row, signups: signups),
                expected: Self.expected(of: row, signups: signups))
        }
        isSettled = lists.isEmpty || settleAt.map { now >= $0 } ?? false
    }

    /// Whether who waits must go on waiting, because a list may bring somebody who was before.
    public var mustWait: Bool { !isSettled }

    /// Seats that are not there to give away.
    public var held: Int64 {
        lists.values.reduce(0) { $0 + $1.left + (isSettled ? 0 : $1.expected) }
    }

    /// Takes lent seats for a party that has them promised.
    ///
    /// - Returns: `false` when the list is not out or has too few left.
    mutating func take(_ party: Int64, from list: RowID?) -> Bool {
        guard let list, let left = lists[list]?.left, party <= left else { return false }
        lists[list]?.left = left - party
        return true
    }

    /// The list of an event that this device has out; the device lends seats from it without asking.
    public static func out(
        by device: DeviceID, of event: RowID, now: Milliseconds, reading rows: any RowReader
    ) throws -> Row? {
        try rows.rows(in: AllotmentTable.id, where: AllotmentTable.event.id, equals: .row(event))
            .first { isOut($0, now: now) && $0[AllotmentTable.device].text == device.description }
    }

    /// Lent seats that nobody has.
    ///
    /// Counts every sign-up that was promised a seat of the list, decided or not, in whatever order they were made:
    /// a device that asks before each promise never makes one too many.
    ///
    /// - Parameter signups: those of the event that want to come.
    public static func left(of list: Row, signups: [Row]) -> Int64 {
        let promised = signups.filter { $0[SignupTable.allotment].row == list.id }
        let lent = SeatPlan.clamped(list[AllotmentTable.seatsLent].integer ?? 0)
        return max(0, lent - promised.reduce(0) { $0 + taken(by: $1) })
    }

    /// What a sign-up takes of its list: what it was given out of it, its party before the office has decided.
    private static func taken(by signup: Row) -> Int64 {
        if signup[SignupTable.status].text == "received" { return SeatPlan.party(signup) }
        return SeatPlan.clamped(signup[SignupTable.listSeats].integer ?? 0)
    }

    /// Rows tell who made them: what the device has brought beyond the lent seats is not to come any more.
    private static func expected(of list: Row, signups: [Row]) -> Int64 {
        let brought = signups.filter {
            $0.id.device.description == list[AllotmentTable.device].text
                && $0.id.timestamp > list.id.timestamp && $0[SignupTable.allotment].isNull
        }
        let expected = SeatPlan.clamped(list[AllotmentTable.seatsExpected].integer ?? 0)
        return max(0, expected - brought.reduce(0) { $0 + SeatPlan.party($1) })
    }

    /// Whether a list is lent and not home.
    public static func isOut(_ list: Row, now: Milliseconds) -> Bool {
        list[AllotmentTable.status].text == "open"
            && now < list[AllotmentTable.lentUntil].integer ?? .max
    }
}

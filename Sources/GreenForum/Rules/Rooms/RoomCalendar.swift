public import SyncEngine
public import SyncProtocol

/// Who holds which resource when, read from rows and from what has been decided since.
public struct RoomCalendar {
    private let rows: any RowReader
    private var rooms: [RowID: Room] = [:]
    /// What the rows say is granted of a resource, read once.
    private var ledgers: [RowID: RoomLedger] = [:]
    /// Bookings as decided in this run, by id: they stand before the rows.
    private var decided: [RowID: Row] = [:]

    /// Why a slot cannot be granted.
    public enum Obstacle: Hashable, Sendable {
        /// The resource does not exist (any more).
        case unknown
        /// The resource is not lent out.
        case closed
        /// Outside its opening hours.
        case outsideHours
        /// A wall time that no clock shows, or an end before the start.
        case impossibleTime
        /// Held by this booking, the first in time that overlaps.
        case taken(Row)
    }

    public init(reading rows: any RowReader) {
        self.rows = rows
    }

    /// The resource; `nil` when there is none. Read once.
    public mutating func room(_ id: RowID) throws -> Room? {
        if let room = rooms[id] { return room }
        guard let row = try rows.row(id, in: ResourceTable.id) else { return nil }
        let room = Room(row)
        rooms[id] = room
        return room
    }

    /// Counts a booking as it stands in this row from now on.
    mutating func decide(_ booking: Row) {
        decided[booking.id] = booking
    }

    /// The booking as decided, else as it was read.
    func current(_ booking: Row) -> Row { decided[booking.id] ?? booking }

    /// What stands against granting a slot to a booking; `nil`: it is free.
    ///
    /// - Complexity: O(log n) and the bookings nearby; those granted for the resource are read once.
    public mutating func obstacle(
        to slot: RoomSlot, in zone: Zone, for booking: RowID?
    ) throws -> Obstacle? {
        guard let room = try room(slot.resource) else { return .unknown }
        guard room.isActive else { return .closed }
        guard let span = try? TimeSpan(from: slot.start, to: slot.end, in: zone) else {
            return .impossibleTime
        }
        guard room.hours.contain(from: slot.start, to: slot.end) else { return .outsideHours }
        return try holders(of: slot, span, except: booking).first.map { .taken($0) }
    }

    /// Bookings that hold the resource at some moment of the slot, by their start.
    mutating func holders(of slot: RoomSlot, _ span: TimeSpan, except booking: RowID?) throws
        -> [Row]
    {
        let busy = try busy(slot.resource, from: slot.start, to: slot.end)
        return busy.filter { $0.booking.id != booking && $0.span.overlaps(span) }.map(\.booking)
    }

    /// What is granted of a resource near a stretch of days (two days on either side), by start.
    mutating func busy(
        _ resource: RowID, from start: WallTime, to end: WallTime
    ) throws -> [(span: TimeSpan, booking: Row)] {
        // Texts of wall times sort as the times do; two days are more than any two zones lie apart.
        let from = start.adding(minutes: -2_880)?.description ?? ""
        let to = end.adding(minutes: 2_880)?.description ?? "9999"
        var near = try ledger(of: resource).bookings(from: from, to: to)
            .filter { decided[$0.id] == nil }
        near += decided.values.filter { booking in
            guard booking[BookingTable.grantedResource].row == resource, Self.holds(booking),
                let first = booking[BookingTable.grantedStart].text,
                let last = booking[BookingTable.grantedEnd].text
            else { return false }
            return first < to && last > from
        }
        return near.compactMap { booking -> (span: TimeSpan, booking: Row)? in
            guard let slot = RoomSlot(grantedTo: booking),
                let zone = Zone.named(booking[BookingTable.zone].text),
                let span = try? TimeSpan(from: slot.start, to: slot.end, in: zone)
            else { return nil }
            return (span, booking)
        }.sorted { ($0.span.start, $0.booking.id) < ($1.span.start, $1.booking.id) }
    }

    /// The stretches of a day in which a resource is open and nobody has it, in order; to the minute.
    ///
    /// - Parameter zone: the zone of the day.
    public mutating func free(
        _ resource: RowID, on date: CivilDate, in zone: Zone = .copenhagen
    ) throws -> [RoomSlot] {
        guard let room = try room(resource), room.isActive,
            let open = room.hours.minutes(on: date),
            let midnight = WallTime(date: date, hour: 0, minute: 0),
            let next = midnight.adding(minutes: 1_440)
        else { return [] }
        let taken = try busy(resource, from: midnight, to: next).compactMap { span, _ in
            zone.wallTime(at: span.start).flatMap { start in
                zone.wallTime(at: span.end).map { (start, $0) }
            }
        }
        var result: [RoomSlot] = []
        var start = midnight.adding(minutes: open.lowerBound) ?? midnight
        let end = midnight.adding(minutes: open.upperBound) ?? next
        for (first, last) in taken where last > start && first < end {
            if start < first {
                result.append(RoomSlot(resource: resource, start: start, end: first))
            }
            start = max(start, last)
        }
        if start < end { result.append(RoomSlot(resource: resource, start: start, end: end)) }
        return result
    }

    private mutating func ledger(of resource: RowID) throws -> RoomLedger {
        if let known = ledgers[resource] { return known }
        let granted = try rows.rows(
            in: BookingTable.id, where: BookingTable.grantedResource.id, equals: .row(resource))
        let ledger = RoomLedger(granted.filter(Self.holds))
        ledgers[resource] = ledger
        return ledger
    }

    /// Resources that can stand in for one, best first: the same house, the fewest seats that do, by name.
    mutating func substitutes(for room: Room) throws -> [Room] {
        let same = try rows.rows(
            in: ResourceTable.id, where: ResourceTable.kind.id, equals: .text(room.kind))
        return same.map { Room($0) }.filter { $0.fits(insteadOf: room) }.sorted { a, b in
            let (elsewhereA, elsewhereB) = (a.place != room.place, b.place != room.place)
            if elsewhereA != elsewhereB { return elsewhereB }
            return (a.seats, a.name, a.id) < (b.seats, b.name, b.id)
        }
    }

    /// Whether a booking keeps others out.
    static func holds(_ booking: Row) -> Bool {
        guard booking[BookingTable.wish].text == "in" else { return false }
        switch booking[BookingTable.status].text {
        case "confirmed", "moved", "awaiting-approval": return true
        default: return false
        }
    }
}

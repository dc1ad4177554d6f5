public import SyncEngine
public import SyncProtocol

/// What a replica may say of a wish for a resource before the office has decided: a guess by the same code.
///
/// Never call it confirmed before people: somebody else may be first.
public struct BookingOutlook: Hashable, Sendable {
    /// What would happen if the office knew what this replica knows.
    public enum Guess: Hashable, Sendable {
        /// The wish looks free; with approval, a person must say yes.
        case looksFree(needsApproval: Bool)
        /// The wish is taken, this alternative looks free.
        case looksMoved(to: RoomSlot, because: RoomCalendar.Obstacle)
        /// Nothing wished for is free; these look free.
        case looksTaken(because: RoomCalendar.Obstacle, suggestions: [RoomSlot])
    }

    public let guess: Guess
    /// Other wishes for the same resource and time about which the office has not spoken, by row id.
    public let rivals: [RowID]

    /// - Parameters:
    ///   - wish: what is wished for.
    ///   - alternatives: what would do as well, in order.
    ///   - booking: the booking itself when it exists already: it does not stand in its own way.
    /// - Complexity: one pass over the bookings of each resource asked about.
    public init(
        _ wish: RoomSlot, alternatives: [RoomSlot] = [], in zone: Zone = .copenhagen,
        for booking: RowID? = nil, reading rows: any RowReader
    ) throws {
        var finder = RoomFinder(reading: rows)
        self.guess = try Self.guess(
            wish, alternatives: alternatives, in: zone, for: booking, by: &finder)
        self.rivals = try Self.rivals(of: wish, in: zone, except: booking, reading: rows)
    }

    /// What a booking row would get; `nil` for one that is withdrawn or whose cells hold no wish.
    public init?(for booking: Row, reading rows: any RowReader) throws {
        guard booking[BookingTable.wish].text == "in",
            case .success(let wish) = BookingWish.read(booking)
        else { return nil }
        try self.init(
            wish.slot, alternatives: wish.alternatives, in: wish.zone, for: wish.id, reading: rows)
    }

    static func guess(
        _ wish: RoomSlot, alternatives: [RoomSlot], in zone: Zone, for booking: RowID?,
        by finder: inout RoomFinder
    ) throws -> Guess {
        switch try finder.decide(wish, alternatives: alternatives, in: zone, for: booking) {
        case .granted(let slot, let obstacle?): return .looksMoved(to: slot, because: obstacle)
        case .granted(let slot, nil):
            let room = try finder.calendar.room(slot.resource)
            return .looksFree(needsApproval: room?.needsApproval ?? false)
        case .declined(let obstacle, let suggestions):
            return .looksTaken(because: obstacle, suggestions: suggestions)
        }
    }

    private static func rivals(
        of wish: RoomSlot, in zone: Zone, except booking: RowID?, reading rows: any RowReader
    ) throws -> [RowID] {
        guard let span = try? TimeSpan(from: wish.start, to: wish.end, in: zone) else { return [] }
        return try undecided(wish.resource, reading: rows)
            .filter { $0.booking != booking && $0.span.overlaps(span) }.map(\.booking)
    }

    /// Wishes for a resource about which the office has not spoken.
    static func undecided(
        _ resource: RowID, reading rows: any RowReader
    ) throws -> [(booking: RowID, span: TimeSpan)] {
        let all = try rows.rows(
            in: BookingTable.id, where: BookingTable.resource.id, equals: .row(resource))
        return all.compactMap { row in
            guard row[BookingTable.status].text == "requested",
                row[BookingTable.wish].text == "in",
                case .success(let wish) = BookingWish.read(row),
                let span = try? TimeSpan(from: wish.slot.start, to: wish.slot.end, in: wish.zone)
            else { return nil }
            return (row.id, span)
        }
    }
}

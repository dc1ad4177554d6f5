public import SyncEngine
public import SyncProtocol

/// Decides one wish for a resource: the wish itself, else the first alternative that is free, else what to suggest.
public struct RoomFinder {
    var calendar: RoomCalendar

    /// At most so many suggestions are made.
    public static let suggestionsMax = 3

    /// What a wish would get.
    public enum Decision: Hashable, Sendable {
        /// This slot; the obstacle is what stood against the wish itself, `nil` when the wish is granted.
        case granted(RoomSlot, insteadBecause: RoomCalendar.Obstacle?)
        /// Nothing; suggestions are free now.
        case declined(RoomCalendar.Obstacle, suggestions: [RoomSlot])
    }

    public init(reading rows: any RowReader) {
        self.calendar = RoomCalendar(reading: rows)
    }

    /// - Parameter booking: the booking that wishes; what it holds itself does not stand in its way.
    public mutating func decide(
        _ wish: RoomSlot, alternatives: [RoomSlot], in zone: Zone, for booking: RowID?
    ) throws -> Decision {
        guard let obstacle = try calendar.obstacle(to: wish, in: zone, for: booking) else {
            return .granted(wish, insteadBecause: nil)
        }
        for slot in alternatives where slot != wish {
            if try calendar.obstacle(to: slot, in: zone, for: booking) == nil {
                return .granted(slot, insteadBecause: obstacle)
            }
        }
        return .declined(obstacle, suggestions: try suggestions(for: wish, in: zone, for: booking))
    }

    /// The nearest free time in the same room that day, other rooms that fit at the same time, then more times.
    public mutating func suggestions(
        for wish: RoomSlot, in zone: Zone, for booking: RowID?
    ) throws -> [RoomSlot] {
        guard let room = try calendar.room(wish.resource), wish.start < wish.end else { return [] }
        var times = try freeTimes(near: wish, in: room, zone, for: booking)[...]
        var result = Array(times.prefix(1))
        times = times.dropFirst()
        for other in try calendar.substitutes(for: room) where result.count < Self.suggestionsMax {
            let slot = RoomSlot(resource: other.id, start: wish.start, end: wish.end)
            if try calendar.obstacle(to: slot, in: zone, for: booking) == nil {
                result.append(slot)
            }
        }
        return Array((result + times).prefix(Self.suggestionsMax))
    }

    /// Free times of the same length on the same day, nearest first; of two as near, the later.
    private mutating func freeTimes(
        near wish: RoomSlot, in room: Room, _ zone: Zone, for booking: RowID?
    ) throws -> [RoomSlot] {
        guard room.isActive, let open = room.hours.minutes(on: wish.start.date) else { return [] }
        let length = wish.end.minuteNumber - wish.start.minuteNumber
        guard length > 0, length <= open.upperBound - open.lowerBound else { return [] }
        // A free stretch begins where another ends: right after a booking or at opening, right before one or
        // closing. The nearest free time begins at such an edge, or is the wish itself.
        var starts = [open.lowerBound, open.upperBound - length, wish.start.minuteOfDay]
        for (_, other) in try calendar.busy(room.id, from: wish.start, to: wish.end) {
            guard let slot = RoomSlot(grantedTo: other) else { continue }
            if slot.end.date == wish.start.date { starts.append(slot.end.minuteOfDay) }
            if slot.start.date == wish.start.date {
                starts.append(slot.start.minuteOfDay - length)
            }
        }
        let wished = wish.start.minuteOfDay
        let ordered = Set(starts).filter { $0 >= 0 }.sorted {
            (abs($0 - wished), -$0) < (abs($1 - wished), -$1)
        }
        var result: [RoomSlot] = []
        for minute in ordered where result.count < Self.suggestionsMax {
            let first = WallTime(date: wish.start.date, hour: minute / 60, minute: minute % 60)
            guard let first, let last = first.adding(minutes: length) else { continue }
            let slot = RoomSlot(resource: room.id, start: first, end: last)
            let isFree = try calendar.obstacle(to: slot, in: zone, for: booking) == nil
            // Two suggestions of one room that overlap are hardly two.
            let isNew = !result.contains { $0.start < last && first < $0.end }
            if isFree, isNew { result.append(slot) }
        }
        return result
    }
}

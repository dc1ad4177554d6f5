internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Reads what would do as well: `RESOURCE; START; END`, of which what is left out is as in the wish.
enum SlotText {
    static func parse(_ text: String, rows: Rows, wish: RoomSlot) throws -> RoomSlot {
        let parts = text.split(separator: ";", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").joined(separator: " ")
        }
        guard (1...3).contains(parts.count) else {
            throw Failure(.usage, HelpPhrase.alternatives())
        }
        let parser = ValueParser(rows: rows)
        var resource = wish.resource
        if !parts[0].isEmpty {
            resource = try RowFinder(rows: rows).find(parts[0], in: ResourceTable.schema).id
        }
        let start =
            parts.count > 1 && !parts[1].isEmpty
            ? try parser.wall(parts[1], on: wish.start) : wish.start
        let length = wish.end.minuteNumber - wish.start.minuteNumber
        let end =
            parts.count > 2 && !parts[2].isEmpty
            ? try parser.wall(parts[2], on: start)
            : start.adding(minutes: length) ?? wish.end
        guard start < end else {
            throw Failure(
                .usage,
                UsagePhrase.endBeforeStart(start.shown(in: .current), end.shown(in: .current)))
        }
        return RoomSlot(resource: resource, start: start, end: end)
    }

    /// A start and an end, the end perhaps a time of day alone.
    static func times(
        from start: String?, to end: String?, _ parser: ValueParser
    ) throws -> (WallTime, WallTime) {
        guard let start else { throw Failure(.usage, UsagePhrase.required("start")) }
        guard let end else { throw Failure(.usage, UsagePhrase.required("end")) }
        let first = try parser.wall(start, on: nil)
        let last = try parser.wall(end, on: first)
        guard first < last else {
            throw Failure(
                .usage,
                UsagePhrase.endBeforeStart(first.shown(in: .current), last.shown(in: .current)))
        }
        _ = try TimeSpan(from: first, to: last, in: .copenhagen)
        return (first, last)
    }

    /// What a person should know of a slot's times: one that clocks show twice means the first.
    static func notes(_ slot: RoomSlot, _ zone: Zone) -> [String] {
        [slot.start, slot.end].compactMap { wall in
            guard case .twice = zone.instant(of: wall) else { return nil }
            return SeriesPhrase.twice(wall.clock(in: .current), wall.date.shown(in: .current))
        }
    }

    /// Alternatives of one resource that share a moment.
    static func overlaps(_ slots: [RoomSlot]) -> [String] {
        slots.indices.flatMap { second in
            slots[..<second].indices.compactMap { first in
                let (a, b) = (slots[first], slots[second])
                guard a.resource == b.resource, a.start < b.end, b.start < a.end else {
                    return nil
                }
                return SeriesPhrase.overlapping(String(first + 1), String(second + 1))
            }
        }
    }

    /// Times alone on the day itself, else with their days.
    static func hours(_ slot: RoomSlot, on day: SeriesDay) -> String {
        guard slot.end.date == slot.start.date else {
            return "\(slot.start.shown(in: .current)) – \(slot.end.shown(in: .current))"
        }
        let isThatDay = SeriesDay(slot.start.date) == day
        let start = isThatDay ? slot.start.clock(in: .current) : slot.start.shown(in: .current)
        return "\(start)–\(slot.end.clock(in: .current))"
    }

    /// Times alone; the end of the day is 24:00.
    static func hours(_ slot: RoomSlot) -> String {
        let isMidnight = slot.start.date < slot.end.date && slot.end.minuteOfDay == 0
        let end = Language.current == .da ? "24.00" : "24:00"
        return
            "\(slot.start.clock(in: .current))–\(isMidnight ? end : slot.end.clock(in: .current))"
    }

    /// A slot as people read it.
    static func text(_ slot: RoomSlot, _ rows: Rows) throws -> String {
        let room = try rows.row(slot.resource, in: ResourceTable.id).map(Labels.title) ?? "?"
        let start = slot.start.shown(in: .current)
        var end = slot.end.shown(in: .current)
        if slot.start.date == slot.end.date {
            end = slot.end.clock(in: .current)
        }
        return "\(room), \(start)–\(end)"
    }
}

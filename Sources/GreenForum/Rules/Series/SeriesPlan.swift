public import SyncEngine
public import SyncProtocol

/// What a series asks for, date by date. A pure function of the series' row: two devices that have the row plan the
/// same bookings under the same ids.
public struct SeriesPlan: Sendable {
    public let series: Row
    public let recurrence: Recurrence
    public let zone: Zone
    /// In the order of their days.
    public let occurrences: [Occurrence]

    /// One date of a series.
    public struct Occurrence: Hashable, Sendable {
        public let day: SeriesDay
        /// The id of its booking, derived from series and day.
        public let booking: RowID
        public let time: Time

        /// The slot; `nil` when there can be none.
        public var slot: RoomSlot? {
            if case .slot(let slot) = time { slot } else { nil }
        }
    }

    /// When one date takes place.
    public enum Time: Hashable, Sendable {
        case slot(RoomSlot)
        /// The month has no such day.
        case noDay
        /// Clocks are put forward over its start or end. The clock shows this one instead.
        case missing(instead: WallTime)
    }

    /// - Throws: `series-rule`, `series-number`, `series-too-long`, `series-overlap` when one date would run into the
    ///   next, and what is wrong with times and zone.
    /// - Complexity: O(dates), of which there are 262 at most.
    public init(_ series: Row) throws(DomainError) {
        let recurrence = try Recurrence(series[SeriesTable.rule].text ?? "")
        guard let zone = Zone.named(series[SeriesTable.zone].text) else {
            throw .zoneUnknown(series[SeriesTable.zone].text ?? "")
        }
        guard let start = WallTime(series[SeriesTable.firstStart]),
            let end = WallTime(series[SeriesTable.firstEnd]),
            let resource = series[SeriesTable.resource].row
        else { throw .wallUnreadable }
        let first = SeriesMove(from: start.date, start: start, end: end)
        let moves = [first] + SeriesMove.list(series[SeriesTable.moves].text)
        for move in moves { try Self.check(move, recurrence) }
        self.series = series
        self.recurrence = recurrence
        self.zone = zone
        self.occurrences = try recurrence.days(from: start.date).map { day in
            let move = moves.last { SeriesDay($0.from) <= day } ?? first
            return Occurrence(
                day: day, booking: Self.booking(of: series.id, on: day),
                time: Self.time(of: day, move, resource, zone))
        }
    }

    /// Whether a slot has begun by then.
    func hasBegun(_ slot: RoomSlot, by now: Milliseconds) -> Bool {
        zone.milliseconds(of: slot.start).map { $0 <= now } ?? false
    }

    /// The id that every device gives the booking of a date.
    public static func booking(of series: RowID, on day: SeriesDay) -> RowID {
        RowID(derivedFrom: series, label: day.description)
    }

    /// The series' bookings by id: those under derived ids; others that name the series are none of it.
    public static func bookings(
        of series: RowID, reading rows: any RowReader
    ) throws -> [RowID: Row] {
        let all = try rows.rows(
            in: BookingTable.id, where: BookingTable.series.id, equals: .row(series))
        return all.reduce(into: [:]) { found, row in
            if row.isOccurrence { found[row.id] = row }
        }
    }

    /// What the booking of a date says when it is made.
    public func cells(of occurrence: Occurrence, in slot: RoomSlot) -> [Cell] {
        var cells = slot.wishCells
        cells.append(Cell(BookingTable.series, .row(series.id)))
        cells.append(Cell(BookingTable.occurrenceDate, .text(occurrence.day.description)))
        cells.append(Cell(BookingTable.zone, series[SeriesTable.zone]))
        cells += Self.copied.map { Cell($1, series[$0]) }
        return cells.filter { !$0.value.isNull }
    }

    /// What a series says of each of its bookings.
    static let copied = [
        (SeriesTable.purpose, BookingTable.purpose), (SeriesTable.project, BookingTable.project),
        (SeriesTable.group, BookingTable.group), (SeriesTable.event, BookingTable.event),
    ]

    private static func check(
        _ move: SeriesMove, _ recurrence: Recurrence
    ) throws(DomainError) {
        guard move.start < move.end else {
            throw .timeOrder(move.start, move.end)
        }
        let apart = recurrence.daysApartMin
        let shift = move.start.date.dayNumber - move.from.dayNumber
        let length = move.end.minuteNumber - move.start.minuteNumber
        guard abs(shift) < apart, length <= apart * 1_440 else {
            throw .seriesOverlap(apart)
        }
    }

    private static func time(
        of day: SeriesDay, _ move: SeriesMove, _ resource: RowID, _ zone: Zone
    ) -> Time {
        guard let date = day.date else { return .noDay }
        let days = date.dayNumber - move.from.dayNumber
        guard let start = move.start.adding(minutes: days * 1_440),
            let end = move.end.adding(minutes: days * 1_440)
        else { return .noDay }
        for wall in [start, end] {
            if case .never(let instead) = zone.instant(of: wall) {
                return .missing(instead: instead)
            }
        }
        return .slot(RoomSlot(resource: resource, start: start, end: end))
    }
}

extension Row {
    /// Whether a booking is a date of a series, under the id that is derived from both.
    public var isOccurrence: Bool {
        guard let series = self[BookingTable.series].row,
            let day = self[BookingTable.occurrenceDate].text.flatMap({ SeriesDay($0) })
        else { return false }
        return id == SeriesPlan.booking(of: series, on: day)
    }

    /// The id that tells who asked for a booking, and when: its own, or its series' when its own is derived.
    public var askedBy: RowID {
        id.device == .derived ? self[BookingTable.series].row ?? id : id
    }

    /// Bookings in the order in which they were asked for, dates of one series in theirs.
    public static func isAskedBefore(_ a: Row, _ b: Row) -> Bool {
        func order(_ row: Row) -> (RowID, String, RowID) {
            (row.askedBy, row[BookingTable.occurrenceDate].text ?? "", row.id)
        }
        return order(a) < order(b)
    }
}

extension RowReader {
    /// The id that tells who made a row; of a date of a series, who made the series.
    ///
    /// - Returns: `nil` for a date whose booking is not there.
    public func maker(of id: RowID) throws -> RowID? {
        id.device == .derived ? try row(id, in: BookingTable.id)?.askedBy : id
    }
}

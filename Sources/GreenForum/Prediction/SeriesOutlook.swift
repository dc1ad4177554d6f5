public import SyncEngine
internal import SyncProtocol

/// A series date by date, as far as these rows tell: what the office has granted or skipped, and what the rest looks
/// like by the same code.
public struct SeriesOutlook: Hashable, Sendable {
    /// One date, planned or once planned.
    public struct Entry: Hashable, Sendable {
        public let day: SeriesDay
        /// The date's booking; `nil` while there is none here.
        public let booking: Row?
        /// What it holds, else what it wishes for; `nil` when it cannot be.
        public let slot: RoomSlot?
        public let state: State
        /// Other wishes for that time about which the office has not spoken.
        public let rivals: Int
    }

    /// How one date stands.
    public enum State: Hashable, Sendable {
        /// Granted: `confirmed`, `moved` or `awaiting-approval`.
        case granted(status: String)
        /// It holds what it has, and wants another time about which the office has not spoken.
        case wantsOther(RoomSlot, BookingOutlook.Guess)
        /// The office had nothing for it; the guess is what it would get if it was asked for again.
        case skipped(SkippedDate.Reason, BookingOutlook.Guess?)
        /// Nobody wants it any more.
        case ended
        /// The office has not spoken.
        case guess(BookingOutlook.Guess)
        /// It can never be.
        case impossible(SkippedDate.Reason)
    }

    /// In the order of their days.
    public let entries: [Entry]

    /// - Throws: `DomainError` for a series that is no plan, and what reading throws.
    /// - Complexity: a pass over the bookings of the resource for each date; they are read once.
    public init(of series: Row, reading rows: any RowReader) throws {
        let plan = try SeriesPlan(series)
        var scene = try Scene(plan, reading: rows)
        var entries = try plan.occurrences.map { try scene.entry(of: $0) }
        let planned = Set(plan.occurrences.map(\.booking))
        for (id, booking) in scene.bookings where !planned.contains(id) {
            guard let day = booking[BookingTable.occurrenceDate].text.flatMap({ SeriesDay($0) })
            else { continue }
            entries.append(try scene.entry(of: booking, on: day))
        }
        self.entries = entries.sorted { $0.day < $1.day }
    }

    /// The rows that one outlook needs, read once.
    private struct Scene {
        let bookings: [RowID: Row]
        private let plan: SeriesPlan
        private let skipped: [SeriesDay: SkippedDate.Reason]
        private let resource: RowID?
        private let wishes: [(booking: RowID, span: TimeSpan)]
        private var finder: RoomFinder

        init(_ plan: SeriesPlan, reading rows: any RowReader) throws {
            self.plan = plan
            self.finder = RoomFinder(reading: rows)
            let bookings = try SeriesPlan.bookings(of: plan.series.id, reading: rows)
            self.bookings = bookings
            self.skipped = SkippedDate.list(plan.series[SeriesTable.skipped].text)
                .reduce(into: [:]) { $0[$1.day] = $1.reason }
            self.resource = plan.series[SeriesTable.resource].row
            let wishes = try resource.map { try BookingOutlook.undecided($0, reading: rows) }
            self.wishes = (wishes ?? []).filter { bookings[$0.booking] == nil }
        }

        mutating func entry(of occurrence: SeriesPlan.Occurrence) throws -> Entry {
            if let booking = bookings[occurrence.booking] {
                return try entry(of: booking, on: occurrence.day)
            }
            guard let slot = occurrence.slot else {
                let reason = occurrence.impossible ?? .noDay
                return Entry(
                    day: occurrence.day, booking: nil, slot: nil, state: .impossible(reason),
                    rivals: 0)
            }
            return Entry(
                day: occurrence.day, booking: nil, slot: slot,
                state: .guess(try guess(slot, [], occurrence.booking)), rivals: rivals(of: slot))
        }

        mutating func entry(of booking: Row, on day: SeriesDay) throws -> Entry {
            let held = RoomSlot(grantedTo: booking)
            let wish = RoomSlot(wishedBy: booking)
            let state = try state(of: booking, on: day, held: held, wish: wish)
            let isOpen = if case .guess = state { true } else { false }
            return Entry(
                day: day, booking: booking, slot: held ?? wish, state: state,
                rivals: isOpen ? wish.map(rivals) ?? 0 : 0)
        }

        private mutating func state(
            of booking: Row, on day: SeriesDay, held: RoomSlot?, wish: RoomSlot?
        ) throws -> State {
            guard booking[BookingTable.wish].text == "in", let wish else { return .ended }
            let others = RoomSlot.list(booking[BookingTable.alternatives].text)
            let status = booking[BookingTable.status].text ?? ""
            if let held {
                guard held != wish, status == "confirmed" else { return .granted(status: status) }
                return .wantsOther(wish, try guess(wish, others, booking.id))
            }
            let guess = try guess(wish, others, booking.id)
            guard status == "declined" else { return .guess(guess) }
            let reason = skipped[day] ?? .taken(nil)
            return .skipped(reason, SkippedDate(day, reason).canBeRetried ? guess : nil)
        }

        private mutating func guess(
            _ wish: RoomSlot, _ others: [RoomSlot], _ booking: RowID
        ) throws -> BookingOutlook.Guess {
            try BookingOutlook.guess(
                wish, alternatives: others, in: plan.zone, for: booking, by: &finder)
        }

        private func rivals(of slot: RoomSlot) -> Int {
            guard let span = try? TimeSpan(from: slot.start, to: slot.end, in: plan.zone) else {
                return 0
            }
            guard slot.resource == resource else { return 0 }
            return wishes.count { $0.span.overlaps(span) }
        }
    }
}

public import SyncEngine
public import SyncProtocol

/// What becomes of a series' bookings when the series is made or changed: new dates get theirs, dates that left are
/// ended, moved dates follow.
///
/// The same at the device that changes the series, which writes it down at once, and at the office, which sees to
/// what that device did not know. What has begun stays as it is, and so does what somebody gave a time of its own.
public struct SeriesChange {
    private let before: SeriesPlan?
    private let after: SeriesPlan
    private let now: Milliseconds

    /// Cells of one booking; makes the booking when there is none.
    public struct Write: Hashable, Sendable {
        public let booking: RowID
        public let cells: [Cell]
    }

    /// - Parameters:
    ///   - before: `nil` when the series is made.
    ///   - now: the office's time.
    public init(from before: SeriesPlan?, to after: SeriesPlan, now: Milliseconds) {
        self.before = before
        self.after = after
        self.now = now
    }

    /// - Parameter bookings: the series' bookings as they stand, by id.
    /// - Returns: what to write, in the order of the days.
    public func writes(over bookings: [RowID: Row]) -> [Write] {
        let old = (before?.occurrences ?? []).reduce(into: [RowID: SeriesPlan.Occurrence]()) {
            $0[$1.booking] = $1
        }
        var writes: [Write] = []
        var planned: Set<RowID> = []
        for occurrence in after.occurrences {
            planned.insert(occurrence.booking)
            let known = old[occurrence.booking]
            let cells =
                bookings[occurrence.booking].map { following($0, occurrence, known) }
                ?? (known?.slot == nil ? made(occurrence) : [])
            if !cells.isEmpty { writes.append(Write(booking: occurrence.booking, cells: cells)) }
        }
        for (id, booking) in bookings.sorted(by: { Self.day($0.value) < Self.day($1.value) })
        where !planned.contains(id) {
            guard booking[BookingTable.wish].text == "in", !hasBegun(booking) else { continue }
            writes.append(Write(booking: id, cells: [Cell(BookingTable.wish, .text("out"))]))
        }
        return writes
    }

    private func made(_ occurrence: SeriesPlan.Occurrence) -> [Cell] {
        occurrence.slot.map { after.cells(of: occurrence, in: $0) } ?? []
    }

    /// What a booking takes over: the series' words and time, where it had them from the series. A date that was
    /// ended with others and comes back is wanted again.
    private func following(
        _ booking: Row, _ occurrence: SeriesPlan.Occurrence, _ known: SeriesPlan.Occurrence?
    ) -> [Cell] {
        guard let before, !hasBegun(booking) else { return [] }
        guard booking[BookingTable.wish].text == "in" else {
            guard known == nil, let slot = occurrence.slot else { return [] }
            let cells = after.cells(of: occurrence, in: slot)
            return [Cell(BookingTable.wish, .text("in"))]
                + cells.filter { booking[$0.column] != $0.value }
        }
        var cells: [Cell] = []
        if let was = known?.slot, let slot = occurrence.slot, was != slot,
            RoomSlot(wishedBy: booking) == was
        {
            cells += slot.wishCells
        }
        for (column, copy) in SeriesPlan.copied
        where before.series[column] != after.series[column]
            && booking[copy] == before.series[column]
        {
            cells.append(Cell(copy, after.series[column]))
        }
        return cells.filter { booking[$0.column] != $0.value }
    }

    private func hasBegun(_ booking: Row) -> Bool {
        let slot = RoomSlot(grantedTo: booking) ?? RoomSlot(wishedBy: booking)
        return slot.map { after.hasBegun($0, by: now) } ?? false
    }

    private static func day(_ booking: Row) -> String {
        booking[BookingTable.occurrenceDate].text ?? ""
    }
}

internal import SyncEngine
internal import SyncProtocol

/// One sitting of the rule `series` over one series: what its bookings should be, and what is skipped.
struct SeriesDesk {
    private(set) var effects: [RuleEffect] = []
    private let plan: SeriesPlan
    private let context: RuleContext
    private let rows: any RowReader
    private var calendar: RoomCalendar
    /// Dates that are asked for again in this sitting: whatever was said of them is said anew.
    private var retried: Set<SeriesDay> = []
    /// Bookings were written that the rule `rooms` will decide; this rule is woken once more by them.
    private var isWritten = false

    init(_ plan: SeriesPlan, _ context: RuleContext, _ rows: any RowReader) {
        self.plan = plan
        self.context = context
        self.rows = rows
        self.calendar = RoomCalendar(reading: rows)
    }

    /// The series was made or changed.
    mutating func follow(_ change: RowChange, _ bookings: [RowID: Row]) {
        // A plan that was none before is as good as none.
        let before = change.before.flatMap { try? SeriesPlan($0) }
        let writes = SeriesChange(from: before, to: plan, now: context.now).writes(over: bookings)
        for write in writes { set(write.booking, write.cells) }
        isWritten = !writes.isEmpty
        guard let old = change.before, let new = change.after,
            old[SeriesTable.retriedAt] != new[SeriesTable.retriedAt]
        else { return }
        retry(bookings, except: Set(writes.map(\.booking)))
    }

    /// Dates that somebody wants although the plan does not have them (any more) are ended: whoever wrote them had
    /// not seen that the series was shortened.
    mutating func endUnplanned(_ changed: [RowChange]) {
        let planned = Set(plan.occurrences.map(\.booking))
        for change in changed where !planned.contains(change.id) {
            guard let booking = change.after, booking.isOccurrence,
                booking[BookingTable.wish].text == "in",
                change.before?[BookingTable.wish].text != "in"
            else { continue }
            set(change.id, [Cell(BookingTable.wish, .text("out"))])
            let day = booking[BookingTable.occurrenceDate].text.flatMap { SeriesDay($0) }
            tell(day.map { [$0] } ?? [], .declined, "series.not-planned", of: booking)
        }
    }

    /// Asks again for what was skipped, and for dates whose booking is gone.
    private mutating func retry(_ bookings: [RowID: Row], except written: Set<RowID>) {
        let skipped = Set(listed.filter(\.canBeRetried).map(\.day))
        for occurrence in plan.occurrences where !written.contains(occurrence.booking) {
            guard let slot = occurrence.slot, !plan.hasBegun(slot, by: context.now) else {
                continue
            }
            guard let booking = bookings[occurrence.booking] else {
                set(occurrence.booking, plan.cells(of: occurrence, in: slot))
                continue
            }
            guard skipped.contains(occurrence.day), booking[BookingTable.wish].text == "in",
                booking[BookingTable.status].text == "declined"
            else { continue }
            retried.insert(occurrence.day)
            set(booking.id, [Cell(BookingTable.status, .text("requested"))])
        }
    }

    /// Brings the list of skipped dates in line with what its bookings got.
    ///
    /// - Parameter changed: the bookings of the series that changed.
    mutating func list(_ changed: [RowChange], _ bookings: [RowID: Row]) throws {
        let isUndecided =
            isWritten || plan.occurrences.contains { bookings[$0.booking].map(Self.waits) ?? false }
        // Said once, when all is decided.
        guard !retried.isEmpty || !isUndecided else { return }
        let standing = listed
        let known = standing.reduce(into: [SeriesDay: SkippedDate]()) { $0[$1.day] = $1 }
        let fresh = Set(changed.map(\.id))
        var skipped: [SkippedDate] = []
        for occurrence in plan.occurrences where !retried.contains(occurrence.day) {
            let old = known[occurrence.day]
            guard let booking = bookings[occurrence.booking] else {
                if let reason = occurrence.impossible {
                    skipped.append(SkippedDate(occurrence.day, reason))
                }
                continue
            }
            guard booking[BookingTable.wish].text == "in",
                booking[BookingTable.status].text == "declined"
            else { continue }
            if let old, !fresh.contains(booking.id) {
                skipped.append(old)
            } else {
                let reason = try reason(of: booking, else: old?.reason)
                skipped.append(SkippedDate(occurrence.day, reason))
            }
        }
        let text = SkippedDate.text(of: skipped)
        if Value.optional(text) != plan.series[SeriesTable.skipped] {
            effects.append(
                .set(
                    table: SeriesTable.id, row: plan.series.id,
                    cells: [Cell(SeriesTable.skipped, .optional(text))]))
        }
        tell(skipped.filter { known[$0.day] == nil }.map(\.day), .flagged, "series.skipped")
        tell(Self.filled(changed), .confirmed, "series.filled")
    }

    private var listed: [SkippedDate] {
        SkippedDate.list(plan.series[SeriesTable.skipped].text)
    }

    private mutating func set(_ booking: RowID, _ cells: [Cell]) {
        effects.append(.set(table: BookingTable.id, row: booking, cells: cells))
    }

    /// Why a booking was declined, as things stand.
    private mutating func reason(
        of booking: Row, else old: SkippedDate.Reason?
    ) throws -> SkippedDate.Reason {
        guard let slot = RoomSlot(wishedBy: booking) else { return .unknown }
        switch try calendar.obstacle(to: slot, in: plan.zone, for: booking.id) {
        case .unknown: return .unknown
        case .closed: return .closed
        case .outsideHours: return .outsideHours
        case .impossibleTime: return .unknown
        case .taken(let other):
            let teller = RoomTeller(context: context, rows: rows)
            let name = try teller.name(ofAuthor: other) ?? ""
            return .taken(
                RoomSlot(grantedTo: other).map {
                    SkippedDate.Holder(name: name, start: $0.start, end: $0.end)
                })
        case nil:
            return booking[BookingTable.decisionReason].isNull ? old ?? .taken(nil) : .notApproved
        }
    }

    private static func waits(_ booking: Row) -> Bool {
        booking[BookingTable.wish].text == "in" && booking[BookingTable.status].text == "requested"
    }

    /// Dates that were declined and now hold the time that they were declined for.
    private static func filled(_ changed: [RowChange]) -> [SeriesDay] {
        changed.compactMap { change in
            guard let before = change.before, let after = change.after,
                before[BookingTable.status].text == "declined", RoomCalendar.holds(after),
                RoomSlot(grantedTo: after) != nil,
                RoomSlot(wishedBy: before) == RoomSlot(wishedBy: after)
            else { return nil }
            return after[BookingTable.occurrenceDate].text.flatMap { SeriesDay($0) }
        }.sorted()
    }

    /// - Parameter subject: a booking of the series; `nil`: the series itself.
    private mutating func tell(
        _ days: [SeriesDay], _ kind: Outcome.Kind, _ key: String, of subject: Row? = nil
    ) {
        guard !days.isEmpty else { return }
        let subject = subject ?? plan.series
        let teller = RoomTeller(context: context, rows: rows)
        let room = plan.series[SeriesTable.resource].row.map { teller.name(of: $0) } ?? ""
        effects.append(
            .outcome(
                Outcome(
                    kind: kind, rule: .series, table: subject.table.id, row: subject.id,
                    loser: .init(
                        value: .null, member: context.author?.member, at: context.effectiveAt),
                    textKey: key,
                    arguments: [
                        "room": room, "count": String(days.count),
                        "total": String(plan.occurrences.count),
                        "days": days.map(\.description).joined(separator: ","),
                    ])))
    }
}

extension SeriesPlan.Occurrence {
    /// Why it can never be, if it cannot.
    var impossible: SkippedDate.Reason? {
        switch time {
        case .slot: nil
        case .noDay: .noDay
        case .missing(let instead): .timeMissing(instead: instead)
        }
    }
}

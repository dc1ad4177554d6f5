import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Series as devices write them.
extension Town {
    func seriesCells(
        _ room: RowID, _ rule: String, from start: String, to end: String, event: RowID? = nil
    ) -> [Cell] {
        [
            Cell(SeriesTable.rule, .text(rule)), Cell(SeriesTable.resource, .row(room)),
            Cell(SeriesTable.firstStart, .text(start)), Cell(SeriesTable.firstEnd, .text(end)),
            Cell(SeriesTable.purpose, .text("hemmeligt")),
            Cell(SeriesTable.event, event.map(Value.row) ?? .null),
        ]
    }

    /// Makes a series with its bookings, as `series add` does, or the series alone.
    @discardableResult
    func repeats(
        _ room: RowID, _ rule: String, from start: String, to end: String,
        event: RowID? = nil, isExpanded: Bool = true, by actor: Actor? = nil
    ) throws -> (id: RowID, answer: Answer) {
        let series = id(by: actor ?? omar)
        let cells = seriesCells(room, rule, from: start, to: end, event: event)
        let row = Row(table: SeriesTable.schema, id: series, cells: cells)
        var acts: [Act] = [.insert(SeriesTable.schema, series, cells)]
        if isExpanded, let plan = try? SeriesPlan(row) { acts += self.acts(from: nil, to: plan) }
        return (series, try act(acts, by: actor ?? omar))
    }

    /// Changes a series together with its bookings, as its commands do, or the series alone.
    @discardableResult
    func changeSeries(
        _ id: RowID, _ cells: [Cell], isExpanded: Bool = true, by actor: Actor? = nil
    ) throws -> Answer {
        let before = try series(id)
        var after = before
        for cell in cells { after[cell.column] = cell.value }
        var acts: [Act] = [.update(SeriesTable.schema, id, cells)]
        if isExpanded, let plan = try? SeriesPlan(after) {
            acts += self.acts(from: try? SeriesPlan(before), to: plan)
        }
        return try act(acts, by: actor ?? omar)
    }

    @discardableResult
    func retry(_ series: RowID, by actor: Actor? = nil) throws -> Answer {
        try changeSeries(
            series, [Cell(SeriesTable.retriedAt, .integer(minute))], by: actor ?? omar)
    }

    func series(_ id: RowID) throws -> Row { try #require(rows.row(id, in: SeriesTable.id)) }

    func skipped(_ series: RowID) throws -> [SkippedDate] {
        SkippedDate.list(try self.series(series)[SeriesTable.skipped].text)
    }

    func bookings(of series: RowID) throws -> [Row] {
        try SeriesPlan.bookings(of: series, reading: rows).values.sorted {
            $0[BookingTable.occurrenceDate].text ?? "" < $1[BookingTable.occurrenceDate].text ?? ""
        }
    }

    /// A date's booking.
    func date(_ day: String, of series: RowID) throws -> RowID {
        SeriesPlan.booking(of: series, on: try #require(SeriesDay(day)))
    }

    /// E.g. `03-16 confirmed 17:00`, `03-23 declined`, in the order of the dates.
    func dates(_ series: RowID) throws -> [String] {
        try bookings(of: series).map { row in
            let day = row[BookingTable.occurrenceDate].text?.dropFirst(5) ?? ""
            let start = RoomSlot(grantedTo: row).map { " " + $0.start.clock } ?? ""
            return "\(day) \(row[BookingTable.status].text ?? "")\(start)"
        }
    }

    private func acts(from before: SeriesPlan?, to after: SeriesPlan) -> [Act] {
        let known = (try? SeriesPlan.bookings(of: after.series.id, reading: rows)) ?? [:]
        return SeriesChange(from: before, to: after, now: now).writes(over: known).map {
            known[$0.booking] == nil
                ? .insert(BookingTable.schema, $0.booking, $0.cells)
                : .update(BookingTable.schema, $0.booking, $0.cells)
        }
    }
}

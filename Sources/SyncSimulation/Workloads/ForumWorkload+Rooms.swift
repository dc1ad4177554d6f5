internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

// Bookings and series: as the command line writes them.

extension ForumWorkload {
    func book(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        let rooms = try rows.rows(in: ResourceTable.id)
        guard let room = dice.pick(rooms), let other = dice.pick(rooms) else { return [] }
        let (start, end) = times(&dice)
        let instead = dice.chance(25) ? RoomSlot(resource: other.id, start: start, end: end) : nil
        return [
            .insert(
                BookingTable.schema, try makeRowID(),
                [
                    (BookingTable.resource, .row(room.id)),
                    (BookingTable.wallStart, .text(start.description)),
                    (BookingTable.wallEnd, .text(end.description)),
                    (BookingTable.purpose, .text("Gruppemøde")),
                    (BookingTable.alternatives, instead.map { .text($0.description) } ?? .null),
                ])
        ]
    }

    func cancelBooking(_ rows: any RowSource, _ dice: inout SeededRandom) throws -> [Change] {
        guard let row = dice.pick(try rows.rows(in: BookingTable.id)) else { return [] }
        return Change.update(row, [(BookingTable.wish, .text("out"))])
    }

    /// Yes or no to what waits for it; sometimes to what has been decided already.
    func decide(_ rows: any RowSource, _ dice: inout SeededRandom) throws -> [Change] {
        let all = try rows.rows(in: BookingTable.id)
        let waiting = all.filter { $0[BookingTable.status].text == "awaiting-approval" }
        guard let row = dice.pick(waiting.isEmpty || dice.chance(15) ? all : waiting) else {
            return []
        }
        return Change.update(
            row,
            [
                (BookingTable.status, .text(dice.chance(60) ? "confirmed" : "declined")),
                (BookingTable.decisionReason, .text("aftalt \(dice.below(10))")),
            ])
    }

    // MARK: Series

    /// A series with the bookings of its dates.
    func makeSeries(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let room = dice.pick(try rows.rows(in: ResourceTable.id)) else { return [] }
        let id = try makeRowID()
        let (start, end) = times(&dice)
        let insert = Change.insert(
            SeriesTable.schema, id,
            [
                (SeriesTable.rule, .text(rule(&dice))),
                (SeriesTable.firstStart, .text(start.description)),
                (SeriesTable.firstEnd, .text(end.description)),
                (SeriesTable.resource, .row(room.id)), (SeriesTable.purpose, .text("Kor")),
            ])
        let series = Row(table: SeriesTable.schema, id: id, cells: insert.cells)
        return try [insert] + follow(from: nil, to: series, id.timestamp.milliseconds, rows)
    }

    /// Other dates, another time from a date on, or what was skipped asked for again.
    func changeSeries(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let series = dice.pick(try rows.rows(in: SeriesTable.id)),
            let plan = try? SeriesPlan(series), let one = dice.pick(plan.occurrences)
        else { return [] }
        let now = try makeRowID().timestamp.milliseconds
        if dice.chance(40) {
            return Change.update(series, [(SeriesTable.retriedAt, .integer(now))])
        }
        var changed = series
        if dice.chance(50) {
            changed[SeriesTable.rule] = .text(rule(&dice))
        } else if let date = one.day.date {
            let (start, end) = times(&dice, on: date)
            let moves = SeriesMove.list(series[SeriesTable.moves].text)
            let move = SeriesMove(from: date, start: start, end: end)
            changed[SeriesTable.moves] =
                SeriesMove.text(of: move.after(moves)).map(Value.text) ?? .null
        }
        let columns = [SeriesTable.rule, SeriesTable.moves]
        let change = Change.update(series, columns.map { ($0, changed[$0]) })
        return change.isEmpty ? [] : try change + follow(from: series, to: changed, now, rows)
    }

    private func follow(
        from before: Row?, to after: Row, _ now: Milliseconds, _ rows: any RowSource
    ) throws -> [Change] {
        let known = try SeriesPlan.bookings(of: after.id, reading: rows)
        let change = SeriesChange(
            from: try before.map { try SeriesPlan($0) }, to: try SeriesPlan(after), now: now)
        return change.writes(over: known).flatMap { write in
            let values = write.cells.compactMap { cell in
                BookingTable.schema[cell.column].map { ($0, cell.value) }
            }
            guard let row = known[write.booking] else {
                return [Change.insert(BookingTable.schema, write.booking, values)]
            }
            return Change.update(row, values)
        }
    }

    private func rule(_ dice: inout SeededRandom) -> String {
        "weekly/\(1 + dice.below(2)) count=\(2 + dice.below(4))"
    }

    private func times(
        _ dice: inout SeededRandom, on date: CivilDate? = nil
    ) -> (start: WallTime, end: WallTime) {
        let date = date ?? CivilDate("2027-03-18")!
        let hour = 8 + dice.below(8)
        let start = WallTime(date: date, hour: hour, minute: 0)!
        return (start, start.adding(minutes: 60 * (1 + dice.below(3)))!)
    }
}

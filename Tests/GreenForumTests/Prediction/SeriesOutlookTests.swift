import GreenForum
import SyncEngine
import SyncProtocol
import Testing

@Suite struct SeriesOutlookTests {
    private let town = Town()

    /// Every Tuesday 17–19 from 16 March 2027, as it lies in a replica that the office has not answered.
    private func unanswered(_ room: RowID, _ rule: String = "weekly/1 count=3") throws -> Row {
        let row = Row(
            table: SeriesTable.schema, id: town.id(by: town.omar),
            cells: town.seriesCells(
                room, rule, from: "2027-03-16T17:00", to: "2027-03-16T19:00"))
        town.rows.put(row)
        return row
    }

    private func states(_ series: Row) throws -> [SeriesOutlook.State] {
        try SeriesOutlook(of: series, reading: town.rows).entries.map(\.state)
    }

    @Test func `Date by date it is guessed what looks free, with or without bookings`() throws {
        let room = try town.room()
        let taken = try town.book(
            try town.slot(room, "18-20", day: "2027-03-23"), by: town.officer
        ).id
        let series = try unanswered(room)
        let bare = try states(series)
        #expect(bare[0] == .guess(.looksFree(needsApproval: false)))
        guard case .guess(.looksTaken(.taken(let holder), let suggestions)) = bare[1] else {
            Issue.record("\(bare[1])")
            return
        }
        #expect(holder.id == taken && suggestions.count == 3)
        let plan = try SeriesPlan(series)
        for write in SeriesChange(from: nil, to: plan, now: 0).writes(over: [:]) {
            town.rows.put(Row(table: BookingTable.schema, id: write.booking, cells: write.cells))
        }
        #expect(try states(series) == bare)
    }

    @Test func `Others who wish for a date are counted, the series' own dates are not`() throws {
        let room = try town.room()
        let series = try unanswered(room)
        town.rows.put(
            Row(
                table: BookingTable.schema, id: town.id(),
                cells: town.bookingCells(try town.slot(room, "18-20", day: "2027-03-23"))))
        let outlook = try SeriesOutlook(of: series, reading: town.rows)
        #expect(outlook.entries.map(\.rivals) == [0, 1, 0])
    }

    @Test func `What the office has said is told as it is`() throws {
        let room = try town.room()
        let rival = try town.book(
            try town.slot(room, "17-19", day: "2027-03-23"), by: town.officer
        ).id
        let (id, _) = try town.repeats(
            room, "weekly/1 count=4", from: "2027-03-16T17:00", to: "2027-03-16T19:00")
        try town.change(
            try town.date("2027-03-30", of: id), [Cell(BookingTable.wish, .text("out"))])
        var all = try states(town.series(id))
        #expect(all[0] == .granted(status: "confirmed") && all[2] == .ended)
        guard case .skipped(.taken(_?), .looksTaken) = all[1] else {
            Issue.record("\(all[1])")
            return
        }
        try town.change(rival, [Cell(BookingTable.wish, .text("out"))])
        all = try states(town.series(id))
        guard case .skipped(.taken(_?), .looksFree) = all[1] else {
            Issue.record("\(all[1])")
            return
        }
        // A move that the office has not heard of: the date keeps what it has.
        let moved = try town.date("2027-04-06", of: id)
        var row = try town.booking(moved)
        for cell in try town.slot(room, "20-22", day: "2027-04-06").wishCells {
            row[cell.column] = cell.value
        }
        town.rows.put(row)
        #expect(
            try states(town.series(id))[3]
                == .wantsOther(
                    try town.slot(room, "20-22", day: "2027-04-06"),
                    .looksFree(needsApproval: false)))
    }

    @Test func `What can never be is said at once`() throws {
        let room = try town.room()
        let row = Row(
            table: SeriesTable.schema, id: town.id(),
            cells: town.seriesCells(
                room, "monthly/1 count=2", from: "2027-03-31T17:00", to: "2027-03-31T19:00"))
        let outlook = try SeriesOutlook(of: row, reading: town.rows)
        #expect(outlook.entries[1].state == .impossible(.noDay))
        #expect(outlook.entries[1].slot == nil)
    }

    /// What a replica guesses is what the office then decides, if both know the same.
    @Test(arguments: 0..<12)
    func `The guess is the office's decision when both know the same`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed) &+ 77)
        let room = try town.room()
        for _ in 0..<12 {
            let start = 8 + random.below(12)
            let day = 16 + random.below(14)
            _ = try town.book(
                try town.slot(room, "\(start)-\(start + 2)", day: "2027-03-\(day)"),
                by: town.officer)
        }
        let hour = 10 + random.below(9)
        let rule = "weekly/1 count=4"
        let (start, end) = ("2027-03-16T\(hour):00", "2027-03-16T\(hour + 1):30")
        let asked = Row(
            table: SeriesTable.schema, id: town.id(by: town.omar),
            cells: town.seriesCells(room, rule, from: start, to: end))
        let guesses = try states(asked)
        let (id, _) = try town.repeats(room, rule, from: start, to: end)
        for (guess, state) in zip(guesses, try states(town.series(id))) {
            switch (guess, state) {
            case (.guess(.looksFree), .granted(status: "confirmed")): break
            case (.guess(.looksTaken), .skipped(.taken, _)): break
            default: Issue.record("\(guess) became \(state)")
            }
        }
    }
}

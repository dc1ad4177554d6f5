internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `series edit SERIES [--every …] [--count N | --until DAY] [--column value …]`
struct SeriesEdit: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: SeriesPhrase.edit(),
        usage: "feltbog series edit <series> [--count n | --until day] [--column value …]",
        discussion: SeriesPhrase.everyOption() + "\n\n" + RowVerbs.columnsHelp(AllSeries.table))

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        var words = try Words(words)
        let word = try words.takePlain("<\(Labels.table(AllSeries.table))>")
        try words.refuseRest()
        let text = RepeatText(&words)
        guard text.isSaid || !words.pairs.isEmpty else {
            throw Failure(.usage, UsagePhrase.nothingToChange())
        }
        let row = try notebook.changeSeries(word) { draft, rows in
            if text.isSaid {
                let old = try? Recurrence(draft.row[SeriesTable.rule].text ?? "")
                try draft.set(
                    SeriesTable.rule, to: .text(try text.recurrence(changing: old).description))
            }
            try RowVerbs(notebook, AllSeries.table).set(
                words.pairs, in: &draft, ValueParser(rows: rows))
        }.row
        try notebook.tell(row, SeriesPhrase.changed)
    }
}

/// `series retry SERIES`: asks again for the dates that were skipped.
struct SeriesRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: SeriesPhrase.retry(), aliases: ["igen"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(SeriesPhrase.seriesArgument())) var series: String

    func run() throws {
        let notebook = try Notebook(options)
        let now = try notebook.officeNow()
        let found = try notebook.read { rows in
            let row = try RowFinder(rows: rows).find(series, in: AllSeries.table)
            return (row, try SeriesText(row, rows).retried(now: now))
        }
        guard !found.1.isEmpty else {
            if notebook.isJSON { return try notebook.showJSON(found.0) }
            return Console.message(SeriesPhrase.nothingSkipped())
        }
        let row = try notebook.changeSeries(found.0.id.description) { draft, _ in
            try draft.set(SeriesTable.retriedAt, to: .integer(now))
        }.row
        if notebook.isJSON { return try notebook.tell(row, SeriesPhrase.changed) }
        Console.result(SeriesPhrase.retried(String(found.1.count)))
        for line in found.1 { Console.result("  " + line) }
        try notebook.tellPending()
    }
}

/// `series end SERIES --from DAY`: cancels that date and all that follow; what was before stays.
struct SeriesEnd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: SeriesPhrase.end(), aliases: ["slut", "aflys"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(SeriesPhrase.seriesArgument())) var series: String
    @Option(name: [.long, .customLong("fra")], help: ArgumentHelp(SeriesPhrase.fromOption()))
    var from: String

    func run() throws {
        let notebook = try Notebook(options)
        let day = try TimeInput.date(from, today: ValueParser.today())
        let (row, count) = try notebook.changeSeries(series) { draft, _ in
            let plan = try SeriesPlan(draft.row)
            guard plan.first(from: day) != nil else {
                throw Failure(.notFound, SeriesPhrase.nothingAfter(day.shown(in: .current)))
            }
            try draft.set(
                SeriesTable.rule, to: .text(plan.recurrence.ending(before: day).description))
        }
        if notebook.isJSON { return try notebook.tell(row, SeriesPhrase.changed) }
        Console.result(SeriesPhrase.endedFrom(day.shown(in: .current), String(count)))
        try notebook.tellPending()
    }
}

/// `series move SERIES --from DAY [--start …] [--end …]`: that date and all that follow take another time.
struct SeriesMoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: SeriesPhrase.move(), aliases: ["flyt"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(SeriesPhrase.seriesArgument())) var series: String
    @Option(name: [.long, .customLong("fra")], help: ArgumentHelp(SeriesPhrase.fromOption()))
    var from: String
    @Option(name: .long) var start: String?
    @Option(name: [.long, .customLong("slut")]) var end: String?

    func run() throws {
        let notebook = try Notebook(options)
        guard start != nil || end != nil else {
            throw Failure(.usage, UsagePhrase.required("start"))
        }
        let day = try TimeInput.date(from, today: ValueParser.today())
        let (row, count) = try notebook.changeSeries(series) { draft, rows in
            let plan = try SeriesPlan(draft.row)
            guard let first = plan.first(from: day) else {
                throw Failure(.notFound, SeriesPhrase.nothingAfter(day.shown(in: .current)))
            }
            let move = try self.move(first.date, first.slot, ValueParser(rows: rows))
            let all = move.after(SeriesMove.list(draft.row[SeriesTable.moves].text))
            guard all.count <= SeriesMove.movesMax else {
                throw Failure(.usage, SeriesPhrase.movesMax(String(SeriesMove.movesMax)))
            }
            try draft.set(SeriesTable.moves, to: SeriesMove.text(of: all).map(Value.text) ?? .null)
        }
        if notebook.isJSON { return try notebook.tell(row, SeriesPhrase.changed) }
        Console.result(SeriesPhrase.movedFrom(day.shown(in: .current), String(count)))
        for line in try notebook.read({ try SeriesText(row, $0) }).lines(from: day) {
            Console.result("  " + line)
        }
        try notebook.tellPending()
    }

    /// What is not said stays: the start, and how long it lasts.
    private func move(
        _ date: CivilDate, _ slot: RoomSlot, _ parser: ValueParser
    ) throws -> SeriesMove {
        let midnight = WallTime(date: date, hour: 0, minute: 0)
        let first = try start.map { try parser.wall($0, on: midnight) } ?? slot.start
        let length = slot.end.minuteNumber - slot.start.minuteNumber
        let last =
            try end.map { try parser.wall($0, on: first) } ?? first.adding(minutes: length)
            ?? slot.end
        guard first < last else {
            throw Failure(
                .usage,
                UsagePhrase.endBeforeStart(first.shown(in: .current), last.shown(in: .current)))
        }
        return SeriesMove(from: date, start: first, end: last)
    }
}

/// `series approve SERIES`: says yes to all dates that await it.
struct SeriesApprove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: SeriesPhrase.approve(), aliases: ["godkend"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(SeriesPhrase.seriesArgument())) var series: String

    func run() throws {
        let notebook = try Notebook(options)
        let (row, waiting) = try notebook.write { rows, _ in
            let row = try RowFinder(rows: rows).find(series, in: AllSeries.table)
            let waiting = try SeriesPlan.bookings(of: row.id, reading: rows).values.filter {
                $0[BookingTable.status].text == "awaiting-approval"
                    && $0[BookingTable.wish].text == "in"
            }
            for booking in waiting {
                try rows.set([Cell(BookingTable.status, .text("confirmed"))], of: booking)
            }
            return (row, waiting)
        }
        guard let one = waiting.first else {
            throw Failure(.notFound, SeriesPhrase.nothingAwaits())
        }
        var approved = one
        approved[BookingTable.status] = .text("confirmed")
        try Foresight(notebook).warn(.update, before: one, after: approved)
        if notebook.isJSON { return try notebook.tell(row, SeriesPhrase.changed) }
        Console.result(SeriesPhrase.approved(String(waiting.count)))
        try notebook.tellPending()
    }
}

extension SeriesPlan {
    /// The first date at or after a day that takes place at all.
    fileprivate func first(from day: CivilDate) -> (date: CivilDate, slot: RoomSlot)? {
        for occurrence in occurrences {
            guard let date = occurrence.day.date, date >= day, let slot = occurrence.slot else {
                continue
            }
            return (date, slot)
        }
        return nil
    }
}

extension Notebook {
    /// Finds a series and changes it together with its bookings, in one change set.
    ///
    /// - Returns: the series as it stands now, and how many bookings changed.
    fileprivate func changeSeries(
        _ word: String, by edit: (inout Draft, Rows) throws -> Void
    ) throws -> (row: Row, count: Int) {
        let now = try officeNow()
        let (before, row, count) = try write { rows, _ in
            let row = try RowFinder(rows: rows).find(word, in: AllSeries.table)
            var draft = Draft(changing: row)
            try edit(&draft, rows)
            let cells = try draft.cells(reading: rows)
            let count = cells.isEmpty ? 0 : try SeriesWriter(rows, now: now).change(row, cells)
            return (row, draft.row, count)
        }
        try Foresight(self).warn(.update, before: before, after: row)
        return (row, count)
    }
}

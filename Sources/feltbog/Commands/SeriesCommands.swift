internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Series of bookings: one row says how they repeat, each date is a booking of its own.
enum AllSeries: Noun {
    static let table = SeriesTable.schema
    static let word = "series"
    static let aliases = ["gentagelse", "gentagelser", "serie"]
    static let leading = SeriesTable.resource
    static let about = HelpPhrase.series
}

/// `feltbog series …`
struct SeriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: AllSeries.word, abstract: AllSeries.about(),
        subcommands: [
            SeriesAdd.self, SeriesList.self, SeriesShow.self, SeriesEdit.self, SeriesRetry.self,
            SeriesEnd.self, SeriesMoveCommand.self, SeriesApprove.self,
        ],
        aliases: AllSeries.aliases)
}

/// `series add RESOURCE --every 1w --start … --end … (--count N | --until DAY)`
struct SeriesAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: SeriesPhrase.add(),
        usage:
            "feltbog series add <resource> --every 1w --start … --end … (--count n | --until day) "
            + "[--purpose …] [--event …]",
        discussion: SeriesPhrase.everyOption() + "\n\n" + RowVerbs.columnsHelp(AllSeries.table))

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        let now = try notebook.officeNow()
        let row = try notebook.write { rows, newID in
            var words = try Words(words)
            let resource = try RowFinder(rows: rows).find(
                words.takePlain("<\(Labels.table(ResourceTable.schema))>"),
                in: ResourceTable.schema)
            try words.refuseRest()
            let text = RepeatText(&words)
            var draft = Draft(AllSeries.table)
            try draft.set(SeriesTable.resource, to: .row(resource.id))
            if text.isSaid || !words.pairs.contains(where: { ["rule", "regel"].contains($0.name) })
            {
                try draft.set(
                    SeriesTable.rule, to: .text(try text.recurrence().description))
            }
            try RowVerbs(notebook, AllSeries.table).set(
                words.pairs, in: &draft, ValueParser(rows: rows))
            for (column, name) in [
                (SeriesTable.firstStart, "start"), (SeriesTable.firstEnd, "end"),
            ] where draft.row[column].isNull {
                throw Failure(.usage, UsagePhrase.required(name))
            }
            let row = Row(
                table: AllSeries.table, id: try newID(), cells: try draft.cells(reading: rows))
            try refuseEmpty(SeriesPlan(row))
            try SeriesWriter(rows, now: now).add(row)
            return row
        }
        try Foresight(notebook).warn(.insert, before: nil, after: row)
        try notebook.tell(row, SeriesPhrase.written)
    }

    private func refuseEmpty(_ plan: SeriesPlan) throws {
        guard plan.occurrences.isEmpty, case .until(let last) = plan.recurrence.end,
            let first = WallTime(plan.series[SeriesTable.firstStart])
        else { return }
        throw Failure(
            .usage,
            SeriesPhrase.empty(
                last.shown(in: .current), first.date.shown(in: .current)))
    }
}

/// `series list [RESOURCE]`
struct SeriesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: SeriesPhrase.list(),
        usage: "feltbog series list [resource] [--column value …] [--json]")

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, AllSeries.table).list(Words(words), parent: SeriesTable.resource)
    }
}

/// `series show SERIES`: its dates, with what each got or looks like.
struct SeriesShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: SeriesPhrase.show())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(SeriesPhrase.seriesArgument())) var series: String

    func run() throws {
        let notebook = try Notebook(options)
        let row = try notebook.read { try RowFinder(rows: $0).find(series, in: AllSeries.table) }
        if notebook.isJSON { return try notebook.showJSON(row) }
        try notebook.show(row)
        for line in try notebook.read({ try SeriesText(row, $0) }).lines {
            Console.result("  " + line)
        }
    }
}

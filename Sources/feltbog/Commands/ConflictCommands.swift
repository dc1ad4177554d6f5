internal import ArgumentParser
internal import SyncEngine
internal import SyncProtocol

/// `feltbog conflicts …`: what two people wrote differently.
struct ConflictsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conflicts", abstract: HelpPhrase.conflicts(),
        subcommands: [ConflictsList.self, ConflictsShow.self, ConflictsSettle.self],
        defaultSubcommand: ConflictsList.self, aliases: ["konflikter", "konflikt"])
}

struct ConflictsList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: HelpPhrase.conflictsList())

    @OptionGroup var options: GlobalOptions
    @Flag(help: ArgumentHelp(HelpPhrase.all())) var all = false

    func run() throws {
        let notebook = try Notebook(options)
        let found = try notebook.read { rows in
            try rows.all(SystemTables.outcome).filter { all || $0["state"] == .text("open") }
        }
        let pending = try notebook.pendingRows()
        if notebook.isJSON {
            let shorts = ShortID.table(found.map(\.id))
            return Console.result(
                JSON.array(
                    found.map { JSON($0, short: shorts[$0.id], isPending: pending.contains($0.id)) }
                ).line)
        }
        guard !found.isEmpty else { return Console.message(SyncPhrase.noConflicts()) }
        let shorts = ShortID.table(found.map(\.id))
        try notebook.read { rows in
            for row in found {
                let story = try OutcomeStory(row, rows, notebook.schema)
                Console.result("\(Style.bold(shorts[row.id] ?? "")) \(story.headline)")
            }
        }
        Console.message(RowPhrase.count(String(found.count)))
    }
}

struct ConflictsShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: HelpPhrase.conflictsShow())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var conflict: String

    func run() throws {
        let notebook = try Notebook(options)
        try notebook.read { rows in
            let row = try OutcomeStory.find(conflict, rows)
            guard !notebook.isJSON else {
                return Console.result(JSON(row, short: nil, isPending: false).line)
            }
            for line in try OutcomeStory(row, rows, notebook.schema).lines { Console.result(line) }
        }
    }
}

/// `conflicts settle CONFLICT --take standing|other` or `--value …`: writes the value and closes the conflict in
/// one change set, also offline.
struct ConflictsSettle: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settle", abstract: HelpPhrase.settle())

    enum Side: String, ExpressibleByArgument {
        case standing, other
    }

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var conflict: String
    @Option(help: ArgumentHelp(HelpPhrase.take())) var take: Side?
    @Option(help: ArgumentHelp(HelpPhrase.takeValue())) var value: String?

    func run() throws {
        guard (take == nil) != (value == nil) else {
            throw Failure(.usage, SyncPhrase.settleOne())
        }
        let notebook = try Notebook(options)
        let (outcome, what, shown) = try notebook.write { rows, _ in
            let outcome = try OutcomeStory.find(conflict, rows)
            let story = try OutcomeStory(outcome, rows, notebook.schema)
            var shown = outcome["winner_value"].text ?? ""
            if let subject = story.subject, let column = story.column,
                let new = try chosen(outcome, column, rows)
            {
                shown = try RowText(rows: rows, schema: notebook.schema).cell(
                    new, column, in: subject.table)
                if subject[column.id] != new {
                    try rows.set([Cell(column.id, new)], of: subject)
                }
            }
            let state = SystemTables.outcome["state"]!
            try rows.set([Cell(state.id, .text("settled"))], of: outcome)
            return (outcome, story.what, shown)
        }
        try notebook.acknowledge(outcome, SyncPhrase.settled(what, shown))
    }

    /// The value that shall stand; `nil`: what stands now.
    private func chosen(_ outcome: Row, _ column: ColumnSchema, _ rows: Rows) throws -> Value? {
        if let value { return try ValueParser(rows: rows).value(value, for: column) }
        guard take == .other else { return nil }
        return Value(display: outcome["loser_value"].text, type: column.type) ?? .null
    }
}

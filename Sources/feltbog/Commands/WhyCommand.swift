internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// `why ROW[.column]`: every competing value, who, when, which rule; and own work without a verdict.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "why", abstract: HelpPhrase.why())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.whyArgument(), valueName: "row[.column]"))
    var subject: String

    func run() throws {
        let notebook = try Notebook(options)
        let (row, column) = try notebook.read { try find($0) }
        let person = try notebook.read { try PersonStory(row, $0) }
        let outcomes = try notebook.read { rows in
            // What became of the person's other slips is told with the one that lives.
            try Self.outcomes(on: row.id, rows)
                + (person?.merged ?? []).flatMap { try Self.outcomes(on: $0, rows) }
                .filter { $0["rule"].text == RuleID.samePerson.rawValue }
        }.filter { column == nil || $0["subject_column"] == .text(column!.name) }
        let history = try notebook.history(of: row.id).filter { entry in
            guard let column, entry.change.kind == .update else { return true }
            return entry.change.cells.contains { $0.column == column.id }
        }
        let now = try notebook.officeNow()
        let seat =
            row.table.id == SignupTable.id
            ? try notebook.read { try SeatStory(row, $0, now: now) } : nil
        let presence = try notebook.read { try PresenceStory(row, $0, now: now) }
        if notebook.isJSON {
            return Console.result(
                JSON.object([
                    "row": JSON(
                        row, short: nil, isPending: history.contains { $0.state.isPending }),
                    "outcomes": .array(
                        outcomes.map { JSON($0, short: nil, isPending: false) }),
                    "own": .array(history.map { JSON($0) }),
                    "position": seat?.position.map { .integer(Int64($0)) } ?? .null,
                    "presence": presence?.json ?? .null,
                    "slips": person?.json ?? .null,
                ]).line)
        }
        let isAboutAll = column == nil || column == SignupTable.status
        try tell(
            row, column, outcomes, history,
            isAboutAll
                ? (person?.lines ?? []) + (seat?.lines ?? []) + (presence?.lines ?? []) : [],
            notebook)
    }

    private static func outcomes(on row: RowID, _ rows: Rows) throws -> [Row] {
        try rows.all(
            SystemTables.outcome, where: SystemTables.outcome["subject_row"]!, equals: .row(row))
    }

    private func tell(
        _ row: Row, _ column: ColumnSchema?, _ outcomes: [Row], _ history: [HistoryEntry],
        _ story: [String], _ notebook: Notebook
    ) throws {
        let name = "\(Labels.table(row.table)) «\(TextTable.oneLine(Labels.title(row)))»"
        try notebook.read { rows in
            let text = RowText(rows: rows, schema: notebook.schema)
            let shown = column.map { [$0] } ?? row.table.columns.filter { $0.name == "status" }
            for column in shown {
                Console.result(
                    SyncPhrase.whyStands(
                        "\(name).\(Columns.option(column))",
                        TextTable.oneLine(try text.cell(column, of: row))))
            }
            for line in story { Console.result("  " + line) }
            for outcome in outcomes {
                for line in try OutcomeStory(outcome, rows, notebook.schema).lines {
                    Console.result(line)
                }
            }
        }
        for entry in history {
            if entry.state.isPending {
                Console.result(
                    SyncPhrase.whyPending(String(entry.entry), Moment.local(entry.madeAt)))
            } else if case .returned(let reason) = entry.state {
                Console.result(
                    SyncPhrase.whyReturned(
                        String(entry.entry), ReasonText(reason).sentence[.current]))
            }
        }
        if outcomes.isEmpty, !history.contains(where: { $0.state.isPending }) {
            Console.result(SyncPhrase.whyNothing(name))
        }
    }

    /// The row, and the column behind the last dot if there is one of that name.
    private func find(_ rows: Rows) throws -> (Row, ColumnSchema?) {
        let finder = RowFinder(rows: rows)
        if let dot = subject.lastIndex(of: "."),
            let row = try? finder.findAnywhere(String(subject[..<dot]))
        {
            let name = String(subject[subject.index(after: dot)...])
            return (row, try Columns.column(name, of: row.table))
        }
        return (try finder.findAnywhere(subject), nil)
    }
}

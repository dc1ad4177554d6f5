internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// `event close EVENT`: the event is held; who came, by kind. Closed again it only reports.
struct EventClose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: HelpPhrase.close(), aliases: ["luk", "afslut"])

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Flag(name: .customLong("dry-run"), help: ArgumentHelp(HelpPhrase.closeDryRun()))
    var isDryRun = false

    func run() throws {
        let notebook = try Notebook(options)
        let now = try notebook.officeNow()
        let device = try notebook.status().device
        let (before, after, text) = try notebook.write { rows, _ in
            let before = try RowFinder(rows: rows).find(event, in: EventTable.schema)
            let after = isDryRun ? before : try close(before, rows)
            guard let report = try EventReport(of: before.id, reading: rows, now: now) else {
                throw Failure(
                    .notFound, UsagePhrase.notFound(Labels.table(EventTable.schema), event))
            }
            let lists = try rows.all(AllotmentTable.schema).map(\.id)
            return (
                before, after,
                ReportText(
                    report: report, title: Labels.title(before), shorts: ShortID.table(lists),
                    device: device)
            )
        }
        let isNew = before != after
        if isNew { try Foresight(notebook).warn(.update, before: before, after: after) }
        if notebook.isJSON {
            Console.result(text.json.line)
        } else {
            let title = TextTable.oneLine(Labels.title(after))
            if isNew {
                Console.result(ReportPhrase.closed(title))
            } else if !isDryRun {
                Console.result(ReportPhrase.alreadyHeld(title))
            }
            for line in text.lines { Console.result(line) }
        }
        try notebook.tellPending()
    }

    /// The event as it stands then.
    private func close(_ event: Row, _ rows: Rows) throws -> Row {
        let title = Labels.title(event)
        let status = event[EventTable.status].text ?? ""
        guard Transitions.event.allows(from: status, to: "held") else {
            throw Failure(
                .refused,
                status == "cancelled"
                    ? ReportPhrase.isCancelled(title) : ReportPhrase.isDraft(title))
        }
        var draft = Draft(changing: event)
        try draft.set(EventTable.status, to: .text("held"))
        let cells = try draft.cells(reading: rows)
        if !cells.isEmpty { try rows.set(cells, of: event) }
        return draft.row
    }
}

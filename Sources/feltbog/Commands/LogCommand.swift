internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// `log`: this replica's change sets; `log ROW`: what was done to one row here.
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "log", abstract: HelpPhrase.log())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var row: String?

    func run() throws {
        let notebook = try Notebook(options)
        guard let row else {
            let entries = try notebook.outbox(openOnly: false)
            if notebook.isJSON {
                return Console.result(JSON.array(entries.map { JSON($0) }).line)
            }
            guard !entries.isEmpty else { return Console.message(RowPhrase.none()) }
            for entry in entries { try notebook.tell(entry) }
            return
        }
        // A deleted row has its history still, by its whole id.
        let id =
            try RowID(hexadecimal: row)
            ?? notebook.read { try RowFinder(rows: $0).findAnywhere(row).id }
        let history = try notebook.history(of: id)
        if notebook.isJSON {
            return Console.result(JSON.array(history.map { JSON($0) }).line)
        }
        guard !history.isEmpty else { return Console.message(RowPhrase.none()) }
        try notebook.read { rows in
            for entry in history {
                Console.result(
                    try notebook.line(entry.entry, entry.madeAt, entry.state)
                        + "  " + ChangeText(rows, notebook.schema).line(entry.change))
            }
        }
    }
}

/// Changes in plain words.
struct ChangeText {
    private let rows: Rows
    private let schema: Schema

    init(_ rows: Rows, _ schema: Schema) {
        self.rows = rows
        self.schema = schema
    }

    /// `+ project «Solceller»: status=approved`
    func line(_ change: Change) throws -> String {
        let mark =
            switch change.kind {
            case .insert: "+"
            case .update: "~"
            case .delete: "-"
            }
        guard let table = schema[change.table] else { return "\(mark) \(change.row)" }
        let row = try rows.row(change.row, in: table.id)
        let title =
            row.map { Labels.title($0) }
            ?? Labels.title(Row(table: table, id: change.row, cells: change.cells))
        let text = RowText(rows: rows, schema: schema)
        let cells = try change.cells.compactMap { cell in
            try table[cell.column].map {
                "\(Columns.option($0))=\(Self.short(try text.cell(cell.value, $0, in: table)))"
            }
        }
        let list = cells.isEmpty ? "" : ": " + cells.joined(separator: ", ")
        return "\(mark) \(Labels.table(table)) «\(Self.short(title))»\(list)"
    }

    /// On one line, and cut where a description would fill the screen: `--json` has all of it.
    private static func short(_ text: String) -> String {
        let line = TextTable.oneLine(text)
        return line.count > 200 ? line.prefix(199) + "…" : line
    }
}

extension Notebook {
    /// The head of a line about one change set.
    func line(_ number: Int64, _ madeAt: Milliseconds, _ state: OutboxState) -> String {
        let word = state.isPending ? Style.waiting(state.text) : state.text
        return "\(number)  \(Moment.local(madeAt))  \(word)"
    }

    /// One change set with all its changes, its reason and the proposed fix.
    func tell(_ entry: OutboxEntry) throws {
        Console.result(line(entry.entry, entry.madeAt, entry.state))
        try read { rows in
            for change in entry.changes {
                Console.result("   " + (try ChangeText(rows, schema).line(change)))
            }
        }
        guard let reason = entry.state.reason else { return }
        let text = ReasonText(reason)
        Console.result("   " + text.sentence[.current])
        guard case .returned = entry.state else { return }
        let row = reason.row.map(ShortID.full) ?? "ROW"
        let command = text.command
            .replacing("SET", with: String(entry.entry)).replacing("ROW", with: row)
        Console.result("   " + SyncPhrase.returnedFix(text.fix[.current], command))
    }
}

extension OutboxState {
    /// The state in the reader's language.
    var text: String {
        switch self {
        case .pending, .sealed: StatePhrase.pending()
        case .admitted: StatePhrase.admitted()
        case .returned: StatePhrase.returned()
        case .held: StatePhrase.held()
        case .discarded: StatePhrase.discarded()
        case .retried: StatePhrase.retried()
        }
    }
}

/// The states of a change set.
enum StatePhrase: Phrase {
    case pending, admitted, returned, held, discarded, retried

    var forms: (da: String, en: String) {
        switch self {
        case .pending: ("afventer", "pending")
        case .admitted: ("optaget", "admitted")
        case .returned: ("sendt tilbage", "returned")
        case .held: ("venter på en person", "held")
        case .discarded: ("opgivet", "discarded")
        case .retried: ("sendt igen", "retried")
        }
    }
}

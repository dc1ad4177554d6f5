internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `signup import EVENT CSV`: a list from a spreadsheet. The same file twice adds nothing.
struct SignupImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: HelpPhrase.importFile())

    /// Sign-ups a change set, well below the limit.
    private static let rowsPerSet = 500

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Argument(help: ArgumentHelp(HelpPhrase.fileArgument())) var file: String

    func run() throws {
        let notebook = try Notebook(options)
        let event = try notebook.read { rows in
            try RowFinder(rows: rows).find(self.event, in: EventTable.schema)
        }
        let list = try CSVFile(file)
        let known = try notebook.read { rows in
            try rows.all(Signups.table, where: SignupTable.event, equals: .row(event.id))
                .flatMap { SignupImport.Key.all(of: $0) }
        }
        // A list may name its event on each line; a line of another event is told, not taken.
        var titles: [String: RowID] = [:]
        for row in try notebook.read({ rows in try rows.all(EventTable.schema) }) {
            titles[Labels.title(row).lowercased()] = row.id
        }
        var reader = try SignupImport(header: list.heading, event: event.id, existing: known)
        for header in reader.unknownHeaders { Console.message(RowPhrase.headerUnknown(header)) }
        var tally = ImportTally()
        var made: [[Cell]] = []
        for line in list.lines {
            try tally.judge(line.number) {
                switch reader.read(
                    try line.fields.get(), line: line.number, findEvent: { titles[$0.lowercased()] }
                ) {
                case .signup(let cells, _):
                    made.append(cells)
                    return .added
                case .known, .empty: return .known
                case .broken(let error): throw error
                }
            }
        }
        for start in stride(from: 0, to: made.count, by: Self.rowsPerSet) {
            try notebook.write { rows, newID in
                for cells in made[start..<min(start + Self.rowsPerSet, made.count)] {
                    try rows.insert(Row(table: Signups.table, id: try newID(), cells: cells))
                }
            }
        }
        try notebook.tell(tally)
    }
}

/// `signup export EVENT CSV`
struct SignupExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: HelpPhrase.exportFile())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Argument(help: ArgumentHelp(HelpPhrase.fileArgument())) var file: String = "-"

    func run() throws {
        let notebook = try Notebook(options)
        let columns = [
            SignupTable.name, SignupTable.email, SignupTable.phone, SignupTable.organisation,
            SignupTable.kind, SignupTable.partySize, SignupTable.note, SignupTable.source,
            SignupTable.wish, SignupTable.status,
        ]
        var lines = [[RowPhrase.slip()] + columns.map { Columns.option($0) }]
        try notebook.read { rows in
            let event = try RowFinder(rows: rows).find(self.event, in: EventTable.schema)
            let writer = RowText(rows: rows, schema: notebook.schema)
            // One line a person: what was merged is part of another line.
            for row in try rows.all(Signups.table, where: SignupTable.event, equals: .row(event.id))
            where row[SignupTable.mergedInto].isNull {
                lines.append(
                    try [SlipCode(for: row.id).description]
                        + columns.map { try writer.cell($0, of: row) })
            }
        }
        try FileBytes.write(CSVFile.bytes(of: lines), to: file)
        Console.message(RowPhrase.exported(String(lines.count - 1), file))
    }
}

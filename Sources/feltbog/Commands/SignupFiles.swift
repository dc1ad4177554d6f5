internal import ArgumentParser
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// `signup import EVENT CSV`
struct SignupImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: HelpPhrase.importFile())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.eventArgument())) var event: String
    @Argument(help: ArgumentHelp(HelpPhrase.fileArgument())) var file: String

    func run() throws {
        let notebook = try Notebook(options)
        _ = notebook
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
            for row in try rows.all(Signups.table, where: SignupTable.event, equals: .row(event.id)) {
                lines.append(
                    try [SlipCode(for: row.id).description]
                        + columns.map { try writer.cell($0, of: row) })
            }
        }
        try FileBytes.write(CSV.write(lines), to: file)
        Console.message(RowPhrase.exported(String(lines.count - 1), file))
    }
}

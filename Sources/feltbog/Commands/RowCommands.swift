internal import ArgumentParser

/// `add`: makes a row.
struct AddCommand<N: Noun>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: HelpPhrase.add(),
            usage: "feltbog \(N.word) add <\(Columns.option(N.leading))> [--column value …]",
            discussion: RowVerbs.columnsHelp(N.table))
    }

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, N.table).add(Words(words), leading: N.leading)
    }
}

/// `list`: shows rows, filtered by `--column value` and by words in their titles.
struct ListCommand<N: Noun>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: HelpPhrase.list(),
            usage: "feltbog \(N.word) list [text] [--column value …] [--json]",
            discussion: RowVerbs.columnsHelp(N.table))
    }

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, N.table).list(Words(words), parent: nil)
    }
}

/// `show`: one row with all its values.
struct ShowCommand<N: Noun>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "show", abstract: HelpPhrase.show())
    }

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var row: String

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, N.table).show(row)
    }
}

/// `edit`: changes values of one row.
struct EditCommand<N: Noun>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "edit", abstract: HelpPhrase.edit(),
            usage: "feltbog \(N.word) edit <row> --column value …",
            discussion: RowVerbs.columnsHelp(N.table))
    }

    @OptionGroup var options: GlobalOptions
    @Argument(parsing: .allUnrecognized, help: .private) var words: [String] = []

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, N.table).edit(Words(words))
    }
}

/// `remove`: deletes one row.
struct RemoveCommand<N: Noun>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "remove", abstract: HelpPhrase.remove())
    }

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.rowArgument())) var row: String
    @Flag(name: .customLong("dry-run"), help: ArgumentHelp(HelpPhrase.dryRun())) var isDryRun =
        false

    func run() throws {
        let notebook = try Notebook(options)
        try RowVerbs(notebook, N.table).remove(row, isDryRun: isDryRun)
    }
}

/// `import`: reads a CSV file whose first line names columns. The same file twice adds nothing.
struct ImportCommand<N: Noun>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import", abstract: HelpPhrase.importFile(),
            discussion: RowVerbs.columnsHelp(N.table))
    }

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.fileArgument())) var file: String

    func run() throws {
        let notebook = try Notebook(options)
        try RowImport(notebook, N.table, key: N.leading).run(file)
    }
}

internal import ArgumentParser
internal import SyncReplica

/// `feltbog returned …`: the tray of what the office returned.
struct ReturnedCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "returned", abstract: HelpPhrase.returned(),
        subcommands: [
            ReturnedList.self, ReturnedShow.self, ReturnedRetry.self, ReturnedDiscard.self,
        ],
        defaultSubcommand: ReturnedList.self, aliases: ["returneret", "retur"])
}

struct ReturnedList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: HelpPhrase.returnedList())

    @OptionGroup var options: GlobalOptions

    func run() throws {
        let notebook = try Notebook(options)
        let entries = try notebook.returned()
        if notebook.isJSON {
            return Console.result(JSON.array(entries.map { JSON($0) }).line)
        }
        guard !entries.isEmpty else { return Console.message(SyncPhrase.noReturned()) }
        for entry in entries { try notebook.tell(entry) }
    }
}

struct ReturnedShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: HelpPhrase.returnedShow())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.numberArgument())) var number: Int64

    func run() throws {
        let notebook = try Notebook(options)
        guard let entry = try notebook.returned().first(where: { $0.entry == number }) else {
            throw Failure(.notFound, SyncPhrase.noSuchNumber(String(number)))
        }
        if notebook.isJSON { return Console.result(JSON(entry).line) }
        try notebook.tell(entry)
    }
}

struct ReturnedRetry: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: HelpPhrase.retry())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.numberArgument())) var number: Int64

    func run() throws {
        let notebook = try Notebook(options)
        let count = try notebook.retry(number)
        Console.result(SyncPhrase.retried(String(count)))
        try notebook.tellPending()
    }
}

struct ReturnedDiscard: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard", abstract: HelpPhrase.discard())

    @OptionGroup var options: GlobalOptions
    @Argument(help: ArgumentHelp(HelpPhrase.numberArgument())) var number: Int64

    func run() throws {
        let notebook = try Notebook(options)
        try notebook.discard(number)
        Console.result(SyncPhrase.discarded(String(number)))
        try notebook.tellPending()
    }
}

internal import ArgumentParser
internal import SyncReplica

/// `sync`: pushes own work, pulls the office's, says what came of it.
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: HelpPhrase.sync())

    @OptionGroup var options: GlobalOptions
    @Flag(help: ArgumentHelp(HelpPhrase.watch())) var watch = false

    @Flag(name: .customLong("dry-run"), help: ArgumentHelp(HelpPhrase.syncDryRun()))
    var isDryRun = false

    func run() async throws {
        guard !watch || !isDryRun else { throw Failure(.usage, ForesightPhrase.isOnce()) }
        let notebook = try Notebook(options)
        if isDryRun {
            try await Foretelling(notebook).run()
        } else if watch {
            try await Watch(notebook).run()
        } else {
            let result = try await OfficeLine(notebook).sync()
            try notebook.tell(result)
        }
    }
}

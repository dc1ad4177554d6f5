internal import ArgumentParser
internal import SyncOffice
internal import SyncProtocol

/// `feltbog-office backup`; works also while `serve` runs.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: HelpText.backup())

    @OptionGroup var options: OfficeOptions

    @Argument(help: ArgumentHelp(HelpText.backupTarget(), valueName: "folder"))
    var target: String?

    func run() throws {
        guard let target else { throw Failure(.usage, Sentence.missingOption("FOLDER")) }
        let office = try options.folder.openOffice()
        defer { try? office.close() }
        let sequence = try OfficeBackup(path: target).make(of: office, in: options.folder)
        Console.message(Sentence.backedUp(target, String(sequence.rawValue)))
    }
}

internal import ArgumentParser
internal import Foundation
internal import SyncOffice
internal import SyncSQLite

/// `feltbog-office restore`.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: HelpText.restore())

    @OptionGroup var options: OfficeOptions

    @Argument(help: ArgumentHelp(HelpText.restoreSource(), valueName: "folder"))
    var source: String?

    func run() throws {
        guard let source else { throw Failure(.usage, Sentence.missingOption("FOLDER")) }
        let folder = options.folder
        let lock = try lockIfThere(folder)
        defer { lock?.unlock() }
        let label = Moment.utc(Moment.now()).filter(\.isNumber)
        let aside = try OfficeBackup(path: source).restore(to: folder, label: label)
        Console.message(Sentence.restored(source, folder.path))
        if let aside { Console.message(Sentence.setAside(aside)) }
    }

    /// Keeps anybody from serving the folder meanwhile.
    private func lockIfThere(_ folder: DataFolder) throws -> FileLock? {
        guard FileManager.default.fileExists(atPath: folder.path) else { return nil }
        let lock = try FileLock(path: folder.servingPath)
        guard lock.tryLock() else {
            throw Failure(.dataUnusable, Sentence.alreadyServing(folder.path))
        }
        return lock
    }
}

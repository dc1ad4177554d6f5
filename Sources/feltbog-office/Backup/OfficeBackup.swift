internal import Foundation
internal import SyncOffice
internal import SyncProtocol
internal import SyncTransport

/// A folder with all that an office is: its database, its key, its addresses.
///
/// A backup is made while the office runs, and is complete or not there. It holds the office's private key.
struct OfficeBackup {
    /// What SyncOffice calls its files.
    private static let databaseName = "office.db"
    private static let markName = "office.mark"

    let path: String

    private var folder: DataFolder { DataFolder(option: path, environment: [:]) }

    /// Copies an office into this folder, which must not exist.
    ///
    /// - Returns: through which sequence the copy has everything. Replicas may forget up to there.
    func make(of office: Office, in data: DataFolder) throws -> Sequence {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw Failure(.failed, Sentence.pathExists(path))
        }
        let draft = DataFolder(option: path + ".new", environment: [:])
        guard !FileManager.default.fileExists(atPath: draft.path) else {
            throw Failure(.failed, Sentence.pathExists(draft.path))
        }
        try draft.make()
        do {
            let database = draft.path + "/" + Self.databaseName
            let sequence = try office.copyDatabase(to: database)
            try copySmallFiles(from: data, to: draft)
            try DurableFile.flush(database)
            try DurableFile.move(draft.path, to: path)
            try office.markBackedUp(through: sequence)
            return sequence
        } catch {
            try? FileManager.default.removeItem(atPath: draft.path)
            throw error
        }
    }

    /// Puts this backup in place of whatever is in the folder, which is kept beside it.
    ///
    /// The office will know that it went back in time if the old folder still says where it stood, and learn
    /// it from its devices otherwise.
    ///
    /// - Parameter label: ends the name of the folder that is set aside.
    /// - Returns: where the old folder is now; `nil` when there was none.
    func restore(to data: DataFolder, label: String) throws -> String? {
        let files = FileManager.default
        let database = path + "/" + Self.databaseName
        guard files.fileExists(atPath: database), files.fileExists(atPath: folder.keysPath) else {
            throw Failure(.notFound, Sentence.noBackup(path))
        }
        let draft = DataFolder(option: data.path + ".new", environment: [:])
        guard !files.fileExists(atPath: draft.path) else {
            throw Failure(.failed, Sentence.pathExists(draft.path))
        }
        try draft.make()
        do {
            let copy = draft.path + "/" + Self.databaseName
            try files.copyItem(atPath: database, toPath: copy)
            try DurableFile.flush(copy)
            try copySmallFiles(from: folder, to: draft)
            if let mark = files.contents(atPath: data.path + "/" + Self.markName) {
                try DurableFile.write(Array(mark), to: draft.path + "/" + Self.markName)
            }
            var aside: String?
            if files.fileExists(atPath: data.path) {
                let old = Self.freeName("\(data.path).\(label)")
                try DurableFile.move(data.path, to: old)
                aside = old
            }
            try DurableFile.move(draft.path, to: data.path)
            return aside
        } catch {
            try? files.removeItem(atPath: draft.path)
            throw error
        }
    }

    /// The name itself, or with a number: two restores within one second are both kept.
    private static func freeName(_ name: String) -> String {
        var free = name
        var number = 2
        while FileManager.default.fileExists(atPath: free) {
            free = "\(name)-\(number)"
            number += 1
        }
        return free
    }

    private func copySmallFiles(from: DataFolder, to: DataFolder) throws {
        try DurableFile.write(try from.keys().serialized, to: to.keysPath)
        try to.write(addresses: from.addresses())
    }
}

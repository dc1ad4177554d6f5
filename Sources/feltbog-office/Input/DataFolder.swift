internal import Foundation
internal import SyncProtocol
internal import SyncTransport

/// The office's folder: the database (SyncOffice's), the key, the addresses, the lock of the running office.
struct DataFolder: Hashable, Sendable {
    let path: String

    /// - Parameters:
    ///   - option: `--data`.
    ///   - environment: else FELTBOG_OFFICE_DATA, else `feltbog-office` in the XDG data folder.
    init(option: String?, environment: [String: String]) {
        if let option, !option.isEmpty {
            path = option
        } else if let path = environment["FELTBOG_OFFICE_DATA"], !path.isEmpty {
            self.path = path
        } else if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
            path = data + "/feltbog-office"
        } else {
            path = (environment["HOME"] ?? ".") + "/.local/share/feltbog-office"
        }
    }

    var keysPath: String { path + "/key.pem" }
    var addressesPath: String { path + "/addresses" }
    var servingPath: String { path + "/serving.lock" }

    /// Makes the folder, closed to all others, when it is missing.
    func make() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(.failed, Sentence.folderUnusable(path, error.localizedDescription))
        }
    }

    /// The office's key, made when there is none yet.
    func makeKeys() throws -> TransportKeys {
        if FileManager.default.fileExists(atPath: keysPath) { return try keys() }
        let keys = try TransportKeys.generate()
        do {
            try DurableFile.write(keys.serialized, to: keysPath)
        } catch {
            throw Failure(.failed, Sentence.folderUnusable(path, "\(error)"))
        }
        return keys
    }

    /// The office's key.
    func keys() throws -> TransportKeys {
        guard let bytes = FileManager.default.contents(atPath: keysPath),
            let keys = try? TransportKeys(serialized: Array(bytes))
        else { throw Failure(.dataUnusable, Sentence.keysUnusable(keysPath)) }
        return keys
    }

    func write(addresses: [String]) throws {
        do {
            try DurableFile.write(
                Array((addresses.joined(separator: "\n") + "\n").utf8), to: addressesPath)
        } catch {
            throw Failure(.failed, Sentence.folderUnusable(path, "\(error)"))
        }
    }

    /// Where devices find the office; this machine when nobody has said.
    func addresses() -> [String] {
        let text = FileManager.default.contents(atPath: addressesPath)
            .map { String(decoding: $0, as: UTF8.self) }
        let lines = text?.split(whereSeparator: \.isNewline).map(String.init) ?? []
        return lines.isEmpty ? ["127.0.0.1:\(NetworkAddress.defaultPort)"] : lines
    }
}

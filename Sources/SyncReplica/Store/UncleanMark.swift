internal import Foundation
internal import Synchronization

/// A small file beside the replica while somebody writes to it: found at opening, it tells that a writer
/// ended without closing (or writes right now), and the file is worth a quick check.
final class UncleanMark: Sendable {
    private let path: String
    private let isOurs = Mutex(false)

    init(path: String) {
        self.path = path + ".open"
    }

    var isSet: Bool { FileManager.default.fileExists(atPath: path) }

    /// Cheap after the first time.
    func set() {
        isOurs.withLock { isOurs in
            guard !isOurs else { return }
            isOurs = FileManager.default.createFile(atPath: path, contents: nil)
        }
    }

    /// Takes the mark away, whoever set it.
    func clear() {
        isOurs.withLock { isOurs in
            isOurs = false
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}

internal import SyncSQLite
internal import Synchronization

/// A small file beside the replica while somebody writes to it: found at opening, it tells that a writer
/// ended without closing (or writes right now), and the file is worth a quick check.
final class UncleanMark: Sendable {
    private let path: String
    private let files: any FileSystem
    private let isOurs = Mutex(false)

    init(path: String, files: any FileSystem) {
        self.path = path + ".open"
        self.files = files
    }

    var isSet: Bool { files.exists(path) }

    /// Cheap after the first time.
    func set() {
        isOurs.withLock { isOurs in
            guard !isOurs else { return }
            isOurs = files.create(path)
        }
    }

    /// Takes the mark away, whoever set it.
    func clear() {
        isOurs.withLock { isOurs in
            isOurs = false
            files.remove(path)
        }
    }
}

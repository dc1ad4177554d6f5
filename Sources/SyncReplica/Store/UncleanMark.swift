internal import SyncSQLite
internal import Synchronization

/// A small file beside the replica while somebody writes to it: found at opening, it tells that a writer
/// ended without closing (or writes right now), and the file is worth a quick check.
final class UncleanMark: Sendable {
    private let path: String
    private let files: any FileSystem
    private let state = Mutex(State())

    private struct State {
        var isOurs = false
        var isKept = false
    }

    init(path: String, files: any FileSystem) {
        self.path = path + ".open"
        self.files = files
    }

    var isSet: Bool { files.exists(path) }

    /// Cheap after the first time.
    func set() {
        state.withLock { state in
            guard !state.isOurs else { return }
            state.isOurs = files.create(path)
        }
    }

    /// Lets the mark stay when the file is closed: the disk failed, and what it has is not sure.
    func keep() {
        state.withLock { $0.isKept = true }
    }

    /// Takes the mark away, whoever set it, unless it is to stay.
    func clear() {
        state.withLock { state in
            guard !state.isKept else { return }
            state.isOurs = false
            files.remove(path)
        }
    }
}

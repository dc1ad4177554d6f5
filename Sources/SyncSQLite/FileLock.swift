internal import Glibc

/// An advisory lock on a file of its own, held by at most one holder over all processes.
///
/// Serialises the writers and checkpoints of different processes: SQLite 3.7.0 to 3.51.2 may lose commits
/// when a writer meets another connection's WAL reset.
public final class FileLock: Sendable {
    private let descriptor: Int32
    private let path: String

    /// Makes the lock file when it is missing.
    ///
    /// - Throws: `StoreError` when the file cannot be made.
    public init(path: String) throws {
        self.path = path
        self.descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let code: StoreError.Code = errno == ENOSPC ? .diskFull : .readOnly
            throw StoreError(code, path: path, detail: String(cString: strerror(errno)))
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Takes the lock if it is free.
    public func tryLock() -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    /// Waits for the lock.
    ///
    /// - Parameter timeoutMilliseconds: how long to wait for another process.
    /// - Throws: `StoreError` `locked` when the time has passed.
    public func lock(timeoutMilliseconds: Int) throws {
        var waited = 0
        while !tryLock() {
            guard waited < timeoutMilliseconds else {
                throw StoreError(.locked, path: path, detail: "another process is writing")
            }
            usleep(2_000)
            waited += 2
        }
    }

    public func unlock() {
        flock(descriptor, LOCK_UN)
    }
}

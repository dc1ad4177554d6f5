internal import CSQLiteShim
public import GRDB
internal import GRDBSQLite
internal import Glibc

/// One SQLite file with the settings that both replica and office need: WAL, `synchronous=FULL`, foreign
/// schemas not trusted, and write transactions of all processes one after another.
public final class DatabaseFile: Sendable {
    public let path: String
    private let queue: DatabaseQueue
    private let writers: FileLock
    private let lockTimeoutMilliseconds: Int

    /// Opens or creates a file.
    ///
    /// - Parameters:
    ///   - path: the file; beside it `-wal`, `-shm` and `.lock` files may appear.
    ///   - applicationID: marks our files (`PRAGMA application_id`); a non-empty file with another mark is foreign.
    ///   - mustExist: whether a missing file is an error.
    ///   - lockTimeoutMilliseconds: how long a write waits for another process.
    /// - Throws: `StoreError`.
    public init(
        path: String, applicationID: Int32, mustExist: Bool, lockTimeoutMilliseconds: Int = 10_000
    ) throws {
        self.path = path
        self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
        if mustExist, access(path, F_OK) != 0 { throw StoreError(.missing, path: path) }
        try Self.refuseForeign(path)
        do {
            self.writers = try FileLock(path: path + ".lock")
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.foreignKeysEnabled = false
            configuration.prepareDatabase { try Self.prepare($0) }
            Self.closeToOthers(path)
            self.queue = try DatabaseQueue(path: path, configuration: configuration)
            try Self.claim(queue, path: path, applicationID: applicationID)
        } catch {
            throw (error as? StoreError) ?? StoreError(error, path: path) ?? error
        }
    }

    /// Reads one state of the file. `body` must not write.
    ///
    /// Not GRDB's own read: it forbids writes by a pragma, before and after, which makes SQLite prepare every
    /// statement of the connection anew.
    public func read<T>(_ body: (Database) throws -> T) throws -> T {
        do {
            return try queue.unsafeRead { db in
                var result: T?
                try db.inTransaction(.deferred) {
                    result = try body(db)
                    return .commit
                }
                return result!
            }
        } catch {
            throw StoreError(error, path: path) ?? error
        }
    }

    /// Reads one state of the file for somebody who may not know that he must not write: a write fails.
    public func readOnly<T>(_ body: (Database) throws -> T) throws -> T {
        do {
            return try queue.read(body)
        } catch {
            throw StoreError(error, path: path) ?? error
        }
    }

    /// Writes in one transaction, durable when this returns; rolled back when `body` throws.
    public func write<T>(_ body: (Database) throws -> T) throws -> T {
        try withoutTransaction { db in
            var result: T?
            try db.inTransaction(.immediate) {
                result = try body(db)
                return .commit
            }
            return result!
        }
    }

    /// Runs `body` with the writers' lock held; it manages its own transactions.
    public func withoutTransaction<T>(_ body: (Database) throws -> T) throws -> T {
        do {
            // Inside the queue: threads of this process share the lock's descriptor.
            return try queue.writeWithoutTransaction { db in
                try writers.lock(timeoutMilliseconds: lockTimeoutMilliseconds)
                defer { writers.unlock() }
                return try body(db)
            }
        } catch {
            throw StoreError(error, path: path) ?? error
        }
    }

    /// For GRDB's observations.
    public var reader: any DatabaseReader { queue }

    /// Releases the file. Later calls fail.
    public func close() throws {
        try queue.close()
    }

    /// Turns the triggers of this connection on or off.
    public static func setTriggers(_ enabled: Bool, in db: Database) {
        guard let handle = db.sqliteConnection else { return }
        _ = feltbog_set_triggers(handle, enabled ? 1 : 0)
    }

    private static func prepare(_ db: Database) throws {
        guard let handle = db.sqliteConnection else { return }
        _ = feltbog_set_trusted_schema(handle, 0)
        _ = feltbog_set_defensive(handle, 1)
        _ = feltbog_set_no_checkpoint_on_close(handle, 1)
        try db.execute(
            sql: "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000")
    }

    /// Makes the file, or what there is already, readable by its owner only, before SQLite opens it: it gives
    /// `-wal` and `-shm`, which hold rows too, the mode that the file has then.
    private static func closeToOthers(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Glibc.close(descriptor) }
        for file in [path, path + "-wal", path + "-shm"] { chmod(file, 0o600) }
    }

    /// A non-empty file that does not start as SQLite files do.
    private static func refuseForeign(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        var start = [UInt8](repeating: 0, count: 16)
        let count = Glibc.read(descriptor, &start, 16)
        if count > 0, start != Array("SQLite format 3".utf8) + [0] {
            throw StoreError(.foreignFile, path: path, detail: "not an SQLite database")
        }
    }

    private static func claim(
        _ queue: DatabaseQueue, path: String, applicationID: Int32
    ) throws {
        try queue.writeWithoutTransaction { db in
            let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            if mark == applicationID { return }
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
            guard mark == 0, tables == 0 else {
                throw StoreError(.foreignFile, path: path, detail: "made by another program")
            }
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
    }
}

internal import CSQLiteShim
public import GRDB
internal import GRDBSQLite

/// One SQLite file with the settings that both replica and office need: WAL, `synchronous=FULL`, foreign
/// schemas not trusted, and write transactions of all processes one after another.
public final class DatabaseFile: Sendable {
    public let path: String
    private let queue: DatabaseQueue
    private let writers: any AdvisoryLock
    private let lockTimeoutMilliseconds: Int

    /// Opens or creates a file.
    ///
    /// - Parameters:
    ///   - path: the file; beside it `-wal`, `-shm` and `.lock` files may appear.
    ///   - applicationID: marks our files (`PRAGMA application_id`); a non-empty file with another mark is foreign.
    ///   - mustExist: whether a missing file is an error.
    ///   - lockTimeoutMilliseconds: how long a write waits for another process.
    /// - Throws: `StoreError`.
    public convenience init(
        path: String, applicationID: Int32, mustExist: Bool, lockTimeoutMilliseconds: Int = 10_000
    ) throws {
        try self.init(
            path: path, files: PlatformFiles(), applicationID: applicationID, mustExist: mustExist,
            lockTimeoutMilliseconds: lockTimeoutMilliseconds)
    }

    /// The same on files of any kind.
    package init(
        path: String, files: any FileSystem, applicationID: Int32, mustExist: Bool,
        lockTimeoutMilliseconds: Int
    ) throws {
        self.path = path
        self.lockTimeoutMilliseconds = lockTimeoutMilliseconds
        if mustExist, !files.exists(path) { throw StoreError(.missing, path: path) }
        try Self.refuseForeign(path, files)
        do {
            self.writers = try files.lockFile(path + ".lock")
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            configuration.foreignKeysEnabled = false
            configuration.prepareDatabase { try Self.prepare($0) }
            files.closeToOthers(path)
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

    /// Writes a copy of the database as it stands, without its write-ahead log; `path` is empty or does not exist.
    ///
    /// - Complexity: O(size of the file).
    public func copy(to path: String) throws {
        try withoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    }

    /// Moves what an earlier process left in the write-ahead log into the database, and waits for the disk.
    ///
    /// When a sync failed, the system may keep the pages in memory and call them written. A process that
    /// reads them from the log then takes for durable what is not; and commits after them, however durable,
    /// are out of reach once the power fails, because a log is read up to its first gap. What stands before the
    /// gap is read even then, in place of newer pages in the database, until a write begins the log anew: so
    /// one follows at once.
    ///
    /// Does nothing while another process writes: the log is not what a dead one left then.
    package func makeLogDurable() throws {
        do {
            try withoutTransaction { db in
                let log = try GRDB.Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(PASSIVE)")
                guard let log else { return }
                let frames: Int? = log[1]
                guard let frames, frames > 0 else { return }
                // Writes the first page, whatever stands there.
                let mark = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
                try db.execute(sql: "PRAGMA application_id = \(mark)")
            }
        } catch let error as StoreError where error.code == .locked {
            return
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

    /// A non-empty file that does not start as SQLite files do. One with a journal was cut short while it was
    /// made: SQLite puts it back.
    private static func refuseForeign(_ path: String, _ files: any FileSystem) throws {
        let mark = Array("SQLite format 3".utf8) + [0]
        guard let start = files.start(of: path, count: mark.count) else { return }
        if !start.isEmpty, start != mark, !files.exists(path + "-journal") {
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

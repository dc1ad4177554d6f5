public import GRDB
public import SyncEngine
public import SyncProtocol
internal import SyncSQLite
internal import Synchronization

/// One device's replica: an ordinary SQLite file with what the device may see and its own pending work.
///
/// Every read and write works at once, without a network. `sync` exchanges change sets with the office
/// whenever there is one.
///
/// ```swift
/// let replica = try Replica.open(at: path, domain: GreenForum(), clock: now, random: draw)
/// try replica.write { db in
///     let id = try replica.makeRowID(db)
///     try db.execute(sql: "INSERT INTO theme (id, name) VALUES (?, ?)", arguments: [id, "Energi"])
/// }
/// ```
public final class Replica: Sendable {
    let store: ReplicaStore
    /// Wakes live sessions after local writes.
    let localChanges = Signal()
    /// `PRAGMA data_version` when `refresh` last looked.
    let seenVersion = Mutex<Int64?>(nil)

    init(store: ReplicaStore) {
        self.store = store
    }

    deinit {
        try? store.close()
    }

    /// Makes a replica. It works at once, without an office; what is made before joining is synced after it.
    ///
    /// - Parameters:
    ///   - path: a file that does not exist yet, in a folder that does.
    ///   - domain: tables, rules and rights.
    ///   - lockTimeoutMilliseconds: how long a write waits for another process.
    ///   - clock: the wall clock, Unix milliseconds.
    ///   - random: 64 bits from a source fit for keys.
    /// - Throws: `ReplicaError`.
    public static func create(
        at path: String, domain: any Domain, lockTimeoutMilliseconds: Int = 10_000,
        clock: @escaping @Sendable () -> Milliseconds, random: @escaping @Sendable () -> UInt64
    ) throws -> Replica {
        Replica(
            store: try ReplicaStore(
                path: path, files: PlatformFiles(), isNew: true, domain: domain,
                lockTimeoutMilliseconds: lockTimeoutMilliseconds, clock: clock, random: random))
    }

    /// Opens a replica; brings its tables up to date when the domain's schema has grown.
    ///
    /// Parameters and errors as for `create`.
    public static func open(
        at path: String, domain: any Domain, lockTimeoutMilliseconds: Int = 10_000,
        clock: @escaping @Sendable () -> Milliseconds, random: @escaping @Sendable () -> UInt64
    ) throws -> Replica {
        Replica(
            store: try ReplicaStore(
                path: path, files: PlatformFiles(), isNew: false, domain: domain,
                lockTimeoutMilliseconds: lockTimeoutMilliseconds, clock: clock, random: random))
    }

    /// The file.
    public var path: String { store.file.path }

    /// Reads in one transaction.
    ///
    /// - Throws: `ReplicaError` for what is wrong with the file, and whatever `body` throws.
    public func read<T>(_ body: (Database) throws -> T) throws -> T {
        try store.readOnly { try body($0.db) }
    }

    /// Writes in one transaction, durable when this returns. Everything it changes in synced tables becomes
    /// one change set: the net effect of each row. When `body` throws, nothing has changed.
    ///
    /// - Throws: `ReplicaError` (`too-large` when it changes more than one set may hold), and whatever
    ///   `body` throws.
    public func write<T>(_ body: (Database) throws -> T) throws -> T {
        try writeEntry(body).result
    }

    /// `write`, saying which outbox entry it made; `nil` when it changed nothing.
    package func writeEntry<T>(
        _ body: (Database) throws -> T
    ) throws -> (result: T, entry: Int64?) {
        let (result, entry) = try store.write { access in
            let result = try body(access.db)
            return (result, try Collector(access: access).collect())
        }
        if entry != nil { localChanges.raise() }
        return (result, entry)
    }

    /// A new row id of this device. Call inside `write`.
    public func makeRowID(_ db: Database) throws -> RowID {
        try Access(db, schema: store.schema, wall: store.clock(), rowClock: store.rowClock)
            .makeRowID()
    }

    /// The rows as they are drawn, for rules and rights. Valid inside the access that `db` belongs to.
    public func rowReader(_ db: Database) -> any RowReader {
        SQLiteRowReader(RowStore(db, schema: store.schema))
    }

    /// For GRDB's observations: they see local writes, and checkpoints applied through this `Replica`.
    public var reader: any DatabaseReader { store.file.reader }

    /// Closes the file in good order. Later calls fail.
    public func close() throws {
        try store.close()
    }
}

internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Everything the office keeps, behind one narrow set of calls. All SQL of the office is in this folder.
///
/// Holds nothing that another process may change: each call reads the database. Not safe for use from
/// several threads at once; writers of several processes wait for each other.
final class OfficeStore {
    let schema: Schema
    let path: String
    private let file: DatabaseFile
    private var open: (statements: Statements, rows: RowStore)?
    /// What the current transaction adds to each scope's digest.
    var digestChanges: [Scope: DigestChange] = [:]

    /// Opens or creates the database file.
    ///
    /// - Throws: `StoreError`.
    init(path: String, schema: Schema, mustExist: Bool) throws {
        self.schema = schema
        self.path = path
        self.file = try DatabaseFile(
            path: path, applicationID: OfficeTables.applicationID, mustExist: mustExist)
        try file.write { try OfficeTables.create(schema, in: $0, path: path) }
        self.open = try file.read { (Statements($0), RowStore($0, schema: schema)) }
    }

    /// One transaction, on disk when this returns; nothing of it stays when `body` throws.
    func write<T>(_ body: () throws -> T) throws -> T {
        try checkOpen()
        digestChanges = [:]
        return try file.write { _ in
            let result = try body()
            try flushDigests()
            return result
        }
    }

    /// Reads one state of the database.
    func read<T>(_ body: () throws -> T) throws -> T {
        try checkOpen()
        return try file.read { _ in try body() }
    }

    func close() throws {
        open = nil
        try file.close()
    }

    // Only inside `write` and `read`.
    var sql: Statements { opened.statements }
    var rows: RowStore { opened.rows }

    private func checkOpen() throws {
        guard open != nil else { throw StoreError(.other, path: path, detail: "closed") }
    }

    private var opened: (statements: Statements, rows: RowStore) {
        guard let open else { preconditionFailure("the office's store is used after close") }
        return open
    }

    // MARK: Single values

    func meta(_ key: String) throws -> Value? {
        try sql.first("SELECT value FROM _meta WHERE key = ?", .text(key)) { $0.value(at: 0) }
    }

    func setMeta(_ value: Value, for key: String) throws {
        try sql.run(
            """
            INSERT INTO _meta (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """, .text(key), value)
    }

    /// Changes whenever another process commits.
    func dataVersion() throws -> Int64 {
        try sql.first("PRAGMA data_version") { $0.integer(at: 0) } ?? 0
    }

    /// The size of the database without its write-ahead log.
    func byteCount() throws -> Int64 {
        let pages = try sql.first("PRAGMA page_count") { $0.integer(at: 0) } ?? 0
        let size = try sql.first("PRAGMA page_size") { $0.integer(at: 0) } ?? 0
        return pages * size
    }

    /// What SQLite itself finds wrong.
    func quickCheck() throws -> [String] {
        try sql.all("PRAGMA quick_check") { $0.text(at: 0) }.filter { $0 != "ok" }
    }

    /// A consistent copy in a new file.
    func copy(to path: String) throws {
        try file.withoutTransaction { db in
            try db.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
    }
}

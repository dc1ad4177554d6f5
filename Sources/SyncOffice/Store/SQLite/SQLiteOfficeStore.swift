internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// The office's store in one SQLite file. All SQL of the office is in this folder.
final class SQLiteOfficeStore: OfficeStore {
    let schema: Schema
    let path: String
    private let file: DatabaseFile
    private var open: (statements: Statements, rows: RowStore)?

    /// Opens or creates the database file.
    ///
    /// - Throws: `StoreError`.
    init(path: String, on files: any FileSystem, schema: Schema, mustExist: Bool) throws {
        self.schema = schema
        self.path = path
        self.file = try DatabaseFile(
            path: path, files: files, applicationID: OfficeTables.applicationID,
            mustExist: mustExist, lockTimeoutMilliseconds: 10_000)
        if mustExist { try file.makeLogDurable() }
        try file.write { try OfficeTables.create(schema, in: $0, path: path) }
        self.open = try file.read { (Statements($0), RowStore($0, schema: schema)) }
    }

    func write<T>(_ body: () throws -> T) throws -> T {
        try checkOpen()
        return try file.write { _ in try body() }
    }

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

    func dataVersion() throws -> Int64 {
        try sql.first("PRAGMA data_version") { $0.integer(at: 0) } ?? 0
    }

    /// The size of the database without its write-ahead log.
    func byteCount() throws -> Int64 {
        let pages = try sql.first("PRAGMA page_count") { $0.integer(at: 0) } ?? 0
        let size = try sql.first("PRAGMA page_size") { $0.integer(at: 0) } ?? 0
        return pages * size
    }

    func damages() throws -> [String] {
        try sql.all("PRAGMA quick_check") { $0.text(at: 0) }.filter { $0 != "ok" }
    }

    func copy(to path: String) throws {
        try file.copy(to: path)
    }
}

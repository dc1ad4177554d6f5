internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// One database access: the rows as they are drawn, their committed images, the device's clock.
final class Access {
    let db: Database
    let schema: Schema
    /// The wall clock when the access began.
    let wall: Milliseconds
    private let rowClock: RowClock
    private let drawn: RowStore
    private let committed: RowStore
    private lazy var insertMade = Result {
        try RawStatement(db, "INSERT OR IGNORE INTO _made (tab, id) VALUES (?, ?)")
    }
    private lazy var selectDrawn = Result {
        try RawStatement(
            db,
            """
            SELECT 1 FROM _outbox_row AS r JOIN _outbox AS o ON o.entry = r.entry
            WHERE r.tab = ? AND r.id = ? AND o.drawn = 1 LIMIT 1
            """)
    }

    init(_ db: Database, schema: Schema, wall: Milliseconds, rowClock: RowClock) {
        self.db = db
        self.schema = schema
        self.wall = wall
        self.rowClock = rowClock
        self.drawn = RowStore(db, schema: schema)
        self.committed = RowStore(db, schema: schema, suffix: ReplicaTables.committedSuffix)
    }

    /// The rows as people see them.
    func drawnTable(_ table: TableSchema) throws -> RowTable {
        try known(drawn.table(table.id), table)
    }

    /// Committed images of rows with pending work.
    func committedTable(_ table: TableSchema) throws -> RowTable {
        try known(committed.table(table.id), table)
    }

    /// The committed image of a row with pending work; `nil` when the office does not have the row.
    func committedImage(_ key: RowKey) throws -> RowImage? {
        try committed.table(key.table)?.row(key.row).map(RowImage.init)
    }

    /// A row without own pending work, as the office has it; `nil` when it does not.
    func officeImage(_ key: RowKey) throws -> RowImage? {
        try hasDrawnWork(key) ? committedImage(key) : drawnImage(key)
    }

    /// A row as it is drawn.
    func drawnImage(_ key: RowKey) throws -> RowImage? {
        try drawn.table(key.table)?.row(key.row).map(RowImage.init)
    }

    /// Notes that the office does not have this row.
    func markMade(_ key: RowKey) throws {
        let statement = try insertMade.get()
        statement.bind(Int64(key.table.rawValue), at: 1)
        statement.bind(key.row, at: 2)
        try statement.run()
    }

    /// Notes it of every row in the capture log.
    func markAllLoggedMade() throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO _made (tab, id) SELECT tab, id FROM _capture ORDER BY seq
                """)
        try statement.execute()
    }

    /// Whether the row is drawn with work that the office has not decided, or whose rows have not come.
    func hasDrawnWork(_ key: RowKey) throws -> Bool {
        let statement = try selectDrawn.get()
        statement.bind(Int64(key.table.rawValue), at: 1)
        statement.bind(key.row, at: 2)
        let found = try statement.step()
        if found { statement.reset() }
        return found
    }

    func unmarkMade(_ key: RowKey) throws {
        let statement = try db.cachedStatement(sql: "DELETE FROM _made WHERE tab = ? AND id = ?")
        try statement.execute(arguments: [Int64(key.table.rawValue), key.row])
    }

    func isMade(_ key: RowKey) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM _made WHERE tab = ? AND id = ?)")
        return try Bool.fetchOne(
            statement, arguments: [Int64(key.table.rawValue), key.row]) ?? false
    }

    /// A row id of this device, later than all before it.
    func makeRowID() throws -> RowID {
        let time = try rowClock.reading(wall: Standing.offset(db).corrected(wall), db)
        return RowID(timestamp: time, device: try IdentityStore.device(db))
    }

    /// Runs `body` while this connection fires no triggers.
    func withoutTriggers<T>(_ body: () throws -> T) throws -> T {
        DatabaseFile.setTriggers(false, in: db)
        defer { DatabaseFile.setTriggers(true, in: db) }
        return try body()
    }

    private func known(_ rows: RowTable?, _ table: TableSchema) throws -> RowTable {
        guard let rows else { preconditionFailure("no table \(table.name) in the schema") }
        return rows
    }
}

extension RowImage {
    init(_ row: StoredRow) {
        self.init(values: row.values, unknown: row.unknown)
    }

    func stored(_ id: RowID) -> StoredRow {
        StoredRow(id: id, values: values, unknown: unknown)
    }
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

extension SQLiteOfficeStore {
    func row(_ id: RowID, in table: TableID) throws -> Row? {
        try SQLiteRowReader(rows).row(id, in: table)
    }

    func rows(in table: TableID, where column: ColumnID, equals value: Value) throws -> [Row] {
        try SQLiteRowReader(rows).rows(in: table, where: column, equals: value)
    }

    func standing(_ key: RowKey) throws -> Standing {
        guard let table = schema[key.table] else { return .absent }
        let found = try sql.first(
            """
            SELECT clocks, deleted_by, deleted_at, tombstone, sequence FROM _row
            WHERE tbl = ? AND id = ?
            """, .table(key.table), .row(key.row)
        ) { row in
            let deletion =
                row.isNull(at: 1)
                ? nil
                : CellClock(
                    sequence: row.sequence(at: 4), device: row.device(at: 1),
                    at: row.integer(at: 2))
            return (row.blob(at: 0), deletion, deletion == nil ? [] : row.blob(at: 3))
        }
        guard let (bytes, deletion, tombstone) = found else { return .absent }
        guard let clocks = CellClocks(bytes: bytes) else {
            throw StoreError(.damaged, path: path, detail: "clocks of a row of \(table.name)")
        }
        if let deletion {
            let cells = UnknownCells.decode(tombstone)
            let unknown = cells.filter { table[$0.column] == nil }
            let row = Row(table: table, id: key.row, cells: cells)
            return .deleted(StandingRow(row: row, unknown: unknown, clocks: clocks), by: deletion)
        }
        guard let stored = try rows.table(key.table)?.row(key.row) else {
            throw StoreError(.damaged, path: path, detail: "a row of \(table.name) is missing")
        }
        let row = Row(table: table, id: key.row, values: stored.values)
        return .live(StandingRow(row: row, unknown: stored.unknown, clocks: clocks))
    }

    func member(of device: DeviceID) throws -> RowID? {
        try sql.first("SELECT member FROM _device WHERE device = ?", .device(device)) {
            $0.rowID(at: 0)
        } ?? nil
    }

    func isMadeByReturned(_ key: RowKey, device: DeviceID) throws -> Bool {
        try sql.first(
            "SELECT 1 FROM _returned WHERE device = ? AND tbl = ? AND id = ?",
            .device(device), .table(key.table), .row(key.row)
        ) { _ in true } ?? false
    }

    func stored(_ key: RowKey) throws -> StoredRow? {
        try rows.table(key.table)?.row(key.row)
    }

    func forEachRow(in table: TableID, _ body: (StoredRow) throws -> Void) throws {
        try rows.table(table)?.forEach(body)
    }

    func rowCount(in table: TableID) throws -> Int {
        guard let name = schema[table]?.name else { return 0 }
        return Int(try sql.first("SELECT count(*) FROM \"\(name)\"") { $0.integer(at: 0) } ?? 0)
    }

    // MARK: Places

    func place(of key: RowKey) throws -> RowPlace? {
        try sql.first(
            "SELECT sequence, scope, since, deleted_by, deleted_at FROM _row WHERE tbl = ? AND id = ?",
            .table(key.table), .row(key.row)
        ) { row in
            let sequence = row.sequence(at: 0)
            let deletion =
                row.isNull(at: 3)
                ? nil
                : CellClock(sequence: sequence, device: row.device(at: 3), at: row.integer(at: 4))
            return row.scope(at: 1).map {
                RowPlace(
                    sequence: sequence, scope: $0, since: row.sequence(at: 2), deletion: deletion)
            }
        } ?? nil
    }

    func livePlaces(in table: TableID) throws -> (count: Int, newest: Sequence) {
        try sql.first(
            "SELECT count(*), max(sequence) FROM _row WHERE tbl = ? AND deleted_by IS NULL",
            .table(table)
        ) { (Int($0.integer(at: 0)), $0.sequence(at: 1)) } ?? (0, .zero)
    }

    func tombstones() throws -> [Tombstone] {
        try sql.all(
            "SELECT tbl, id, sequence FROM _row WHERE deleted_by IS NOT NULL ORDER BY sequence, id, tbl"
        ) { row in
            row.rowID(at: 1).map {
                Tombstone(key: RowKey(row.table(at: 0), $0), sequence: row.sequence(at: 2))
            }
        }.compactMap { $0 }
    }

    func retire(after last: Sequence, through sequence: Sequence) throws -> Int {
        let dead = try sql.run(
            "DELETE FROM _row WHERE deleted_by IS NOT NULL AND sequence > ? AND sequence <= ?",
            .sequence(last), .sequence(sequence))
        let left = try sql.run(
            "DELETE FROM _gone WHERE sequence > ? AND sequence <= ?", .sequence(last),
            .sequence(sequence))
        return dead + left
    }

    // MARK: Writing

    func put(_ row: StandingRow, at place: RowPlace) throws {
        let (table, id) = (row.row.table.id, row.row.id)
        var tombstone = Value.null
        if place.deletion == nil {
            try rows.table(table)?.put(
                StoredRow(id: id, values: row.row.values, unknown: row.unknown))
        } else {
            try rows.table(table)?.delete(id)
            // A cell that is empty where its column has a default comes back empty.
            let table = row.row.table
            let cells = row.cells.filter { $0.value != table[$0.column]?.defaultValue }
            tombstone = .blob(UnknownCells.encode(cells))
        }
        try sql.run(
            """
            INSERT OR REPLACE INTO _row
            (tbl, id, sequence, scope, since, clocks, deleted_by, deleted_at, tombstone)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .table(table), .row(id), .sequence(place.sequence), .scope(place.scope),
            .sequence(place.since), .blob(row.clocks.bytes),
            place.deletion.map { .device($0.device) } ?? .null, .time(place.deletion?.at),
            tombstone)
    }

    func putGone(_ key: RowKey, from scope: Scope, at sequence: Sequence) throws {
        try sql.run(
            "INSERT INTO _gone (scope, sequence, tbl, id) VALUES (?, ?, ?, ?)",
            .scope(scope), .sequence(sequence), .table(key.table), .row(key.row))
    }

    func forgetGone(_ key: RowKey, from scopes: [Scope]) throws {
        for scope in scopes {
            try sql.run(
                "DELETE FROM _gone WHERE tbl = ? AND id = ? AND scope = ?", .table(key.table),
                .row(key.row), .scope(scope))
        }
    }

    // MARK: Sets that were returned

    func rememberReturned(_ key: RowKey, device: DeviceID) throws {
        try sql.run(
            "INSERT OR IGNORE INTO _returned (device, tbl, id) VALUES (?, ?, ?)",
            .device(device), .table(key.table), .row(key.row))
    }

    func forgetReturned(_ key: RowKey, device: DeviceID) throws {
        try sql.run(
            "DELETE FROM _returned WHERE device = ? AND tbl = ? AND id = ?",
            .device(device), .table(key.table), .row(key.row))
    }
}

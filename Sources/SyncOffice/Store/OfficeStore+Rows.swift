internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

extension OfficeStore: OfficeReader {
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

    // MARK: Writing

    /// Stores what one admitted set did to one row: cells, clocks, place in the feed, digest.
    ///
    /// - Returns: the row's content as the log knows it, `nil` when it is deleted.
    func apply(_ effect: RowEffect, at sequence: Sequence) throws -> ContentHash? {
        guard let table = try rows.table(effect.key.table) else { return nil }
        let place = try place(of: effect.key)
        if let old = effect.before.live {
            let hash = ContentHash(table: effect.key.table, row: effect.key.row, cells: old.cells)
            removeFromDigest(hash, of: old.row.scope)
        }
        switch effect.after {
        case .absent:
            return nil
        case .live(let row):
            let scope = row.row.scope
            try table.put(
                StoredRow(id: effect.key.row, values: row.row.values, unknown: row.unknown))
            let stays = effect.before.live != nil && place?.scope == scope
            let since = stays ? place?.since ?? sequence : sequence
            try put(effect.key, at: sequence, scope: scope, since: since, row, deletion: nil)
            try leave(place, effect.key, for: scope, at: sequence)
            let hash = ContentHash(table: effect.key.table, row: effect.key.row, cells: row.cells)
            addToDigest(hash, of: scope)
            return hash
        case .deleted(let row, let deletion):
            try table.delete(effect.key.row)
            let scope = row.row.scope
            try put(
                effect.key, at: sequence, scope: scope, since: sequence, row, deletion: deletion)
            try leave(place, effect.key, for: scope, at: sequence)
            return nil
        }
    }

    private struct Place {
        let scope: Scope
        let since: Sequence
    }

    private func place(of key: RowKey) throws -> Place? {
        try sql.first(
            "SELECT scope, since FROM _row WHERE tbl = ? AND id = ?", .table(key.table),
            .row(key.row)
        ) { row in row.scope(at: 0).map { Place(scope: $0, since: row.sequence(at: 1)) } } ?? nil
    }

    private func put(
        _ key: RowKey, at sequence: Sequence, scope: Scope, since: Sequence, _ row: StandingRow,
        deletion: CellClock?
    ) throws {
        let tombstone = deletion.map { _ in
            Value.blob(UnknownCells.encode(row.cells.filter { !$0.value.isNull }))
        }
        try sql.run(
            """
            INSERT OR REPLACE INTO _row
            (tbl, id, sequence, scope, since, clocks, deleted_by, deleted_at, tombstone)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .table(key.table), .row(key.row), .sequence(sequence), .scope(scope),
            .sequence(since), .blob(row.clocks.bytes), deletion.map { .device($0.device) } ?? .null,
            .time(deletion?.at), tombstone ?? .null)
    }

    /// Tells holders of the scope that a row left, and forgets that it was ever gone from the new one.
    private func leave(_ place: Place?, _ key: RowKey, for scope: Scope, at sequence: Sequence)
        throws
    {
        guard let place, place.scope != scope else { return }
        try sql.run(
            "DELETE FROM _gone WHERE tbl = ? AND id = ? AND scope IN (?, ?)",
            .table(key.table), .row(key.row), .scope(scope), .scope(place.scope))
        try sql.run(
            "INSERT INTO _gone (scope, sequence, tbl, id) VALUES (?, ?, ?, ?)",
            .scope(place.scope), .sequence(sequence), .table(key.table), .row(key.row))
    }

    // MARK: Sets that were returned

    func rememberReturned(_ set: ChangeSet) throws {
        for change in set.changes where change.kind == .insert {
            try sql.run(
                "INSERT OR IGNORE INTO _returned (device, tbl, id) VALUES (?, ?, ?)",
                .device(set.device), .table(change.table), .row(change.row))
        }
    }

    func forgetReturned(_ set: ChangeSet) throws {
        for change in set.changes where change.kind == .insert {
            try sql.run(
                "DELETE FROM _returned WHERE device = ? AND tbl = ? AND id = ?",
                .device(set.device), .table(change.table), .row(change.row))
        }
    }
}

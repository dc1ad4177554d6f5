internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

extension SQLiteOfficeStore {
    private static let entryColumns = "tbl, id, sequence, scope, since, deleted_by, clocks"

    func feed(of scope: Scope, after: Sequence, limit: Int) throws -> [FeedEntry] {
        let rows = try sql.all(
            """
            SELECT \(Self.entryColumns) FROM _row WHERE scope = ? AND sequence > ?
            ORDER BY sequence LIMIT ?
            """, .scope(scope), .sequence(after), .integer(Int64(limit)), read: entry)
        let gone = try sql.all(
            """
            SELECT tbl, id, sequence, scope FROM _gone WHERE scope = ? AND sequence > ?
            ORDER BY sequence LIMIT ?
            """, .scope(scope), .sequence(after), .integer(Int64(limit)), read: goneEntry)
        return inOrder(rows, gone, limit: limit)
    }

    func feed(after: Sequence, limit: Int) throws -> [FeedEntry] {
        let rows = try sql.all(
            "SELECT \(Self.entryColumns) FROM _row WHERE sequence > ? ORDER BY sequence LIMIT ?",
            .sequence(after), .integer(Int64(limit)), read: entry)
        let gone = try sql.all(
            "SELECT tbl, id, sequence, scope FROM _gone WHERE sequence > ? ORDER BY sequence LIMIT ?",
            .sequence(after), .integer(Int64(limit)), read: goneEntry)
        return inOrder(rows, gone, limit: limit)
    }

    func feed(at sequence: Sequence) throws -> [FeedEntry] {
        let rows = try sql.all(
            "SELECT \(Self.entryColumns) FROM _row WHERE sequence = ?", .sequence(sequence),
            read: entry)
        let gone = try sql.all(
            "SELECT tbl, id, sequence, scope FROM _gone WHERE sequence = ?", .sequence(sequence),
            read: goneEntry)
        return inOrder(rows, gone, limit: .max)
    }

    private func inOrder(
        _ rows: [FeedEntry?], _ gone: [FeedEntry?], limit: Int
    ) -> [FeedEntry] {
        let all = (rows + gone).compactMap { $0 }.sorted(by: FeedEntry.areInOrder)
        return all.count > limit ? Array(all[..<limit]) : all
    }

    func backfill(
        of scope: Scope, through: Sequence, after position: FeedPosition, limit: Int
    ) throws -> [FeedEntry] {
        let (sequence, table, id) = (
            Value.sequence(position.sequence), position.key.map { Value.table($0.table) },
            position.key.map { Value.row($0.row) }
        )
        let condition = scope == .allRows ? "length(scope) = 16 AND length(?1) = 1" : "scope = ?1"
        return try sql.all(
            """
            SELECT \(Self.entryColumns) FROM _row
            WHERE \(condition) AND sequence <= ?2 AND deleted_by IS NULL
            AND (sequence, tbl, id) > (?3, ?4, ?5) AND sequence >= ?3
            ORDER BY sequence, tbl, id LIMIT ?6
            """, .scope(scope), .sequence(through), sequence, table ?? .integer(Int64.max),
            id ?? .blob([]), .integer(Int64(limit)), read: entry
        ).compactMap { $0 }
    }

    /// Reads the scope's index.
    func entries(of scope: Scope, in range: ClosedRange<RowID>) throws -> [FeedEntry] {
        let condition = scope == .allRows ? "length(scope) = 16 AND length(?1) = 1" : "scope = ?1"
        return try sql.all(
            """
            SELECT \(Self.entryColumns) FROM _row
            WHERE \(condition) AND id BETWEEN ?2 AND ?3 AND deleted_by IS NULL ORDER BY id, tbl
            """, .scope(scope), .row(range.lowerBound), .row(range.upperBound), read: entry
        ).compactMap { $0 }
    }

    private func entry(_ row: RawStatement) throws -> FeedEntry? {
        guard let id = row.rowID(at: 1), let scope = row.scope(at: 3),
            let clocks = CellClocks(bytes: row.blob(at: 6))
        else { throw StoreError(.damaged, path: path, detail: "an entry of the feed") }
        return FeedEntry(
            key: RowKey(row.table(at: 0), id), sequence: row.sequence(at: 2), scope: scope,
            since: row.sequence(at: 4), isDeleted: !row.isNull(at: 5), clocks: clocks)
    }

    private func goneEntry(_ row: RawStatement) throws -> FeedEntry? {
        guard let id = row.rowID(at: 1), let scope = row.scope(at: 3) else { return nil }
        return FeedEntry(
            gone: RowKey(row.table(at: 0), id), from: scope, at: row.sequence(at: 2))
    }
}

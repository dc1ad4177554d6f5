internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// One row's place in the feed.
struct FeedEntry {
    let key: RowKey
    let sequence: Sequence
    let scope: Scope
    let since: Sequence
    let isDeleted: Bool
    /// The row left this scope.
    let isGone: Bool
    let clocks: CellClocks
}

/// A place in the feed: everything at or before it is done.
struct FeedPosition {
    var sequence: Sequence
    var key: RowKey?
}

extension OfficeStore {
    /// Above this many scopes the feed is read once in order and filtered.
    private static let scopesReadOneByOneMax = 64

    private static let entryColumns = "tbl, id, sequence, scope, since, deleted_by, clocks"

    /// The feed of some scopes after a sequence, in order, at most about `limit` entries; a sequence that
    /// has begun is complete. `isComplete` when there is nothing after them.
    func feed(
        of scopes: [Scope], after: Sequence, limit: Int
    ) throws -> (entries: [FeedEntry], isComplete: Bool) {
        let isFiltered =
            scopes.contains(.allRows) || scopes.count > Self.scopesReadOneByOneMax
        var entries =
            isFiltered
            ? try feedInOrder(scopes, after: after, limit: limit)
            : try scopes.flatMap { try feed(of: $0, after: after, limit: limit) }
        entries.sort { ($0.sequence, $0.key) < ($1.sequence, $1.key) }
        guard entries.count > limit else { return (entries, true) }
        let last = entries[limit].sequence
        let cut = entries[..<limit].lastIndex { $0.sequence < last }
        if let cut { return (Array(entries[...cut]), false) }
        return (try feed(of: scopes, at: last), false)
    }

    /// Everything of one sequence: more than a page.
    private func feed(of scopes: [Scope], at sequence: Sequence) throws -> [FeedEntry] {
        let rows = try sql.all(
            "SELECT \(Self.entryColumns) FROM _row WHERE sequence = ?", .sequence(sequence),
            read: entry)
        let gone = try sql.all(
            "SELECT tbl, id, sequence, scope FROM _gone WHERE sequence = ?", .sequence(sequence),
            read: goneEntry)
        return (rows + gone).compactMap { $0 }
            .filter { FeedCursor.covers(scopes, $0.scope) }
            .sorted { $0.key < $1.key }
    }

    private func feed(of scope: Scope, after: Sequence, limit: Int) throws -> [FeedEntry] {
        let rows = try sql.all(
            """
            SELECT \(Self.entryColumns) FROM _row WHERE scope = ? AND sequence > ?
            ORDER BY sequence LIMIT ?
            """, .scope(scope), .sequence(after), .integer(Int64(limit) + 1), read: entry)
        let gone = try sql.all(
            """
            SELECT tbl, id, sequence, scope FROM _gone WHERE scope = ? AND sequence > ?
            ORDER BY sequence LIMIT ?
            """, .scope(scope), .sequence(after), .integer(Int64(limit) + 1), read: goneEntry)
        return (rows + gone).compactMap { $0 }
    }

    private func feedInOrder(
        _ scopes: [Scope], after: Sequence, limit: Int
    ) throws -> [FeedEntry] {
        var result: [FeedEntry] = []
        try collect(
            "SELECT \(Self.entryColumns) FROM _row WHERE sequence > ? ORDER BY sequence",
            after, scopes, limit, into: &result, read: entry)
        try collect(
            "SELECT tbl, id, sequence, scope FROM _gone WHERE sequence > ? ORDER BY sequence",
            after, scopes, limit, into: &result, read: goneEntry)
        return result
    }

    private func collect(
        _ text: String, _ after: Sequence, _ scopes: [Scope], _ limit: Int,
        into result: inout [FeedEntry], read: (RawStatement) throws -> FeedEntry?
    ) throws {
        let page = Int64(limit) + 1
        var last = after
        var found = 0
        while found <= limit {
            let entries = try sql.all(
                text + " LIMIT ?", .sequence(last), .integer(page), read: read)
            let mine = entries.compactMap { $0 }.filter { FeedCursor.covers(scopes, $0.scope) }
            guard entries.count == page, let end = entries.compactMap({ $0?.sequence }).last else {
                result += mine
                return
            }
            // The last sequence of a full page may be cut: it is read again from its start.
            let whole = mine.filter { $0.sequence < end }
            let first = entries.compactMap { $0?.sequence }.first
            if first == end {
                let all = try feed(of: scopes, at: end).filter {
                    $0.isGone == (mine.first?.isGone ?? false)
                }
                result += all
                found += all.count
                last = end
            } else {
                result += whole
                found += whole.count
                last = Sequence(end.rawValue - 1)
            }
        }
    }

    /// Live rows of a scope that were last written at or before a sequence, after a position, in order.
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

    /// Live rows of a scope in a range of ids, sorted by id. Reads the scope's index.
    func entries(of scope: Scope, in range: ClosedRange<RowID>) throws -> [FeedEntry] {
        let condition = scope == .allRows ? "length(scope) = 16 AND length(?1) = 1" : "scope = ?1"
        return try sql.all(
            """
            SELECT \(Self.entryColumns) FROM _row
            WHERE \(condition) AND id BETWEEN ?2 AND ?3 AND deleted_by IS NULL ORDER BY id, tbl
            """, .scope(scope), .row(range.lowerBound), .row(range.upperBound), read: entry
        ).compactMap { $0 }
    }

    /// The scope in which a row lives; `nil` when it is deleted or unknown.
    func scope(of key: RowKey) throws -> Scope? {
        try sql.first(
            "SELECT scope FROM _row WHERE tbl = ? AND id = ? AND deleted_by IS NULL",
            .table(key.table), .row(key.row)
        ) { $0.scope(at: 0) } ?? nil
    }

    /// A live row's stored cells.
    func stored(_ key: RowKey) throws -> (table: TableSchema, row: StoredRow)? {
        guard let rows = try rows.table(key.table), let row = try rows.row(key.row) else {
            return nil
        }
        return (rows.table, row)
    }

    private func entry(_ row: RawStatement) throws -> FeedEntry? {
        guard let id = row.rowID(at: 1), let scope = row.scope(at: 3),
            let clocks = CellClocks(bytes: row.blob(at: 6))
        else { throw StoreError(.damaged, path: path, detail: "an entry of the feed") }
        return FeedEntry(
            key: RowKey(row.table(at: 0), id), sequence: row.sequence(at: 2), scope: scope,
            since: row.sequence(at: 4), isDeleted: !row.isNull(at: 5), isGone: false,
            clocks: clocks)
    }

    private func goneEntry(_ row: RawStatement) throws -> FeedEntry? {
        guard let id = row.rowID(at: 1), let scope = row.scope(at: 3) else { return nil }
        return FeedEntry(
            key: RowKey(row.table(at: 0), id), sequence: row.sequence(at: 2), scope: scope,
            since: row.sequence(at: 2), isDeleted: false, isGone: true, clocks: CellClocks())
    }
}

internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// All rows as the office has them: drawn rows without pending work, and the images of the others.
struct CommittedRows {
    let access: Access
    /// Rows with pending work.
    let live: Set<RowKey>

    /// Calls `body` with each committed row of one table in a range, those with pending work last.
    ///
    /// - Complexity: O(rows of the table in the range).
    func forEach(
        in table: TableSchema, range: RowRange? = nil, _ body: (RowID, RowImage) throws -> Void
    ) throws {
        try access.drawnTable(table).forEach(from: range?.low, through: range?.high) { row in
            guard !live.contains(RowKey(table.id, row.id)) else { return }
            try body(row.id, RowImage(row))
        }
        try access.committedTable(table).forEach(from: range?.low, through: range?.high) { row in
            try body(row.id, RowImage(row))
        }
    }

    /// Tables that may have rows of this scope.
    func tables(of scope: Scope) -> [TableSchema] {
        access.schema.tables.filter { table in
            switch table.scope {
            case .shared: scope == .shared
            case .office: scope == .office
            case .row(_, let whenNull):
                scope == whenNull || scope == .allRows || Scope.allRows.covers(scope)
            }
        }
    }

    /// Calls `body` with each committed row that a holder of `scope` is sent for it.
    func forEach(
        of scope: Scope, range: RowRange, _ body: (RowKey, TableSchema, RowImage) throws -> Void
    ) throws {
        for table in tables(of: scope) {
            try forEach(in: table, range: range) { id, image in
                guard scope.covers(image.scope(in: table)) else { return }
                try body(RowKey(table.id, id), table, image)
            }
        }
    }

    /// Digests computed anew from all rows.
    ///
    /// - Complexity: O(rows).
    func digests() throws -> ScopeDigests {
        var digests = ScopeDigests()
        for table in access.schema.tables {
            try forEach(in: table) { id, image in
                digests.add(
                    image.contentHash(table: table, row: id), to: image.scope(in: table))
            }
        }
        return digests
    }
}

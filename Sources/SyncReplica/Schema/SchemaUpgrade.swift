internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// What changes with the tables when a newer schema opens an older file: rows of tables that were unknown
/// take their place, and the digests see new columns' defaults.
struct SchemaUpgrade {
    let access: Access

    /// - Complexity: O(rows).
    func run() throws {
        let live = try Outbox(db: access.db, schema: access.schema).drawnRows()
        try access.withoutTriggers { try adoptUnknownRows() }
        var digests = try CommittedRows(access: access, live: live).digests()
        try digests.replaceAll(access.db)
    }

    private func adoptUnknownRows() throws {
        for table in access.schema.tables {
            for (key, cells) in try UnknownRows.rows(of: table.id, access.db) {
                let image = RowImage(table: table, cells: cells)
                try access.drawnTable(table).put(image.stored(key.row))
            }
            try UnknownRows.forget(table.id, access.db)
        }
    }
}

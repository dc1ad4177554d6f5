internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Draws a set again whose rows were committed: the office has lost it since.
struct Redrawing {
    let access: Access

    /// Its rows get committed images, as the triggers would make them.
    func draw(_ entry: OutboxEntry) throws {
        for change in entry.changes {
            let key = RowKey(change.table, change.row)
            guard let table = access.schema[key.table], try !access.hasDrawnWork(key) else {
                continue
            }
            if let row = try access.drawnTable(table).row(key.row) {
                try access.committedTable(table).put(row)
            } else {
                try access.markMade(key)
            }
        }
        try access.db.execute(
            sql: "UPDATE _outbox SET drawn = 1 WHERE entry = ?", arguments: [entry.entry])
    }
}

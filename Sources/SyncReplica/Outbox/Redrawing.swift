internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Draws sets again whose rows were committed: the office has lost them since.
struct Redrawing {
    let access: Access

    /// Their rows get committed images, as the triggers would make them, and show what the sets say: the office may
    /// have had another's later word in them, or its own.
    func draw(_ entries: [OutboxEntry]) throws {
        guard !entries.isEmpty else { return }
        for entry in entries { try note(entry) }
        let outbox = Outbox(db: access.db, schema: access.schema)
        let plan = RebasePlan(
            remaining: try outbox.drawn().map(\.changes), dropped: entries.map(\.changes))
        try access.withoutTriggers {
            let rebase = try Rebase(access, plan: plan, live: outbox.drawnRows())
            try rebase.finish()
            try rebase.notify()
        }
    }

    private func note(_ entry: OutboxEntry) throws {
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

internal import GRDB
internal import SyncEngine
internal import SyncProtocol

/// Takes decided sets off the drawn rows without a checkpoint.
struct LocalRebase {
    let access: Access

    func drop(_ entries: [OutboxEntry]) throws {
        let drawnEntries = entries.filter(\.isDrawn)
        guard !drawnEntries.isEmpty else { return }
        let outbox = Outbox(db: access.db, schema: access.schema)
        let names = Set(drawnEntries.map(\.entry))
        let remaining = try outbox.drawn().filter { !names.contains($0.entry) }
        let plan = RebasePlan(
            remaining: remaining.map(\.changes), dropped: drawnEntries.map(\.changes))
        try access.withoutTriggers {
            let rebase = try Rebase(access, plan: plan, live: outbox.drawnRows())
            try rebase.finish()
            try rebase.notify()
        }
        for entry in drawnEntries {
            try access.db.execute(
                sql: "UPDATE _outbox SET drawn = 0 WHERE entry = ?", arguments: [entry.entry])
        }
    }
}

internal import GRDB
internal import SyncEngine
internal import SyncProtocol

/// Takes decided sets off the drawn rows, or puts sets on that the office has lost, without a checkpoint.
struct LocalRebase {
    let access: Access

    func drop(_ entries: [OutboxEntry]) throws {
        try change(entries.filter(\.isDrawn), drawn: false)
    }

    /// The rows show what these sets say from here on: the office may have had another's later word in them, or its
    /// own.
    func draw(_ entries: [OutboxEntry]) throws {
        try change(entries.filter { !$0.isDrawn }, drawn: true)
    }

    private func change(_ entries: [OutboxEntry], drawn: Bool) throws {
        guard !entries.isEmpty else { return }
        let outbox = Outbox(db: access.db, schema: access.schema)
        let live = try outbox.drawnRows()
        for entry in entries {
            try access.db.execute(
                sql: "UPDATE _outbox SET drawn = ? WHERE entry = ?",
                arguments: [drawn, entry.entry])
        }
        let plan = RebasePlan(
            remaining: try outbox.drawn().map(\.changes), dropped: entries.map(\.changes))
        try access.withoutTriggers {
            let rebase = try Rebase(access, plan: plan, live: live)
            try rebase.finish()
            try rebase.notify()
        }
    }
}

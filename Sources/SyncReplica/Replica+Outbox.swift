public import GRDB
internal import SyncProtocol
internal import SyncSQLite

extension Replica {
    /// Change sets made here, oldest first.
    ///
    /// - Parameter openOnly: only those that wait for something: for a sync, a verdict or a person.
    public func outbox(openOnly: Bool = true) throws -> [OutboxEntry] {
        try store.read { access in
            try Outbox(db: access.db, schema: access.schema)
                .entries(where: openOnly ? "state IN (0, 1, 3, 4)" : "TRUE")
        }
    }

    /// One change set; `nil` when there is none of this number.
    public func outboxEntry(_ entry: Int64) throws -> OutboxEntry? {
        try store.read { try Outbox(db: $0.db, schema: $0.schema).entry(entry) }
    }

    /// The tray: sets that the office returned, oldest first, each with its reason.
    public func returned() throws -> [OutboxEntry] {
        try store.read { access in
            try Outbox(db: access.db, schema: access.schema).entries(where: "state = 3")
        }
    }

    /// Makes a returned set's changes again, as a new set, and after it, in order, those that were returned
    /// only because they need it.
    ///
    /// - Parameters:
    ///   - entry: the entry in the tray.
    ///   - mend: changes what was wrong, after the first set's changes and in the same new set.
    /// - Returns: the new entries; fewer than were retried when nothing of a set remains to do.
    /// - Throws: `not-returned`; `row-gone` when a row it changes does not exist any more.
    @discardableResult
    public func retry(_ entry: Int64, mend: (Database) throws -> Void = { _ in }) throws -> [Int64]
    {
        let made = try store.write { access in
            let tray = Tray(access: access)
            let group = try tray.withDependants(tray.returned(entry))
            try LocalRebase(access: access).drop(group)
            var made: [Int64] = []
            for (index, old) in group.enumerated() {
                try tray.makeAgain(old)
                if index == 0 { try mend(access.db) }
                try Outbox(db: access.db, schema: access.schema).setState(.retried, of: old.entry)
                if let entry = try Collector(access: access).collect() { made.append(entry) }
            }
            return made
        }
        if !made.isEmpty { localChanges.raise() }
        return made
    }

    /// Gives a returned set up. What it wanted stays readable in the outbox.
    ///
    /// - Throws: `not-returned`.
    public func discard(_ entry: Int64) throws {
        try store.write { access in
            let found = try Tray(access: access).returned(entry)
            try LocalRebase(access: access).drop([found])
            try Outbox(db: access.db, schema: access.schema).setState(.discarded, of: entry)
        }
    }
}

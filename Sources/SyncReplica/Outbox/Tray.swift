internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// What came back: its author retries or discards it.
struct Tray {
    let access: Access

    func returned(_ entry: Int64) throws -> OutboxEntry {
        guard let found = try Outbox(db: access.db, schema: access.schema).entry(entry),
            case .returned = found.state
        else { throw ReplicaError(.notReturned, detail: "\(entry)") }
        return found
    }

    /// The entry and those returned after it only because they need rows that it made, oldest first.
    func withDependants(_ entry: OutboxEntry) throws -> [OutboxEntry] {
        var group = [entry]
        var made = Self.rowsMade(by: entry)
        let later = try Outbox(db: access.db, schema: access.schema)
            .entries(where: "state = 3 AND entry > ?", [entry.entry])
        for candidate in later where Self.waits(candidate) && Self.needs(candidate, made) {
            group.append(candidate)
            made.formUnion(Self.rowsMade(by: candidate))
        }
        return group
    }

    /// Makes the changes of a returned set again, as an ordinary local write that the triggers capture, and tells
    /// GRDB's observers, which cannot see it.
    ///
    /// - Throws: `row-gone` when it changes a row that does not exist any more.
    func makeAgain(_ entry: OutboxEntry) throws {
        for change in entry.changes {
            guard let table = access.schema[change.table] else { continue }
            let rows = try access.drawnTable(table)
            switch change.kind {
            case .insert:
                if try rows.row(change.row) == nil {
                    let image = RowImage(table: table, cells: change.cells)
                    try rows.put(image.stored(change.row))
                } else {
                    try rows.set(change.cells, of: change.row)
                }
            case .update:
                guard try rows.set(change.cells, of: change.row) else {
                    throw ReplicaError(.rowGone, detail: "\(table.name) \(change.row)")
                }
            case .delete:
                try rows.delete(change.row)
            }
        }
        for id in Set(entry.changes.map(\.table)).sorted() {
            guard let table = access.schema[id] else { continue }
            try access.db.notifyChanges(in: Table(table.name))
        }
    }

    private static func rowsMade(by entry: OutboxEntry) -> Set<RowID> {
        Set(entry.changes.filter { $0.kind == .insert }.map(\.row))
    }

    private static func waits(_ entry: OutboxEntry) -> Bool {
        guard case .returned(let reason) = entry.state else { return false }
        return [.needsReturned, .referenceMissing, .rowGone].contains(reason.code)
    }

    private static func needs(_ entry: OutboxEntry, _ rows: Set<RowID>) -> Bool {
        entry.changes.contains { change in
            rows.contains(change.row)
                || change.cells.contains { $0.value.row.map(rows.contains) ?? false }
        }
    }
}

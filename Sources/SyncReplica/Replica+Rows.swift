internal import GRDB
public import SyncEngine
public import SyncProtocol
internal import SyncSQLite
internal import Synchronization

extension Replica {
    /// How rows are drawn: with own work that the office has not decided, or as it has them.
    ///
    /// - Returns: one state a row asked for, in the same order.
    public func pendingState(of rows: [(TableID, RowID)]) throws -> [PendingState] {
        try store.read { access in
            try rows.map { table, row in
                let key = RowKey(table, row)
                guard try access.hasDrawnWork(key) else { return .committed }
                if try access.drawnImage(key) == nil { return .deleted }
                return try access.isMade(key) ? .made : .changed
            }
        }
    }

    /// The row as the office has it, without own pending work; `nil` when the office does not have it.
    public func committed(_ table: TableID, _ row: RowID) throws -> SyncEngine.Row? {
        try store.read { access in
            guard let schema = access.schema[table] else { return nil }
            return try access.officeImage(RowKey(table, row)).map {
                SyncEngine.Row(table: schema, id: row, values: $0.values)
            }
        }
    }

    /// What was done to a row here, oldest first, with where each set stands.
    public func history(of row: RowID) throws -> [HistoryEntry] {
        try store.read { access in
            let outbox = Outbox(db: access.db, schema: access.schema)
            var found: [HistoryEntry] = []
            for table in access.schema.tables {
                for entry in try outbox.touching(RowKey(table.id, row), drawnOnly: false) {
                    for change in entry.changes
                    where change.row == row && change.table == table.id {
                        found.append(
                            HistoryEntry(
                                entry: entry.entry, madeAt: entry.madeAt, state: entry.state,
                                change: change))
                    }
                }
            }
            return found.sorted { $0.entry < $1.entry }
        }
    }

    /// Rows that the office does not have any more, kept aside, newest first.
    public func keptRows() throws -> [SyncEngine.Row] {
        try store.read { access in
            let statement = try RawStatement(
                access.db, "SELECT tab, id, cells FROM _kept ORDER BY seq DESC")
            var rows: [SyncEngine.Row] = []
            while try statement.step() {
                guard let number = UInt16(exactly: statement.integer(at: 0)),
                    let table = access.schema[TableID(number)], let id = statement.rowID(at: 1)
                else { continue }
                let cells = UnknownCells.decode(statement.blob(at: 2))
                rows.append(SyncEngine.Row(table: table, id: id, cells: cells))
            }
            return rows
        }
    }

    /// Looks whether other processes wrote to the file, and tells GRDB's observers, which cannot see it.
    ///
    /// - Returns: whether they did.
    @discardableResult
    public func refresh() throws -> Bool {
        let version = try store.read { access in
            try Int64.fetchOne(access.db, sql: "PRAGMA data_version") ?? 0
        }
        guard
            seenVersion.withLock({ seen in
                defer { seen = version }
                return seen != nil && seen != version
            })
        else { return false }
        try store.write { access in
            for table in access.schema.tables {
                try access.db.notifyChanges(in: Table(table.name))
            }
        }
        return true
    }
}

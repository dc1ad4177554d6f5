internal import GRDB
public import SyncEngine
public import SyncProtocol
internal import SyncSQLite

extension Replica {
    private static let toldKey = "news.told"

    /// Outcomes that came since the person was last told, oldest first. The office makes their ids, so that what a
    /// newly granted scope brings from earlier is no news.
    ///
    /// - Complexity: O(outcomes that came since).
    public func news() throws -> [SyncEngine.Row] {
        try store.read { access in
            let told = try MetaTable.value(RowID.self, for: Self.toldKey, in: access.db)
            let table = SystemTables.outcome
            let ids = try RowID.fetchAll(
                access.db, sql: "SELECT id FROM outcome WHERE id > ? ORDER BY id",
                arguments: [told ?? RowID(timestamp: .zero, device: .office)])
            let rows = try access.drawnTable(table)
            return try ids.compactMap { id in
                try rows.row(id).map { SyncEngine.Row(table: table, id: id, values: $0.values) }
            }
        }
    }

    /// The person was told of everything up to this outcome.
    public func setTold(through outcome: RowID) throws {
        try store.write { try MetaTable.set(outcome, for: Self.toldKey, in: $0.db) }
    }
}

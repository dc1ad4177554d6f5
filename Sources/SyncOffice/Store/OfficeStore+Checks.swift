internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Counts and checks over whole tables.
extension OfficeStore {
    func count(of table: TableSchema) throws -> Int {
        Int(try sql.first("SELECT count(*) FROM \"\(table.name)\"") { $0.integer(at: 0) } ?? 0)
    }

    func openOutcomes() throws -> Int {
        let table = SystemTables.outcome.name
        return Int(
            try sql.first("SELECT count(*) FROM \"\(table)\" WHERE state = 'open'") {
                $0.integer(at: 0)
            } ?? 0)
    }

    /// Rows without a place in the feed, places without a row, and places in the wrong scope.
    func misplacedRows() throws -> Int {
        var result = 0
        let newest = try head().sequence
        for table in schema.tables {
            var found = 0
            try rows.table(table.id)?.forEach { stored in
                found += 1
                let scope = Row(table: table, id: stored.id, values: stored.values).scope
                if try self.scope(of: RowKey(table.id, stored.id)) != scope { result += 1 }
            }
            let places = try sql.first(
                "SELECT count(*), max(sequence) FROM _row WHERE tbl = ? AND deleted_by IS NULL",
                .table(table.id)
            ) { (Int($0.integer(at: 0)), $0.sequence(at: 1)) }
            result += abs((places?.0 ?? 0) - found)
            if places?.1 ?? .zero > newest { result += 1 }
        }
        return result
    }
}

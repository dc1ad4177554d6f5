internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Rows of tables that this version does not know: kept for the version that does.
enum UnknownRows {
    static func apply(_ row: BatchRow, _ db: Database) throws {
        let tab = Int64(row.table.rawValue)
        let statement: RawStatement
        switch row.state {
        case .whole(let cells):
            statement = try RawStatement(
                db, "INSERT OR REPLACE INTO _unknown_row (tab, id, cells) VALUES (?, ?, ?)")
            statement.bind(UnknownCells.encode(cells), at: 3)
        case .partial(let cells):
            var all =
                try cells
                + standing(row, db).filter { old in
                    !cells.contains { $0.column == old.column }
                }
            all.sort { $0.column < $1.column }
            statement = try RawStatement(
                db, "INSERT OR REPLACE INTO _unknown_row (tab, id, cells) VALUES (?, ?, ?)")
            statement.bind(UnknownCells.encode(all), at: 3)
        case .deleted, .gone:
            statement = try RawStatement(db, "DELETE FROM _unknown_row WHERE tab = ? AND id = ?")
        }
        statement.bind(tab, at: 1)
        statement.bind(row.row, at: 2)
        try statement.run()
    }

    /// By table and id.
    ///
    /// - Parameter table: those of all tables when `nil`.
    static func rows(
        of table: TableID? = nil, _ db: Database
    ) throws -> [(key: RowKey, cells: [Cell])] {
        let statement = try RawStatement(
            db,
            """
            SELECT tab, id, cells FROM _unknown_row
            \(table == nil ? "" : "WHERE tab = ?") ORDER BY tab, id
            """)
        if let table { statement.bind(Int64(table.rawValue), at: 1) }
        var rows: [(key: RowKey, cells: [Cell])] = []
        while try statement.step() {
            guard let number = UInt16(exactly: statement.integer(at: 0)),
                let row = statement.rowID(at: 1)
            else { continue }
            let cells = UnknownCells.decode(statement.blob(at: 2))
            rows.append((RowKey(TableID(number), row), cells))
        }
        return rows
    }

    static func remove(_ key: RowKey, _ db: Database) throws {
        let gone = BatchRow(table: key.table, row: key.row, state: .deleted)
        try apply(gone, db)
    }

    static func forget(_ table: TableID, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM _unknown_row WHERE tab = ?", arguments: [Int64(table.rawValue)])
    }

    private static func standing(_ row: BatchRow, _ db: Database) throws -> [Cell] {
        let statement = try RawStatement(
            db, "SELECT cells FROM _unknown_row WHERE tab = ? AND id = ?")
        statement.bind(Int64(row.table.rawValue), at: 1)
        statement.bind(row.row, at: 2)
        guard try statement.step() else { return [] }
        defer { statement.reset() }
        return UnknownCells.decode(statement.blob(at: 0))
    }
}

public import GRDB
internal import SyncEngine
public import SyncProtocol

/// Makes ordinary typed SQLite tables of a schema, and brings older ones up to date.
public enum TypedTables {
    /// Creates missing tables, adds missing columns and moves cells that were kept for unknown columns into
    /// them. Call inside a write transaction.
    ///
    /// - Complexity: O(tables), and O(rows with unknown cells) when columns were added.
    public static func create(_ schema: Schema, in db: Database) throws {
        for table in schema.tables {
            if try db.tableExists(table.name) {
                try addColumns(to: table, in: db)
            } else {
                try db.execute(sql: definition(of: table, named: table.name))
            }
            for column in table.columns where column.type.isRow {
                let name = "\(table.name)__\(column.name)"
                try db.execute(
                    sql: """
                        CREATE INDEX IF NOT EXISTS "\(name)" ON "\(table.name)" ("\(column.name)")
                        """)
            }
        }
    }

    /// `CREATE TABLE` for a table of this shape: `id`, the columns, and `_unknown` for cells of columns that
    /// this version does not know.
    public static func definition(of table: TableSchema, named name: String) -> String {
        var parts = ["id BLOB PRIMARY KEY NOT NULL DEFAULT (randomblob(16))"]
        parts += table.columns.map { column in
            let literal = column.defaultValue.sqlLiteral
            return "\"\(column.name)\" \(column.type.sqlName)"
                + (column.defaultValue.isNull ? "" : " DEFAULT \(literal)")
        }
        parts.append("_unknown BLOB")
        return "CREATE TABLE \"\(name)\" (\(parts.joined(separator: ", ")))"
    }

    /// Adds what an older version of this table lacks.
    public static func addColumns(to table: TableSchema, named name: String? = nil, in db: Database)
        throws
    {
        let name = name ?? table.name
        let present = Set(try db.columns(in: name).map(\.name))
        let missing = table.columns.filter { !present.contains($0.name) }
        guard !missing.isEmpty else { return }
        for column in missing {
            let literal = column.defaultValue.sqlLiteral
            try db.execute(
                sql: """
                    ALTER TABLE "\(name)" ADD COLUMN "\(column.name)" \(column.type.sqlName) DEFAULT \(literal)
                    """)
        }
        try adoptUnknownCells(of: table, named: name, in: db)
    }

    private static func adoptUnknownCells(
        of table: TableSchema, named name: String, in db: Database
    ) throws {
        let rows = try RowTable(db, table: table, named: name)
        let ids = try RowID.fetchAll(
            db, sql: "SELECT id FROM \"\(name)\" WHERE _unknown IS NOT NULL")
        for id in ids {
            guard let row = try rows.row(id) else { continue }
            let known = row.unknown.filter { table[$0.column] != nil }
            var values = row.values
            for cell in known {
                if let index = table.index(of: cell.column) { values[index] = cell.value }
            }
            let unknown = row.unknown.filter { table[$0.column] == nil }
            try rows.put(StoredRow(id: id, values: values, unknown: unknown))
        }
    }
}

extension ColumnType {
    var isRow: Bool { if case .row = self { true } else { false } }

    var sqlName: String {
        switch self {
        case .text, .wall, .date, .choice: "TEXT"
        case .integer, .boolean, .instant: "INTEGER"
        case .real: "REAL"
        case .blob, .row: "BLOB"
        }
    }
}

extension Value {
    /// The value as an SQL literal, for `DEFAULT` clauses of our own schema.
    var sqlLiteral: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): String(number)
        case .real(let number): "\(number)"
        case .text(let text):
            "'"
                + text.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''") + "'"
        case .blob(let bytes):
            "X'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        }
    }
}

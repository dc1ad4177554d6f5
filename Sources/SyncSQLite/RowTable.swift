package import GRDB
package import SyncEngine
package import SyncProtocol

/// Fast access to one physical table of a `TableSchema`'s shape through prepared statements.
///
/// Lives inside one connection's serialised access. Writes are invisible to GRDB's observers.
package final class RowTable {
    package let table: TableSchema
    /// The SQL name: the schema's, or e.g. `signup__committed`.
    package let name: String
    private let db: Database
    private let columnList: String

    private lazy var select = Result {
        try RawStatement(db, "SELECT \(columnList), _unknown FROM \"\(name)\" WHERE id = ?")
    }
    private lazy var upsert = Result { try RawStatement(db, upsertSQL) }
    private lazy var insertion = Result {
        try RawStatement(db, insertSQL + " ON CONFLICT (id) DO NOTHING")
    }
    private lazy var remove = Result {
        try RawStatement(db, "DELETE FROM \"\(name)\" WHERE id = ?")
    }
    private var updates: [UInt64: RawStatement] = [:]
    private var lookups: [ColumnID: RawStatement] = [:]

    package init(_ db: Database, table: TableSchema, named name: String? = nil) throws {
        self.db = db
        self.table = table
        self.name = name ?? table.name
        self.columnList = table.columns.map { "\"\($0.name)\"" }.joined(separator: ", ")
    }

    /// One index look-up.
    package func row(_ id: RowID) throws -> StoredRow? {
        let statement = try select.get()
        statement.bind(id, at: 1)
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return StoredRow(id: id, values: values(statement, from: 0), unknown: unknown(statement, 0))
    }

    /// Makes or replaces a row.
    package func put(_ row: StoredRow) throws {
        try bindAndRun(upsert.get(), row)
    }

    /// Makes a row unless there is one of this id.
    ///
    /// - Returns: whether it was made.
    package func insert(_ row: StoredRow) throws -> Bool {
        try bindAndRun(insertion.get(), row) > 0
    }

    /// Whether the table has no rows.
    package func isEmpty() throws -> Bool {
        let statement = try RawStatement(db, "SELECT 1 FROM \"\(name)\" LIMIT 1")
        return try !statement.step()
    }

    @discardableResult
    private func bindAndRun(_ statement: RawStatement, _ row: StoredRow) throws -> Int {
        statement.bind(row.id, at: 1)
        for index in row.values.indices {
            statement.bind(row.values[index], at: Int32(index + 2))
        }
        let last = Int32(row.values.count + 2)
        if row.unknown.isEmpty {
            statement.bindNull(at: last)
        } else {
            statement.bind(UnknownCells.encode(row.unknown), at: last)
        }
        return try statement.run()
    }

    /// Sets cells of known columns of one row.
    ///
    /// - Returns: `false` when there is no such row.
    @discardableResult
    package func set(_ cells: [Cell], of id: RowID) throws -> Bool {
        var mask: UInt64 = 0
        var values: [(Int, Value)] = []
        for cell in cells {
            guard let index = table.index(of: cell.column) else { continue }
            mask |= 1 << UInt64(index)
            values.append((index, cell.value))
        }
        guard mask != 0 else { return try row(id) != nil }
        values.sort { $0.0 < $1.0 }
        let statement = try update(mask)
        for (place, value) in values.enumerated() {
            statement.bind(value.1, at: Int32(place + 1))
        }
        statement.bind(id, at: Int32(values.count + 1))
        return try statement.run() > 0
    }

    /// - Returns: `false` when there was no such row.
    @discardableResult
    package func delete(_ id: RowID) throws -> Bool {
        let statement = try remove.get()
        statement.bind(id, at: 1)
        return try statement.run() > 0
    }

    /// Rows whose column equals the value (NULL equals NULL), sorted by id.
    package func rows(where column: ColumnID, equals value: Value) throws -> [StoredRow] {
        guard let schema = table[column] else { return [] }
        let statement: RawStatement
        if let known = lookups[column] {
            statement = known
        } else {
            statement = try RawStatement(
                db,
                """
                SELECT id, \(columnList), _unknown FROM "\(name)" WHERE "\(schema.name)" IS ?
                ORDER BY id
                """)
            lookups[column] = statement
        }
        statement.bind(value, at: 1)
        return try collect(statement)
    }

    /// Calls `body` with each row in the order of ids. `body` must not write to this table.
    package func forEach(
        from low: RowID? = nil, through high: RowID? = nil, _ body: (StoredRow) throws -> Void
    ) throws {
        var conditions: [String] = []
        if low != nil { conditions.append("id >= ?1") }
        if high != nil { conditions.append("id <= ?2") }
        let clause = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        let statement = try RawStatement(
            db, "SELECT id, \(columnList), _unknown FROM \"\(name)\"\(clause) ORDER BY id")
        if let low { statement.bind(low, at: 1) }
        if let high { statement.bind(high, at: 2) }
        while try statement.step() {
            guard let row = stored(statement) else { continue }
            try body(row)
        }
    }

    private func collect(_ statement: RawStatement) throws -> [StoredRow] {
        var result: [StoredRow] = []
        while try statement.step() {
            if let row = stored(statement) { result.append(row) }
        }
        return result
    }

    private func stored(_ statement: RawStatement) -> StoredRow? {
        guard let id = statement.rowID(at: 0) else { return nil }
        return StoredRow(id: id, values: values(statement, from: 1), unknown: unknown(statement, 1))
    }

    private func values(_ statement: RawStatement, from start: Int32) -> [Value] {
        (0..<Int32(table.columns.count)).map { statement.value(at: start + $0) }
    }

    private func unknown(_ statement: RawStatement, _ start: Int32) -> [Cell] {
        let index = start + Int32(table.columns.count)
        return statement.isNull(at: index) ? [] : UnknownCells.decode(statement.blob(at: index))
    }

    private func update(_ mask: UInt64) throws -> RawStatement {
        if let known = updates[mask] { return known }
        let assignments = table.columns.enumerated()
            .filter { mask >> UInt64($0.offset) & 1 == 1 }
            .map { "\"\($0.element.name)\" = ?" }
            .joined(separator: ", ")
        let statement = try RawStatement(
            db, "UPDATE \"\(name)\" SET \(assignments) WHERE id = ?")
        updates[mask] = statement
        return statement
    }

    private var columnNames: [String] { table.columns.map { "\"\($0.name)\"" } + ["_unknown"] }

    private var insertSQL: String {
        let names = columnNames
        let marks = Array(repeating: "?", count: names.count + 1).joined(separator: ", ")
        return "INSERT INTO \"\(name)\" (id, \(names.joined(separator: ", "))) VALUES (\(marks))"
    }

    private var upsertSQL: String {
        let sets = columnNames.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return insertSQL + " ON CONFLICT (id) DO UPDATE SET \(sets)"
    }
}

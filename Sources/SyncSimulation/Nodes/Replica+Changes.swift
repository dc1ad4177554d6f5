internal import Foundation
internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica
internal import SyncSQLite

/// People's changes as ordinary SQL, which the triggers capture.
extension Replica {
    /// - Returns: the outbox entry, `nil` when nothing changed.
    func writeChanges(
        _ schema: Schema,
        _ body: (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws -> Int64? {
        try writeEntry { db in
            let rows = DatabaseRows(db, schema, rowReader(db))
            for change in try body(rows, { try self.makeRowID(db) }) {
                guard let table = schema[change.table] else { continue }
                try db.carryOut(change, table)
            }
        }.entry
    }

    func readRows<T>(_ schema: Schema, _ body: (any RowSource) throws -> T) throws -> T {
        try read { db in try body(DatabaseRows(db, schema, rowReader(db))) }
    }
}

/// The rows of one database access.
private struct DatabaseRows: RowSource {
    private let db: Database
    private let store: RowStore
    private let reader: any RowReader

    init(_ db: Database, _ schema: Schema, _ reader: any RowReader) {
        self.db = db
        self.store = RowStore(db, schema: schema)
        self.reader = reader
    }

    func row(_ id: RowID, in table: TableID) throws -> SyncEngine.Row? {
        try reader.row(id, in: table)
    }

    func rows(
        in table: TableID, where column: ColumnID, equals value: Value
    ) throws -> [SyncEngine.Row] {
        try reader.rows(in: table, where: column, equals: value)
    }

    func rows(in table: TableID) throws -> [SyncEngine.Row] {
        guard let rows = try store.table(table) else { return [] }
        var found: [SyncEngine.Row] = []
        try rows.forEach { stored in
            found.append(
                SyncEngine.Row(table: rows.table, id: stored.id, values: stored.values))
        }
        return found.sorted { $0.id < $1.id }
    }
}

extension Database {
    fileprivate func carryOut(_ change: Change, _ table: TableSchema) throws {
        let cells = change.cells.compactMap { cell in
            table[cell.column].map { ($0.name, cell.value.databaseValue) }
        }
        let id = change.row.bytes.databaseBytes
        switch change.kind {
        case .insert:
            let names = cells.map { ", \"\($0.0)\"" }.joined()
            let marks = cells.map { _ in ", ?" }.joined()
            try cachedStatement(
                sql: "INSERT INTO \"\(table.name)\" (id\(names)) VALUES (?\(marks))"
            ).execute(arguments: StatementArguments([id] + cells.map(\.1)))
        case .update:
            guard !cells.isEmpty else { return }
            let sets = cells.map { "\"\($0.0)\" = ?" }.joined(separator: ", ")
            try cachedStatement(sql: "UPDATE \"\(table.name)\" SET \(sets) WHERE id = ?")
                .execute(arguments: StatementArguments(cells.map(\.1) + [id]))
        case .delete:
            try cachedStatement(sql: "DELETE FROM \"\(table.name)\" WHERE id = ?")
                .execute(arguments: [id])
        }
    }
}

extension [UInt8] {
    fileprivate var databaseBytes: DatabaseValue { Data(self).databaseValue }
}

extension Value {
    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): bytes.databaseBytes
        }
    }
}

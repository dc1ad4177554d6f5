import FieldDay
import GRDB
import SyncProtocol
import SyncReplica

/// Puts the workload's rows and changes into a database as a program would: by SQL.
enum Writing {
    static let schema = OpenDomain().schema

    static func insert(_ row: RowID, _ cells: [Cell], into table: TableID, _ db: Database) throws {
        guard let table = schema[table] else { return }
        let names = cells.compactMap { table[$0.column]?.name }
        let columns = (["id"] + names).map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = Array(repeating: "?", count: names.count + 1).joined(separator: ", ")
        let statement = try db.cachedStatement(
            sql: "INSERT INTO \"\(table.name)\" (\(columns)) VALUES (\(marks))")
        try statement.execute(
            arguments: StatementArguments([row.databaseValue] + cells.map(\.value.databaseValue)))
    }

    static func update(_ row: RowID, _ cells: [Cell], in table: TableID, _ db: Database) throws {
        guard let table = schema[table] else { return }
        let sets = cells.compactMap { table[$0.column].map { "\"\($0.name)\" = ?" } }
        let statement = try db.cachedStatement(
            sql: "UPDATE \"\(table.name)\" SET \(sets.joined(separator: ", ")) WHERE id = ?")
        try statement.execute(
            arguments: StatementArguments(cells.map(\.value.databaseValue) + [row.databaseValue]))
    }
}

extension BatchRow {
    /// The cells of a whole row.
    var cells: [Cell] { if case .whole(let cells) = state { cells } else { [] } }
}

extension Value {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): RowID(bytes: bytes)?.databaseValue ?? .null
        }
    }
}

internal import Foundation
internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Rows that went without a word from the office: kept aside, never silently lost.
enum KeptRows {
    enum Why: String {
        /// The office went back in time and does not have the row any more.
        case officeWentBack = "office-went-back"
        /// A repair found that the office does not have the row.
        case repaired = "repaired"
    }

    static func keep(
        _ image: RowImage, _ key: RowKey, in table: TableSchema, why: Why, access: Access
    ) throws {
        try keep(image.cells(in: table), key, why: why, access: access)
    }

    /// - Parameter cells: all that are not NULL, sorted by column.
    static func keep(_ cells: [Cell], _ key: RowKey, why: Why, access: Access) throws {
        let statement = try access.db.cachedStatement(
            sql: "INSERT INTO _kept (tab, id, why, at, cells) VALUES (?, ?, ?, ?, ?)")
        try statement.execute(arguments: [
            Int64(key.table.rawValue), key.row, why.rawValue, access.wall,
            Data(UnknownCells.encode(cells)),
        ])
    }

    static func count(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM _kept") ?? 0
    }
}

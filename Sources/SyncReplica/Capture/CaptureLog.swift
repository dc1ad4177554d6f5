internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// What the triggers logged since the last collection: each row once, in the order of first touch.
struct CaptureLog {
    struct Touch {
        let table: CapturedTable
        /// `nil` for a row made by hand with another id.
        let row: RowID?
        /// The other id; NULL beside a row id.
        let id: Value
        /// The row was not drawn before.
        let isNew: Bool
        /// It was touched again after it was made.
        var isTouchedAgain = false
    }

    private struct OddKey: Hashable {
        let table: TableID
        let id: Value
    }

    private(set) var touches: [Touch] = []
    /// Whether the log names these rows, by these ids, and no others.
    private(set) var isExact = true

    static func isEmpty(_ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM _capture)")
        return try !(Bool.fetchOne(statement) ?? false)
    }

    /// - Complexity: O(logged writes).
    init(_ access: Access) throws {
        let statement = try RawStatement(
            access.db, "SELECT tab, kind, id FROM _capture ORDER BY seq")
        var tables: [Int64: CapturedTable] = [:]
        var places: [RowKey: Int] = [:]
        var oddPlaces: [OddKey: Int] = [:]
        var last: (tab: Int64, table: CapturedTable)?
        while try statement.step() {
            let tab = statement.integer(at: 0)
            let table: CapturedTable
            if let last, last.tab == tab {
                table = last.table
            } else {
                guard
                    let found = try tables[tab]
                        ?? UInt16(exactly: tab).flatMap({ access.schema[TableID($0)] })
                        .map({ try CapturedTable($0, access) })
                else {
                    isExact = false
                    continue
                }
                tables[tab] = found
                last = (tab, found)
                table = found
            }
            let row = statement.rowID(at: 2)
            let known: Int?
            let place = touches.count
            var id = Value.null
            if let row {
                let key = RowKey(table.schema.id, row)
                known = places[key]
                if known == nil { places[key] = place }
            } else {
                isExact = false
                id = statement.value(at: 2)
                let key = OddKey(table: table.schema.id, id: id)
                known = oddPlaces[key]
                if known == nil { oddPlaces[key] = place }
            }
            if let known {
                touches[known].isTouchedAgain = true
                continue
            }
            let isNew = statement.integer(at: 1) == CaptureTriggers.insertKind
            touches.append(Touch(table: table, row: row, id: id, isNew: isNew))
        }
    }

    static func clear(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM _capture")
    }
}

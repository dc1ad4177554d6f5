internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// What the triggers logged since the last collection: each row once, in the order of first touch.
struct CaptureLog {
    struct Touch {
        let table: TableSchema
        /// As the row has it: for rows made by hand perhaps no row id.
        let id: Value
        /// The row was not drawn before.
        let isNew: Bool
        /// It was touched again after it was made.
        var isTouchedAgain = false
    }

    private struct Key: Hashable {
        let table: Int64
        let id: Value
    }

    static func isEmpty(_ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM _capture)")
        return try !(Bool.fetchOne(statement) ?? false)
    }

    /// - Complexity: O(logged writes).
    static func touches(_ db: Database, schema: Schema) throws -> [Touch] {
        let statement = try RawStatement(db, "SELECT tab, kind, id FROM _capture ORDER BY seq")
        var places: [Key: Int] = [:]
        var touches: [Touch] = []
        while try statement.step() {
            let tab = statement.integer(at: 0)
            let key = Key(table: tab, id: statement.value(at: 2))
            if let place = places[key] {
                touches[place].isTouchedAgain = true
                continue
            }
            guard let table = UInt16(exactly: tab).flatMap({ schema[TableID($0)] }) else {
                continue
            }
            places[key] = touches.count
            let isNew = statement.integer(at: 1) == CaptureTriggers.insertKind
            touches.append(Touch(table: table, id: key.id, isNew: isNew))
        }
        return touches
    }

    static func clear(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM _capture")
    }
}

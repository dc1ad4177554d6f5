public import GRDB

/// Single values by name, in the same transactions as what they belong to.
public enum MetaTable {
    public static func create(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS _meta (key TEXT PRIMARY KEY NOT NULL, value) WITHOUT ROWID
                """)
    }

    public static func set(
        _ value: (any DatabaseValueConvertible)?, for key: String, in db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO _meta (key, value) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """)
        try statement.execute(arguments: [key, value])
    }

    /// `nil` when the key is missing or holds NULL.
    ///
    /// - Throws: `StoreError` `damaged` when it holds something else than was set.
    public static func value<T: DatabaseValueConvertible>(
        _ type: T.Type = T.self, for key: String, in db: Database
    ) throws -> T? {
        let statement = try db.cachedStatement(sql: "SELECT value FROM _meta WHERE key = ?")
        do {
            return try T.fetchOne(statement, arguments: [key])
        } catch is RowDecodingError {
            throw StoreError.wrongKind
        }
    }
}

internal import Foundation
internal import GRDB
internal import SyncProtocol
internal import SyncSQLite

/// The scopes whose rows the replica has, as of its cursor.
enum HeldScopes {
    /// Sorted.
    static func read(_ db: Database) throws -> [Scope] {
        try Data.fetchAll(db, sql: "SELECT scope FROM _held")
            .compactMap { Scope(key: Array($0)) }.sorted()
    }

    static func replace(with scopes: [Scope], _ db: Database) throws {
        try db.execute(sql: "DELETE FROM _held")
        let statement = try RawStatement(db, "INSERT OR IGNORE INTO _held (scope) VALUES (?)")
        for scope in scopes {
            statement.bind(scope.key, at: 1)
            try statement.run()
        }
    }
}

internal import GRDB
internal import SyncProtocol
internal import SyncSQLite

/// The scopes whose rows the replica has, as of its cursor.
enum HeldScopes {
    /// Sorted.
    static func read(_ db: Database) throws -> [Scope] {
        let statement = try RawStatement(db, "SELECT scope FROM _held")
        var scopes: [Scope] = []
        while try statement.step() {
            if let scope = Scope(key: statement.blob(at: 0)) { scopes.append(scope) }
        }
        return scopes.sorted()
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

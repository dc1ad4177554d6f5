internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// The office's tables: the domain's typed ones, which anybody may read, and its own, which start with `_`.
enum OfficeTables {
    /// Marks our files: "Felt".
    static let applicationID: Int32 = 0x4665_6C74
    /// Grows with every change to the tables below.
    static let version = 2

    /// Creates what is missing. Call inside a write transaction.
    ///
    /// - Throws: `StoreError` `newer-schema` when a newer program wrote the file.
    static func create(_ schema: Schema, in db: Database, path: String) throws {
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw StoreError(.newerSchema, path: path, detail: "version \(found)")
        }
        try MetaTable.create(db)
        let known = try Int64.fetchOne(db, sql: "SELECT value FROM _meta WHERE key = 'schema'")
        guard known ?? 0 <= Int64(schema.version) else {
            throw StoreError(.newerSchema, path: path, detail: "schema \(known ?? 0)")
        }
        if found < 1 { try db.execute(sql: definitions) }
        if found < 2 { try db.execute(sql: "ALTER TABLE _device ADD COLUMN given_up_at INTEGER") }
        if found < version { try db.execute(sql: "PRAGMA user_version = \(version)") }
        if known != Int64(schema.version) {
            try TypedTables.create(schema, in: db)
            try MetaTable.set(Int64(schema.version), for: "schema", in: db)
        }
    }

    /// `_row`: where every row stands in the feed, with its cells' clocks; a deleted row's cells are its
    /// tombstone. Its index by scope and sequence is the feed.
    /// `_gone`: rows that left a scope.
    private static let definitions = """
        CREATE TABLE _row (
            tbl INTEGER NOT NULL, id BLOB NOT NULL, sequence INTEGER NOT NULL,
            scope BLOB NOT NULL, since INTEGER NOT NULL, clocks BLOB NOT NULL,
            deleted_by INTEGER, deleted_at INTEGER, tombstone BLOB,
            PRIMARY KEY (tbl, id)) WITHOUT ROWID;
        CREATE INDEX _row_feed ON _row (scope, sequence);
        CREATE INDEX _row_order ON _row (sequence);
        CREATE TABLE _gone (
            scope BLOB NOT NULL, sequence INTEGER NOT NULL, tbl INTEGER NOT NULL,
            id BLOB NOT NULL, PRIMARY KEY (scope, sequence, tbl, id)) WITHOUT ROWID;
        CREATE INDEX _gone_row ON _gone (tbl, id);
        CREATE INDEX _gone_order ON _gone (sequence);
        CREATE TABLE _log (
            sequence INTEGER PRIMARY KEY NOT NULL, epoch INTEGER NOT NULL,
            device INTEGER NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL,
            entry BLOB NOT NULL, head BLOB NOT NULL);
        CREATE TABLE _verdict (
            device INTEGER NOT NULL, number INTEGER NOT NULL, kind INTEGER NOT NULL,
            sequence INTEGER, code TEXT, tbl INTEGER, id BLOB, col INTEGER, detail TEXT,
            PRIMARY KEY (device, number)) WITHOUT ROWID;
        CREATE TABLE _segment (
            device INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
            hash BLOB NOT NULL, received_at INTEGER NOT NULL, bytes BLOB NOT NULL,
            PRIMARY KEY (device, first));
        CREATE TABLE _returned (
            device INTEGER NOT NULL, tbl INTEGER NOT NULL, id BLOB NOT NULL,
            PRIMARY KEY (device, tbl, id)) WITHOUT ROWID;
        CREATE TABLE _device (
            device INTEGER PRIMARY KEY NOT NULL, id BLOB NOT NULL, member BLOB NOT NULL,
            name TEXT NOT NULL, fingerprint BLOB NOT NULL, signing_key BLOB NOT NULL,
            next_number INTEGER NOT NULL DEFAULT 1, last_segment BLOB NOT NULL,
            enrolled_at INTEGER NOT NULL, last_contact INTEGER NOT NULL,
            last_cursor INTEGER NOT NULL DEFAULT 0, revoked_at INTEGER, copied_from INTEGER,
            pull_cursor INTEGER, pull_start INTEGER, pull_scopes BLOB);
        CREATE TABLE _invite (
            secret_hash BLOB PRIMARY KEY NOT NULL, member BLOB NOT NULL,
            expires INTEGER NOT NULL, spent_at INTEGER, spent_by INTEGER);
        CREATE TABLE _epoch (
            place INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, start INTEGER NOT NULL,
            agreed INTEGER NOT NULL, lost INTEGER NOT NULL, opened_at INTEGER NOT NULL,
            predecessor INTEGER NOT NULL, predecessor_head BLOB NOT NULL);
        CREATE TABLE _deadline (
            at INTEGER NOT NULL, rule TEXT NOT NULL, tbl INTEGER NOT NULL, id BLOB NOT NULL,
            PRIMARY KEY (at, rule, tbl, id)) WITHOUT ROWID;
        CREATE TABLE _digest (
            scope BLOB PRIMARY KEY NOT NULL, count INTEGER NOT NULL, sum INTEGER NOT NULL
            ) WITHOUT ROWID;
        """
}

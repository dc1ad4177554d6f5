internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// The tables of a replica's file: the schema's typed ones, a committed image beside each, and the
/// replica's own, whose names begin with an underscore.
enum ReplicaTables {
    /// "FBrp".
    static let applicationID: Int32 = 0x4642_7270
    /// Grows when the replica's own tables change.
    static let layoutVersion = 1
    static let committedSuffix = "__committed"
    private static let fingerprintKey = "schema.fingerprint"

    /// Creates or upgrades the file. Cheap when nothing has changed: two look-ups.
    ///
    /// - Parameters:
    ///   - willWrite: runs before anything is changed, outside the transaction.
    ///   - beforeUpgrade: runs before the tables of an existing file change.
    ///   - afterUpgrade: runs when they have changed.
    static func prepare(
        _ schema: Schema, in file: DatabaseFile, willWrite: () -> Void,
        beforeUpgrade: (Database) throws -> Void, afterUpgrade: (Database) throws -> Void
    ) throws {
        let fingerprint = SchemaFingerprint.of(schema)
        let known: String? = try file.read { db in
            let layout = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            guard layout <= layoutVersion else {
                throw StoreError(.newerSchema, path: file.path, detail: "layout \(layout)")
            }
            guard layout > 0 else { return nil }
            return try MetaTable.value(String.self, for: fingerprintKey, in: db) ?? ""
        }
        if known == fingerprint { return }
        if let known, let version = UInt32(known.prefix { $0 != " " }), version > schema.version {
            throw StoreError(.newerSchema, path: file.path, detail: "schema \(version)")
        }
        willWrite()
        try file.write { db in
            if known != nil { try beforeUpgrade(db) }
            // Cells that move into new columns are no local writes.
            DatabaseFile.setTriggers(false, in: db)
            defer { DatabaseFile.setTriggers(true, in: db) }
            try createOwnTables(db)
            try TypedTables.create(schema, in: db)
            for table in schema.tables {
                try createCommitted(table, in: db)
                try CaptureTriggers.create(for: table, in: db)
            }
            try db.execute(
                sql: """
                    CREATE INDEX IF NOT EXISTS _outcome_open ON outcome (state)
                    WHERE state = 'open'
                    """)
            try db.execute(sql: "DELETE FROM _staging")
            if known != nil { try afterUpgrade(db) }
            try MetaTable.set(fingerprint, for: fingerprintKey, in: db)
            try db.execute(sql: "PRAGMA user_version = \(layoutVersion)")
        }
    }

    private static func createCommitted(_ table: TableSchema, in db: Database) throws {
        let name = table.name + committedSuffix
        if try db.tableExists(name) {
            try TypedTables.addColumns(to: table, named: name, in: db)
        } else {
            try db.execute(sql: TypedTables.definition(of: table, named: name))
        }
    }

    private static func createOwnTables(_ db: Database) throws {
        try MetaTable.create(db)
        try db.execute(
            sql: """
                CREATE TABLE IF NOT EXISTS _capture (
                    seq INTEGER PRIMARY KEY, tab INTEGER NOT NULL, kind INTEGER NOT NULL, id BLOB);
                CREATE TABLE IF NOT EXISTS _made (
                    tab INTEGER NOT NULL, id BLOB NOT NULL, PRIMARY KEY (tab, id)) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS _outbox (
                    entry INTEGER PRIMARY KEY AUTOINCREMENT,
                    state INTEGER NOT NULL, drawn INTEGER NOT NULL, made_at INTEGER NOT NULL,
                    basis_epoch INTEGER NOT NULL, basis_sequence INTEGER NOT NULL,
                    device INTEGER, number INTEGER, sequence INTEGER,
                    reason_code TEXT, reason_table INTEGER, reason_row BLOB,
                    reason_column INTEGER, reason_detail TEXT,
                    changes BLOB NOT NULL);
                CREATE UNIQUE INDEX IF NOT EXISTS _outbox_number ON _outbox (device, number)
                    WHERE number IS NOT NULL;
                CREATE INDEX IF NOT EXISTS _outbox_drawn ON _outbox (entry) WHERE drawn = 1;
                CREATE INDEX IF NOT EXISTS _outbox_open ON _outbox (state, entry)
                    WHERE state IN (0, 1, 3, 4);
                CREATE TABLE IF NOT EXISTS _outbox_row (
                    tab INTEGER NOT NULL, id BLOB NOT NULL, entry INTEGER NOT NULL,
                    PRIMARY KEY (tab, id, entry)) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS _segment (
                    device INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
                    decided INTEGER NOT NULL, sequence INTEGER NOT NULL, sealed_at INTEGER NOT NULL,
                    hash BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (device, first));
                CREATE TABLE IF NOT EXISTS _staging (
                    seq INTEGER PRIMARY KEY, through INTEGER NOT NULL,
                    kind INTEGER NOT NULL, flags INTEGER NOT NULL, payload BLOB NOT NULL);
                CREATE TABLE IF NOT EXISTS _scope (
                    scope BLOB PRIMARY KEY NOT NULL, count INTEGER NOT NULL, sum INTEGER NOT NULL)
                    WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS _held (scope BLOB PRIMARY KEY NOT NULL) WITHOUT ROWID;
                CREATE TABLE IF NOT EXISTS _kept (
                    seq INTEGER PRIMARY KEY, tab INTEGER NOT NULL, id BLOB NOT NULL,
                    why TEXT NOT NULL, at INTEGER NOT NULL, cells BLOB NOT NULL);
                CREATE TABLE IF NOT EXISTS _unknown_row (
                    tab INTEGER NOT NULL, id BLOB NOT NULL, cells BLOB NOT NULL,
                    PRIMARY KEY (tab, id)) WITHOUT ROWID;
                """)
    }
}

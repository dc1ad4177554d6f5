internal import Foundation
internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// The change sets made here, in the order in which they were made.
///
/// Valid inside one database access.
struct Outbox {
    /// What `_outbox.state` holds.
    enum Code: Int {
        case pending = 0, sealed, admitted, returned, held, discarded, retried
    }

    let db: Database
    let schema: Schema

    static let columns = """
        entry, state, drawn, made_at, basis_epoch, basis_sequence, number, sequence, reason_code, \
        reason_table, reason_row, reason_column, reason_detail, changes
        """

    /// Adds a set and the rows it touches; it is drawn already.
    ///
    /// - Parameter coversLog: the capture log names exactly these rows: SQLite then copies them itself.
    /// - Returns: its entry.
    @discardableResult
    func add(
        _ changes: [Change], madeAt: Milliseconds, basis: Basis, coversLog: Bool = false
    ) throws -> Int64 {
        let bytes = try ChangeSetCodec.encode(changes: changes, schema: schema)
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO _outbox
                    (state, drawn, made_at, basis_epoch, basis_sequence, changes)
                VALUES (0, 1, ?, ?, ?, ?)
                """)
        try statement.execute(arguments: [
            madeAt, Int64(bitPattern: basis.epoch.rawValue),
            Int64(bitPattern: basis.sequence.rawValue), Data(bytes),
        ])
        let entry = db.lastInsertedRowID
        if coversLog {
            let copy = try db.cachedStatement(
                sql: """
                    INSERT OR IGNORE INTO _outbox_row (tab, id, entry)
                    SELECT tab, id, ? FROM _capture ORDER BY seq
                    """)
            try copy.execute(arguments: [entry])
            return entry
        }
        let rows = try RawStatement(
            db, "INSERT OR IGNORE INTO _outbox_row (tab, id, entry) VALUES (?, ?, ?)")
        for change in changes {
            rows.bind(Int64(change.table.rawValue), at: 1)
            rows.bind(change.row, at: 2)
            rows.bind(entry, at: 3)
            try rows.run()
        }
        return entry
    }

    /// One entry; `nil` when there is none.
    func entry(_ entry: Int64) throws -> OutboxEntry? {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM _outbox WHERE entry = ?")
        return try GRDB.Row.fetchOne(statement, arguments: [entry]).map(read)
    }

    /// Entries that fulfil an SQL condition, oldest first.
    func entries(
        where condition: String, _ arguments: StatementArguments = []
    ) throws -> [OutboxEntry] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(Self.columns) FROM _outbox WHERE \(condition) ORDER BY entry")
        return try GRDB.Row.fetchAll(statement, arguments: arguments).map(read)
    }

    /// Everything that is drawn on top of the committed rows, oldest first.
    func drawn() throws -> [OutboxEntry] {
        try entries(where: "drawn = 1")
    }

    /// Entries that touch one row, oldest first.
    func touching(_ key: RowKey, drawnOnly: Bool) throws -> [OutboxEntry] {
        try entries(
            where: """
                entry IN (SELECT entry FROM _outbox_row WHERE tab = ? AND id = ?)
                \(drawnOnly ? "AND drawn = 1" : "")
                """,
            [Int64(key.table.rawValue), key.row])
    }

    func hasDrawn() throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT EXISTS (SELECT 1 FROM _outbox WHERE drawn = 1)")
        return try Bool.fetchOne(statement) ?? false
    }

    /// The rows that drawn entries touch.
    func drawnRows() throws -> Set<RowKey> {
        let statement = try RawStatement(
            db,
            """
            SELECT DISTINCT r.tab, r.id FROM _outbox AS o JOIN _outbox_row AS r ON r.entry = o.entry
            WHERE o.drawn = 1
            """)
        guard try hasDrawn() else { return [] }
        var keys: Set<RowKey> = []
        while try statement.step() {
            guard let table = UInt16(exactly: statement.integer(at: 0)),
                let row = statement.rowID(at: 1)
            else { continue }
            keys.insert(RowKey(TableID(table), row))
        }
        return keys
    }

    func setState(_ code: Code, of entry: Int64) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE _outbox SET state = ? WHERE entry = ?")
        try statement.execute(arguments: [code.rawValue, entry])
    }

    /// A set that was made again stands for the first one: it has seen no more, and was made then.
    func setOrigin(madeAt: Milliseconds, basis: Basis, of entry: Int64) throws {
        try db.execute(
            sql: """
                UPDATE _outbox SET made_at = ?, basis_epoch = ?, basis_sequence = ? WHERE entry = ?
                """,
            arguments: [
                madeAt, Int64(bitPattern: basis.epoch.rawValue),
                Int64(bitPattern: basis.sequence.rawValue), entry,
            ])
    }

    /// The office's verdict on a set; `nil` reasons are kept as they are.
    func setVerdict(_ verdict: Verdict, of entry: Int64) throws {
        let (code, sequence, reason): (Code, Sequence?, Reason?) =
            switch verdict {
            case .admitted(let sequence): (.admitted, sequence, nil)
            case .returned(let reason): (.returned, nil, reason)
            case .held(let reason): (.held, nil, reason)
            }
        let statement = try db.cachedStatement(
            sql: """
                UPDATE _outbox SET state = ?, sequence = ?, reason_code = ?, reason_table = ?,
                    reason_row = ?, reason_column = ?, reason_detail = ?
                WHERE entry = ?
                """)
        try statement.execute(arguments: [
            code.rawValue, sequence.map { Int64(bitPattern: $0.rawValue) },
            reason?.code.rawValue, reason?.table.map { Int64($0.rawValue) }, reason?.row,
            reason?.column.map { Int64($0.rawValue) }, reason?.detail, entry,
        ])
    }

    /// - Throws: `damaged` when the entry is not what was written, and which one.
    private func read(_ row: GRDB.Row) throws -> OutboxEntry {
        do {
            return try decode(row)
        } catch {
            let entry = try row.stored(Int64.self, at: 0)
            throw ReplicaError(.damaged, detail: "change set \(entry) cannot be read")
        }
    }

    private func decode(_ row: GRDB.Row) throws -> OutboxEntry {
        OutboxEntry(
            entry: try row.stored(at: 0),
            number: try row.stored(Int64?.self, at: 6)
                .map { ChangeNumber(UInt64(bitPattern: $0)) },
            state: try state(row), madeAt: try row.stored(at: 3),
            basis: Basis(
                epoch: Epoch(UInt64(bitPattern: try row.stored(Int64.self, at: 4))),
                sequence: Sequence(UInt64(bitPattern: try row.stored(Int64.self, at: 5)))),
            changes: try ChangeSetCodec.decode(
                Array(try row.stored(Data.self, at: 13)), schema: schema),
            isDrawn: try row.stored(at: 2))
    }

    private func state(_ row: GRDB.Row) throws -> OutboxState {
        let sequence = Sequence(UInt64(bitPattern: try row.stored(Int64?.self, at: 7) ?? 0))
        let reason = Reason(
            ReasonCode(try row.stored(String?.self, at: 8) ?? ""),
            table: try row.stored(Int64?.self, at: 9)
                .flatMap { UInt16(exactly: $0) }.map { TableID($0) },
            row: try row.stored(RowID?.self, at: 10),
            column: try row.stored(Int64?.self, at: 11)
                .flatMap { UInt16(exactly: $0) }.map { ColumnID($0) },
            detail: try row.stored(String?.self, at: 12) ?? "")
        switch Code(rawValue: try row.stored(at: 1)) {
        case .pending: return .pending
        case .sealed: return .sealed
        case .admitted: return .admitted(sequence)
        case .returned: return .returned(reason)
        case .held: return .held(reason)
        case .discarded: return .discarded
        case .retried: return .retried
        case nil: throw ReplicaError(.damaged, detail: "the state of a change set")
        }
    }
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

extension SQLiteOfficeStore {
    func head() throws -> (sequence: Sequence, head: Hash256) {
        try sql.first("SELECT sequence, head FROM _log ORDER BY sequence DESC LIMIT 1") {
            ($0.sequence(at: 0), $0.hash(at: 1))
        } ?? (.zero, .zero)
    }

    func head(at sequence: Sequence) throws -> Hash256? {
        try sql.first("SELECT head FROM _log WHERE sequence = ?", .sequence(sequence)) {
            $0.hash(at: 0)
        }
    }

    func append(_ entry: LogEntry) throws {
        try sql.run(
            """
            INSERT INTO _log (sequence, epoch, device, number, at, entry, head)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .sequence(entry.sequence), .number(entry.epoch.rawValue), .device(entry.device),
            .number(entry.number), .integer(entry.at), .hash(entry.entry), .hash(entry.head))
    }

    func log(after sequence: Sequence, limit: Int) throws -> [LogEntry] {
        try sql.all(
            """
            SELECT sequence, epoch, device, number, at, entry, head FROM _log
            WHERE sequence > ? ORDER BY sequence LIMIT ?
            """, .sequence(sequence), .integer(Int64(limit))
        ) {
            LogEntry(
                sequence: $0.sequence(at: 0), epoch: Epoch($0.number(at: 1)),
                device: $0.device(at: 2), number: $0.number(at: 3), at: $0.integer(at: 4),
                entry: $0.hash(at: 5), head: $0.hash(at: 6))
        }
    }

    // MARK: Epochs

    func epochs() throws -> EpochHistory {
        let entries = try sql.all("SELECT epoch, start, agreed, lost FROM _epoch ORDER BY place") {
            EpochHistory.Entry(
                epoch: Epoch($0.number(at: 0)), start: $0.sequence(at: 1),
                agreed: $0.sequence(at: 2), lost: Epoch($0.number(at: 3)))
        }
        guard !entries.isEmpty else {
            throw StoreError(.damaged, path: path, detail: "the office's epochs are gone")
        }
        return EpochHistory(entries)
    }

    func append(_ epoch: EpochHistory.Entry, now: Milliseconds) throws {
        let (sequence, head) = try head()
        try sql.run(
            """
            INSERT INTO _epoch (epoch, start, agreed, lost, opened_at, predecessor, predecessor_head)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, .number(epoch.epoch.rawValue), .sequence(epoch.start), .sequence(epoch.agreed),
            .number(epoch.lost.rawValue), .integer(now), .sequence(sequence), .hash(head))
    }
}

internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

extension SQLiteOfficeStore {
    func segment(of device: DeviceID, first: ChangeNumber) throws -> SegmentOrder.Remembered? {
        try sql.first(
            "SELECT count, hash FROM _segment WHERE device = ? AND first = ?", .device(device),
            .number(first.rawValue)
        ) {
            SegmentOrder.Remembered(
                first: first, count: Int($0.integer(at: 0)), hash: $0.hash(at: 1))
        }
    }

    func segments(of device: DeviceID) throws -> [SegmentOrder.Remembered] {
        try sql.all(
            "SELECT first, count, hash FROM _segment WHERE device = ? ORDER BY first",
            .device(device)
        ) {
            SegmentOrder.Remembered(
                first: ChangeNumber($0.number(at: 0)), count: Int($0.integer(at: 1)),
                hash: $0.hash(at: 2))
        }
    }

    func keep(_ segment: SealedSegment, now: Milliseconds) throws {
        let header = segment.header
        try sql.run(
            """
            INSERT INTO _segment (device, first, count, hash, received_at, bytes)
            VALUES (?, ?, ?, ?, ?, ?)
            """, .device(header.device), .number(header.first.rawValue),
            .integer(Int64(header.count)), .hash(segment.hash), .integer(now),
            .blob(segment.bytes))
        try sql.run(
            "UPDATE _device SET next_number = ?, last_segment = ? WHERE device = ?",
            .number(header.last.next.rawValue), .hash(segment.hash), .device(header.device))
    }

    func record(_ verdict: Verdict, of number: ChangeNumber, device: DeviceID) throws {
        let (kind, sequence, reason): (Int64, Value, Reason?) =
            switch verdict {
            case .admitted(let sequence): (0, .sequence(sequence), nil)
            case .returned(let reason): (1, .null, reason)
            case .held(let reason): (2, .null, reason)
            }
        try sql.run(
            """
            INSERT INTO _verdict (device, number, kind, sequence, code, tbl, id, col, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, .device(device), .number(number.rawValue), .integer(kind), sequence,
            reason.map { .text($0.code.rawValue) } ?? .null,
            reason?.table.map(Value.table) ?? .null, reason?.row.map(Value.row) ?? .null,
            reason?.column.map { .integer(Int64($0.rawValue)) } ?? .null,
            reason.map { .text($0.detail) } ?? .null)
    }

    func verdicts(
        of device: DeviceID, in numbers: ClosedRange<ChangeNumber>
    ) throws -> [(number: ChangeNumber, verdict: Verdict)] {
        try sql.all(
            """
            SELECT kind, sequence, code, tbl, id, col, detail, number FROM _verdict
            WHERE device = ? AND number BETWEEN ? AND ? ORDER BY number
            """, .device(device), .number(numbers.lowerBound.rawValue),
            .number(numbers.upperBound.rawValue)
        ) { (number: ChangeNumber($0.number(at: 7)), verdict: Self.verdict($0)) }
    }

    private static func verdict(_ row: RawStatement) -> Verdict {
        if row.integer(at: 0) == 0 { return .admitted(row.sequence(at: 1)) }
        let column = UInt16(truncatingIfNeeded: row.integer(at: 5))
        let reason = Reason(
            ReasonCode(row.text(at: 2)), table: row.isNull(at: 3) ? nil : row.table(at: 3),
            row: row.isNull(at: 4) ? nil : row.rowID(at: 4),
            column: row.isNull(at: 5) ? nil : ColumnID(column), detail: row.text(at: 6))
        return row.integer(at: 0) == 1 ? .returned(reason) : .held(reason)
    }

    // MARK: Deadlines

    func remember(_ deadline: RuleRunner.Deadline) throws {
        try sql.run(
            "INSERT OR IGNORE INTO _deadline (at, rule, tbl, id) VALUES (?, ?, ?, ?)",
            .integer(deadline.at), .text(deadline.rule.rawValue), .table(deadline.key.table),
            .row(deadline.key.row))
    }

    func forget(_ deadline: RuleRunner.Deadline) throws {
        try sql.run(
            "DELETE FROM _deadline WHERE at = ? AND rule = ? AND tbl = ? AND id = ?",
            .integer(deadline.at), .text(deadline.rule.rawValue), .table(deadline.key.table),
            .row(deadline.key.row))
    }

    func dueDeadlines(now: Milliseconds, limit: Int) throws -> [RuleRunner.Deadline] {
        try sql.all(
            "SELECT at, rule, tbl, id FROM _deadline WHERE at <= ? ORDER BY at, rule, tbl, id LIMIT ?",
            .integer(now), .integer(Int64(limit))
        ) { row in
            row.rowID(at: 3).map {
                RuleRunner.Deadline(
                    rule: RuleID(row.text(at: 1)), key: RowKey(row.table(at: 2), $0),
                    at: row.integer(at: 0))
            }
        }.compactMap { $0 }
    }
}

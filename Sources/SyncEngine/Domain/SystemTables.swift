public import SyncProtocol

/// The tables that every domain has, ids 1 to 15: what the engine itself writes or must read.
public enum SystemTables {
    /// A row the office writes to say what a rule or merge did to someone's intent.
    ///
    /// Values are texts as `Value.display` renders them, so that anybody may read them with any tool.
    public static let outcome = TableSchema(
        id: TableID(1), name: "outcome",
        scope: .row(column: ColumnID(15), whenNull: .shared),
        columns: [
            ColumnSchema(1, "subject_table", .text, .office, required: true),
            ColumnSchema(2, "subject_row", .row(nil), .office, required: true),
            ColumnSchema(3, "subject_column", .text, .office),
            ColumnSchema(
                4, "kind",
                .choice([
                    "kept-value", "displaced", "moved", "waitlisted", "merged", "flagged",
                    "repaired",
                    "declined", "confirmed", "revived",
                ]), .office, required: true),
            ColumnSchema(5, "rule", .text, .office, required: true),
            ColumnSchema(6, "winner_value", .text, .office, personal: true, byteCountMax: 65_536),
            ColumnSchema(7, "winner_member", .row(TableID(2)), .office),
            ColumnSchema(8, "winner_at", .instant, .office),
            ColumnSchema(9, "loser_value", .text, .office, personal: true, byteCountMax: 65_536),
            ColumnSchema(10, "loser_member", .row(TableID(2)), .office),
            ColumnSchema(11, "loser_at", .instant, .office),
            ColumnSchema(12, "text_key", .text, .office),
            ColumnSchema(13, "arguments", .text, .office, personal: true, byteCountMax: 4_096),
            ColumnSchema(
                14, "state", .choice(["open", "settled", "seen"]), .latest, required: true,
                default: .text("settled")),
            ColumnSchema(15, "scope", .row(nil), .office),
        ])

    /// A person with a role. Names are shared, so that "who" can be answered everywhere.
    public static let member = TableSchema(
        id: TableID(2), name: "member", scope: .shared,
        columns: [
            ColumnSchema(1, "name", .text, .office, required: true, personal: true),
            ColumnSchema(2, "role", .text, .office, required: true),
            ColumnSchema(
                3, "status", .choice(["active", "ended"]), .office, required: true,
                default: .text("active")),
        ])

    /// A device of a member, as people should see it. Keys are not rows: only the office has them.
    public static let device = TableSchema(
        id: TableID(3), name: "device", scope: .office,
        columns: [
            ColumnSchema(1, "member", .row(TableID(2)), .office, required: true),
            ColumnSchema(2, "name", .text, .office, required: true),
            ColumnSchema(3, "number", .text, .office, required: true),
            ColumnSchema(4, "enrolled_at", .instant, .office),
            ColumnSchema(5, "revoked_at", .instant, .office),
            ColumnSchema(6, "copied_from", .text, .office),
        ])

    /// Gives a member the scope of one row (an event, a group) for a time.
    public static let assignment = TableSchema(
        id: TableID(4), name: "assignment", scope: .office,
        columns: [
            ColumnSchema(1, "member", .row(TableID(2)), .latest, required: true),
            ColumnSchema(2, "subject", .row(nil), .latest, required: true),
            ColumnSchema(3, "from_at", .instant),
            ColumnSchema(4, "until_at", .instant),
        ])

    public static let all = [outcome, member, device, assignment]
}

extension Value {
    /// The value as a text for outcomes and people: numbers in decimal, blobs in hexadecimal, NULL as `nil`.
    public var display: String? {
        switch self {
        case .null: nil
        case .integer(let value): String(value)
        case .real(let value): "\(value)"
        case .text(let text): text
        case .blob(let bytes):
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    /// The value that `display` rendered, for a column of this type; `nil` when the text is no such value.
    public init?(display text: String?, type: ColumnType) {
        guard let text else {
            self = .null
            return
        }
        switch type {
        case .text, .wall, .date, .choice:
            self = .text(text)
        case .integer, .boolean, .instant:
            guard let number = Int64(text) else { return nil }
            self = .integer(number)
        case .real:
            guard let number = Double(text), !number.isNaN else { return nil }
            self = .real(number)
        case .row:
            guard let row = RowID(hexadecimal: text) else { return nil }
            self = .row(row)
        case .blob:
            let digits = Array(text.utf8)
            guard digits.count.isMultiple(of: 2) else { return nil }
            var bytes: [UInt8] = []
            for start in stride(from: 0, to: digits.count, by: 2) {
                let pair = String(decoding: digits[start..<start + 2], as: UTF8.self)
                guard let byte = UInt8(pair, radix: 16) else { return nil }
                bytes.append(byte)
            }
            self = .blob(bytes)
        }
    }
}

internal import Foundation
internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Turns what a person typed into a column's value.
struct ValueParser {
    let rows: Rows
    /// Where a time of day alone counts from.
    var start: WallTime?

    /// An empty text means no value.
    ///
    /// - Throws: `Failure` (usage, or not found for a reference).
    func value(_ typed: String, for column: ColumnSchema) throws -> Value {
        let text = CleanText.block(typed)
        let option = Columns.option(column)
        guard !text.isEmpty else { return .null }
        switch column.type {
        case .text: return .text(text)
        case .integer:
            guard let number = Int64(text) else {
                throw Failure(.usage, UsagePhrase.integer(text, option))
            }
            return .integer(number)
        case .real: return try real(text, option)
        case .boolean: return try boolean(text, option)
        case .date:
            return .text(
                try Self.telling { () throws(DomainError) in
                    try TimeInput.date(text, today: Self.today())
                }.description)
        case .wall: return try wall(text, on: start).value
        case .instant: return try instant(text, option)
        case .choice(let choices): return try choice(text, choices, column, option)
        case .row(let table): return try reference(text, table)
        case .blob:
            guard let value = Value(hexadecimalBlob: text) else {
                throw Failure(.usage, UsagePhrase.integer(text, option))
            }
            return value
        }
    }

    /// Danish and English decimals: `12,5`, `12.5`, `1.234,5`. Points before groups of three digits, as in `1.240`,
    /// are the Danish thousands.
    private func real(_ text: String, _ option: String) throws -> Value {
        let groups = text.split(separator: ".", omittingEmptySubsequences: false)
        let isGrouped =
            groups.count > 1 && (1...3).contains(groups[0].count) && groups[0] != "0"
            && groups.dropFirst().allSatisfy { $0.count == 3 && $0.allSatisfy(\.isNumber) }
        let plain =
            text.contains(",") || isGrouped
            ? text.filter { $0 != "." }.map { $0 == "," ? "." : $0 } : Array(text)
        guard let number = Double(String(plain)), number.isFinite else {
            throw Failure(.usage, UsagePhrase.real(text, option))
        }
        return .real(number)
    }

    private func boolean(_ text: String, _ option: String) throws -> Value {
        switch text.lowercased() {
        case "ja", "j", "yes", "y", "true", "1": return .boolean(true)
        case "nej", "n", "no", "false", "0": return .boolean(false)
        default: throw Failure(.usage, UsagePhrase.boolean(text, option))
        }
    }

    private func choice(
        _ text: String, _ choices: [String], _ column: ColumnSchema, _ option: String
    ) throws -> Value {
        let named = GreenForumSchema.tables.lazy.filter { $0[column.name] == column }.compactMap {
            ChoiceTexts.value(of: text, for: column.name, in: $0.name)
        }.first
        let wanted = text.lowercased()
        let starting = choices.filter { $0.hasPrefix(wanted) }
        if let named, choices.contains(named) { return .text(named) }
        guard choices.contains(wanted) || starting.count == 1 else {
            throw Failure(.usage, UsagePhrase.choice(text, option, choices.joined(separator: ", ")))
        }
        return .text(choices.contains(wanted) ? wanted : starting[0])
    }

    private func reference(_ text: String, _ table: TableID?) throws -> Value {
        guard let table, let schema = GreenForumSchema.schema[table] else {
            return .row(try RowFinder(rows: rows).findAnywhere(text).id)
        }
        return .row(try RowFinder(rows: rows).find(text, in: schema).id)
    }

    /// A day and a time; with a start, also a time of day alone.
    func wall(_ text: String, on start: WallTime?) throws -> WallTime {
        try Self.telling { () throws(DomainError) in
            if let start { return try TimeInput.wallTime(text, onDayOf: start) }
            return try TimeInput.wallTime(text, today: Self.today())
        }
    }

    /// A wall time in Europe/Copenhagen, or RFC 3339 with a zone.
    private func instant(_ text: String, _ option: String) throws -> Value {
        if text.hasSuffix("Z") || text.contains("+"),
            let date = try? Date(text, strategy: .iso8601)
        {
            return .integer(Milliseconds((date.timeIntervalSince1970 * 1000).rounded()))
        }
        let wall = try wall(text, on: nil)
        return .integer(
            try Self.telling { () throws(DomainError) in try Zone.copenhagen.existing(wall) })
    }

    /// Today in Europe/Copenhagen.
    static func today() -> CivilDate? {
        Zone.copenhagen.wallTime(at: Moment.now())?.date
    }

    /// The domain's sentences as usage failures in the reader's language.
    private static func telling<T>(_ body: () throws(DomainError) -> T) throws(Failure) -> T {
        do throws(DomainError) {
            return try body()
        } catch {
            throw Failure(.usage, error.sentence[.current])
        }
    }
}

extension Value {
    /// A blob from hexadecimal digits.
    fileprivate init?(hexadecimalBlob text: String) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            guard
                let byte = UInt8(
                    String(decoding: digits[start..<start + 2], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        self = .blob(bytes)
    }
}

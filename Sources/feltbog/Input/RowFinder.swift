internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Finds the row that a person means: by id, by any part of it that is unique at its beginning or end, by
/// slip code, by title.
struct RowFinder {
    let rows: Rows

    /// Searches one table.
    ///
    /// - Throws: `Failure` (not found) when nothing or more than one row fits.
    /// - Complexity: O(rows of the table).
    func find(_ word: String, in table: TableSchema) throws -> Row {
        try find(word, in: [table], what: Labels.table(table))
    }

    /// Searches one table; `nil` when nothing fits.
    ///
    /// - Throws: `Failure` (not found) when more than one row fits.
    func findIfAny(_ word: String, in table: TableSchema) throws -> Row? {
        try findIfAny(word, in: [table])
    }

    /// Searches these rows only.
    func find(_ word: String, among candidates: [Row], what: String) throws -> Row {
        guard let row = try findIfAny(word, among: candidates) else {
            throw Failure(.notFound, UsagePhrase.notFound(what, word))
        }
        return row
    }

    /// Searches these rows only; `nil` when nothing fits.
    func findIfAny(_ word: String, among candidates: [Row]) throws -> Row? {
        if let id = RowID(hexadecimal: word), let row = candidates.first(where: { $0.id == id }) {
            return row
        }
        let matcher = Matcher(word)
        var ranked: [Rank: [Row]] = [:]
        for row in candidates {
            if let rank = matcher.rank(row) { ranked[rank, default: []].append(row) }
        }
        return try best(of: ranked, word)
    }

    /// Searches all tables of the domain.
    func findAnywhere(_ word: String) throws -> Row {
        try find(word, in: GreenForumSchema.tables, what: RowPhrase.row())
    }

    private func find(_ word: String, in tables: [TableSchema], what: String) throws -> Row {
        guard let row = try findIfAny(word, in: tables) else {
            throw Failure(.notFound, UsagePhrase.notFound(what, word))
        }
        return row
    }

    private func findIfAny(_ word: String, in tables: [TableSchema]) throws -> Row? {
        if let id = RowID(hexadecimal: word) {
            for table in tables {
                if let row = try rows.row(id, in: table.id) { return row }
            }
            return nil
        }
        var ranked: [Rank: [Row]] = [:]
        let matcher = Matcher(word)
        for table in tables {
            try rows.forEach(in: table) { row in
                if let rank = matcher.rank(row) { ranked[rank, default: []].append(row) }
            }
        }
        return try best(of: ranked, word)
    }

    private func best(of ranked: [Rank: [Row]], _ word: String) throws -> Row? {
        guard let best = ranked.keys.max(), let found = ranked[best] else { return nil }
        if found.count == 1 { return found[0] }
        // Several slips of one person: the one that lives is meant.
        let living = found.filter {
            $0.table.id != SignupTable.id || $0[SignupTable.mergedInto].isNull
        }
        guard best != .slip, living.count == 1 else { throw try ambiguous(word, found) }
        return living[0]
    }

    private func ambiguous(_ word: String, _ found: [Row]) throws -> Failure {
        let shown = found.prefix(5)
        var shorts: [RowID: String] = [:]
        for table in Dictionary(grouping: shown, by: \.table.id).values.map({ $0[0].table }) {
            let all = ShortID.table(try rows.all(table).map(\.id))
            shorts.merge(all) { one, _ in one }
        }
        let names = shown.map { "\(shorts[$0.id] ?? ShortID.full($0.id)) \(Labels.title($0))" }
        let more = found.count > 5 ? ["…"] : []
        return Failure(
            .notFound, UsagePhrase.ambiguous(word, (names + more).joined(separator: ", ")))
    }
}

/// How well a word fits a row, best last.
private enum Rank: Int, Comparable, Hashable {
    case titlePart, titleStart, id, title, slip

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
}

private struct Matcher {
    private let word: String
    private let slip: SlipCode?
    private let digits: String?

    init(_ word: String) {
        self.word = word.lowercased()
        self.slip = SlipCode(parsing: word)
        let plain = self.word.filter { $0 != "-" }
        self.digits = plain.count >= 4 && plain.allSatisfy(\.isHexDigit) ? plain : nil
    }

    func rank(_ row: Row) -> Rank? {
        if let slip, row.table.id == SignupTable.id, slip.matches(row.id) { return .slip }
        let title = Labels.title(row).lowercased()
        if title == word { return .title }
        if let digits, ShortID.matches(digits, row.id) { return .id }
        if title.hasPrefix(word) { return .titleStart }
        return word.count >= 3 && title.contains(word) ? .titlePart : nil
    }
}

internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Writes check-ins, one change set each. Nobody who stands at the door is turned away by a rule.
struct CheckinWriter {
    private let rows: Rows
    /// The office's time.
    private let now: Milliseconds

    /// What may be said of a check-in that is made.
    private static let columns = [
        CheckinTable.walkIn, CheckinTable.at, CheckinTable.door, CheckinTable.partySize,
    ]

    init(_ rows: Rows, now: Milliseconds) {
        self.rows = rows
        self.now = now
    }

    /// Checks in a sign-up with its whole party, or a walk-in.
    ///
    /// - Throws: `Failure` (usage for bad values, not found for a sign-up that is not here).
    func add(_ words: Words, id: () throws -> RowID) throws -> Arrival {
        var words = words
        var draft = Draft(Checkins.table)
        try set(words.pairs, in: &draft)
        let isWalkIn = !draft.row[CheckinTable.walkIn].isNull
        let first = try words.takePlain(isWalkIn ? Self.eventBlank : Self.signupBlank)
        let second = isWalkIn ? nil : try? words.takePlain("")
        try words.refuseRest()
        let (event, signup) =
            isWalkIn
            ? (try RowFinder(rows: rows).find(first, in: EventTable.schema), nil)
            : try find(first, second)
        try draft.set(CheckinTable.event, to: .row(event.id))
        try draft.set(CheckinTable.signup, to: signup.map { .row($0.id) } ?? .null)
        if draft.row[CheckinTable.at].isNull { try draft.set(CheckinTable.at, to: .integer(now)) }
        if let signup, !words.pairs.contains(where: { Self.column($0) == CheckinTable.partySize }) {
            try draft.set(CheckinTable.partySize, to: signup[SignupTable.partySize])
        }
        let row = Row(
            table: Checkins.table, id: try id(), cells: try draft.cells(reading: rows))
        let before = try Attendance(of: event.id, reading: rows)
        try rows.insert(row)
        return try Arrival(row, event, signup, rows, before: before, now: now)
    }

    private func set(_ pairs: [Words.Pair], in draft: inout Draft) throws {
        var done: Set<ColumnID> = []
        for pair in pairs {
            guard let column = Self.column(pair) else {
                let known = Self.columns.map { "--" + Columns.option($0) }.joined(separator: ", ")
                throw Failure(.usage, UsagePhrase.columnUnknown(pair.name, known))
            }
            guard done.insert(column.id).inserted else {
                throw Failure(.usage, UsagePhrase.columnTwice(Columns.option(column)))
            }
            try draft.set(
                column,
                to: column == CheckinTable.at
                    ? try time(pair.value) : ValueParser(rows: rows).value(pair.value, for: column))
        }
    }

    private static func column(_ pair: Words.Pair) -> ColumnSchema? {
        guard let column = try? Columns.column(pair.name, of: Checkins.table) else { return nil }
        return columns.contains(column) ? column : nil
    }

    /// A time of day alone is today's. Nobody has come tomorrow.
    private func time(_ text: String) throws -> Value {
        let parser = ValueParser(rows: rows)
        let today = ValueParser.today().flatMap { WallTime(date: $0, hour: 0, minute: 0) }
        let isInstant = text.hasSuffix("Z") || text.contains("+") || today == nil
        let value =
            isInstant
            ? try parser.value(text, for: CheckinTable.at)
            : .integer(try Zone.copenhagen.existing(parser.wall(text, on: today)))
        guard value.integer ?? 0 <= now else { throw Failure(.usage, CheckinPhrase.notYet(text)) }
        return value
    }

    /// The sign-up that the words mean, and its event.
    private func find(_ first: String, _ second: String?) throws -> (Row, Row?) {
        let finder = RowFinder(rows: rows)
        if let second {
            let event = try finder.find(first, in: EventTable.schema)
            let all = try rows.all(
                SignupTable.schema, where: SignupTable.event, equals: .row(event.id))
            guard let signup = try finder.findIfAny(second, among: all) else {
                throw Failure(.notFound, CheckinPhrase.unknown(second))
            }
            return (event, signup)
        }
        guard let signup = try finder.findIfAny(first, in: SignupTable.schema) else {
            if let event = try finder.findIfAny(first, in: EventTable.schema) {
                throw Failure(.usage, CheckinPhrase.who(Labels.title(event)))
            }
            throw Failure(.notFound, CheckinPhrase.unknown(first))
        }
        guard let id = signup[SignupTable.event].row,
            let event = try rows.row(id, in: EventTable.id)
        else { throw Failure(.notFound, CheckinPhrase.unknown(first)) }
        return (event, signup)
    }

    private static var eventBlank: String { "<\(Labels.table(EventTable.schema))>" }
    private static var signupBlank: String { "<\(Labels.table(SignupTable.schema))>" }
}

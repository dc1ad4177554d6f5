internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// The verbs that every noun has, over any table.
struct RowVerbs {
    private let notebook: Notebook
    private let table: TableSchema

    init(_ notebook: Notebook, _ table: TableSchema) {
        self.notebook = notebook
        self.table = table
    }

    /// Makes a row of the first plain word and the pairs.
    ///
    /// - Parameter leading: the column that the first plain word fills.
    @discardableResult
    func add(_ words: Words, leading: ColumnSchema) throws -> Row {
        var words = words
        let row = try notebook.write { rows, newID in
            var draft = Draft(table)
            if !words.pairs.contains(where: { (try? Columns.column($0.name, of: table)) == leading }
            ) {
                let first = try words.takePlain("<\(Columns.option(leading))>")
                try draft.set(leading, to: ValueParser(rows: rows).value(first, for: leading))
            }
            try words.refuseRest()
            try set(words.pairs, in: &draft, ValueParser(rows: rows))
            let row = Row(table: table, id: try newID(), cells: try draft.cells(reading: rows))
            try rows.insert(row)
            return row
        }
        try Foresight(notebook).warn(.insert, before: nil, after: row)
        try notebook.acknowledge(row)
        return row
    }

    /// Shows the rows whose cells equal the pairs and whose title holds the plain words.
    ///
    /// - Parameter parent: a reference column that the first plain word names instead.
    func list(_ words: Words, parent: ColumnSchema?) throws {
        try notebook.show(try found(words, parent: parent), of: table)
    }

    /// What `list` shows.
    func found(_ words: Words, parent: ColumnSchema?) throws -> [Row] {
        var words = words
        return try notebook.read { rows in
            let parser = ValueParser(rows: rows)
            if let parent, let word = words.plain.first {
                words = Words(plain: Array(words.plain.dropFirst()), pairs: words.pairs)
                guard case .row(let target?) = parent.type,
                    let schema = notebook.schema[target]
                else { return [Row]() }
                let row = try RowFinder(rows: rows).find(word, in: schema)
                return try filter(
                    try rows.all(table, where: parent, equals: .row(row.id)), words, parser)
            }
            return try filter(try rows.all(table), words, parser)
        }
    }

    func show(_ word: String) throws {
        let row = try notebook.read { try RowFinder(rows: $0).find(word, in: table) }
        try notebook.show(row)
    }

    @discardableResult
    func edit(_ words: Words) throws -> Row {
        var words = words
        let word = try words.takePlain("<\(Labels.table(table))>")
        try words.refuseRest()
        guard !words.pairs.isEmpty else { throw Failure(.usage, UsagePhrase.nothingToChange()) }
        return try change(word) { draft, rows in
            try set(words.pairs, in: &draft, ValueParser(rows: rows))
        }
    }

    /// Finds a row, changes what differs, says so unless told to be quiet.
    @discardableResult
    func change(
        _ word: String, isQuiet: Bool = false, by edit: (inout Draft, Rows) throws -> Void
    ) throws -> Row {
        let (found, before, row) = try notebook.write { rows, _ in
            let found = try RowFinder(rows: rows).find(word, in: table)
            // What is said by a merged sign-up's slip is said of the person.
            let row =
                table.id == SignupTable.id ? try PersonSlips.living(found, reading: rows) : found
            var draft = Draft(changing: row)
            try edit(&draft, rows)
            let cells = try draft.cells(reading: rows)
            if !cells.isEmpty { try rows.set(cells, of: row) }
            return (found, row, draft.row)
        }
        if found.id != row.id {
            Console.message(
                PersonPhrase.changedThere(
                    PersonStory.slip(found), PersonStory.slip(row), PersonStory.name(row)))
        }
        try Foresight(notebook).warn(.update, before: before, after: row)
        if !isQuiet {
            try notebook.acknowledge(
                row,
                RowPhrase.changed(
                    Labels.table(table), "«\(TextTable.oneLine(Labels.title(row)))»",
                    try notebook.shortID(row)))
        }
        return row
    }

    func remove(_ word: String, isDryRun: Bool) throws {
        let row = try notebook.write { rows, _ in
            let row = try RowFinder(rows: rows).find(word, in: table)
            if !isDryRun { try rows.delete(row) }
            return row
        }
        try Foresight(notebook).warn(.delete, before: row, after: nil)
        Console.result(
            isDryRun
                ? RowPhrase.wouldRemove(Labels.table(table), Labels.title(row))
                : RowPhrase.removed(Labels.table(table), Labels.title(row)))
        try notebook.tellPending()
    }

    /// The columns of a table for a help text.
    static func columnsHelp(_ table: TableSchema) -> String {
        let lines = table.columns.filter { $0.policy != .office }.map { column in
            var line = "  --" + Columns.option(column)
            if case .choice(let choices) = column.type {
                line += " " + choices.joined(separator: "|")
            }
            if column.isRequired, column.defaultValue.isNull { line += " *" }
            return line
        }
        return HelpPhrase.columns() + "\n" + lines.joined(separator: "\n")
    }

    /// Sets the pairs in a draft; each column once, none that only the office decides.
    func set(_ pairs: [Words.Pair], in draft: inout Draft, _ parser: ValueParser) throws {
        var done: Set<ColumnID> = []
        var parser = parser
        parser.start = ["wall_start", "first_start"].compactMap { table[$0] }.first
            .flatMap { WallTime(draft.row[$0.id]) }
        for pair in pairs {
            let column = try Columns.column(pair.name, of: table)
            guard done.insert(column.id).inserted else {
                throw Failure(.usage, UsagePhrase.columnTwice(Columns.option(column)))
            }
            guard column.policy != .office || notebook.mayDecide else {
                throw Failure(.refused, UsagePhrase.columnOffice(Columns.option(column)))
            }
            let value = try parser.value(pair.value, for: column)
            try draft.set(column, to: value)
            if column.name.hasSuffix("_start") { parser.start = WallTime(value) }
        }
    }

    private func filter(_ all: [Row], _ words: Words, _ parser: ValueParser) throws -> [Row] {
        let wanted = try words.pairs.map { pair in
            let column = try Columns.column(pair.name, of: table)
            return (column, try parser.value(pair.value, for: column))
        }
        let text = words.plain.joined(separator: " ").lowercased()
        return all.filter { row in
            wanted.allSatisfy { row[$0.0.id] == $0.1 }
                && (text.isEmpty || Labels.title(row).lowercased().contains(text))
        }
    }
}

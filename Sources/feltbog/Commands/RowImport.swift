internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Reads rows of one table from a CSV file whose first line names columns, in the schema's words or people's.
///
/// Idempotent: a row whose key column has the same text is known. Each file is one change set as far as the
/// limits allow; a bad line is refused with its number and the others are taken.
struct RowImport {
    private let notebook: Notebook
    private let table: TableSchema
    private let key: ColumnSchema

    /// Rows a change set, well below the limit.
    private static let rowsPerSet = 250

    init(_ notebook: Notebook, _ table: TableSchema, key: ColumnSchema) {
        self.notebook = notebook
        self.table = table
        self.key = key
    }

    func run(_ path: String) throws {
        let file = try CSVFile(path)
        let columns = file.heading.map { cell -> ColumnSchema? in
            let name = CleanText.line(cell)
            return name.isEmpty ? nil : try? Columns.column(name, of: table)
        }
        guard columns.contains(where: { $0 == key }) else {
            throw Failure(.failed, UsagePhrase.csvNoHeading(path, Columns.option(key)))
        }
        var tally = ImportTally()
        var rest = file.lines[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.rowsPerSet)
            rest = rest.dropFirst(Self.rowsPerSet)
            try notebook.write { rows, newID in
                for line in part {
                    try tally.judge(line.number) {
                        let row = try row(line.fields.get(), columns, rows, newID)
                        if try isKnown(row, rows) { return .known }
                        try rows.insert(row)
                        return .added
                    }
                }
            }
        }
        try notebook.tell(tally)
    }

    private func row(
        _ fields: [String], _ columns: [ColumnSchema?], _ rows: Rows, _ newID: () throws -> RowID
    ) throws -> Row {
        let parser = ValueParser(rows: rows)
        var draft = Draft(table)
        for (column, text) in zip(columns, fields) {
            guard let column else { continue }
            let value = try parser.value(SpreadsheetCell.restored(text), for: column)
            if !value.isNull { try draft.set(column, to: value) }
        }
        return Row(table: table, id: try newID(), cells: try draft.cells(reading: rows))
    }

    /// Same key, and for rows with a start or a place the same of those too.
    private func isKnown(_ row: Row, _ rows: Rows) throws -> Bool {
        let told = [key.name, "wall_start", "place"].compactMap { table[$0] }
        return try rows.all(table, where: key, equals: row[key.id]).contains { known in
            told.allSatisfy { known[$0.id] == row[$0.id] }
        }
    }
}

/// What came of a file's lines.
struct ImportTally {
    var added = 0
    var known = 0
    var refused: [(line: Int, sentence: String)] = []

    enum Fate {
        case added, known
    }

    /// Counts what `body` says of a line; what is wrong with it is told later, other errors pass.
    mutating func judge(_ line: Int, _ body: () throws -> Fate) throws {
        do {
            switch try body() {
            case .added: added += 1
            case .known: known += 1
            }
        } catch let failure as Failure where failure.exit == .usage || failure.exit == .notFound {
            refused.append((line, failure.sentence))
        } catch let error as DomainError {
            refused.append((line, error.sentence[.current]))
        }
    }
}

extension Notebook {
    /// Says what came of a file: one line for each refused line, then the counts.
    ///
    /// - Throws: `Failure` (failed) when lines were refused.
    func tell(_ tally: ImportTally) throws {
        for (line, sentence) in tally.refused {
            Console.message(RowPhrase.importLine(String(line), sentence))
        }
        if isJSON {
            let refused = tally.refused.map { line, sentence in
                JSON.object(["line": JSON(line), "reason": .text(sentence)])
            }
            Console.result(
                JSON.object([
                    "added": JSON(tally.added), "known": JSON(tally.known),
                    "refused": .array(refused),
                ]).line)
        } else {
            Console.result(
                RowPhrase.imported(
                    String(tally.added), String(tally.known), String(tally.refused.count)))
        }
        try tellPending()
        guard tally.refused.isEmpty else { throw Failure(.failed, RowPhrase.importRefused()) }
    }
}

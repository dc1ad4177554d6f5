internal import Foundation
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
        let lines = CSV.read(try FileBytes.read(path))
        guard let heading = lines.first else { throw Failure(.failed, UsagePhrase.fileEmpty(path)) }
        let columns = heading.cells.map { cell -> ColumnSchema? in
            let name = cell.trimmingCharacters(in: .whitespaces)
            return name.isEmpty ? nil : try? Columns.column(name, of: table)
        }
        guard columns.contains(where: { $0 == key }) else {
            throw Failure(.failed, UsagePhrase.csvNoHeading(path, Columns.option(key)))
        }
        var tally = ImportTally()
        var rest = lines.dropFirst()
        while !rest.isEmpty {
            let part = rest.prefix(Self.rowsPerSet)
            rest = rest.dropFirst(Self.rowsPerSet)
            try notebook.write { rows, newID in
                for line in part { try take(line, columns, rows, newID, &tally) }
            }
        }
        try notebook.tell(tally)
    }

    private func take(
        _ line: CSV.Line, _ columns: [ColumnSchema?], _ rows: Rows, _ newID: () throws -> RowID,
        _ tally: inout ImportTally
    ) throws {
        let parser = ValueParser(rows: rows)
        do {
            var cells: [Cell] = []
            for (column, text) in zip(columns, line.cells) {
                guard let column else { continue }
                let value = try parser.value(CSV.restored(text), for: column)
                if !value.isNull { cells.append(Cell(column.id, value)) }
            }
            let row = Row(table: table, id: try newID(), cells: cells)
            try RowChecks(rows: rows).check(row)
            if try isKnown(row, rows) {
                tally.known += 1
            } else {
                try rows.insert(row)
                tally.added += 1
            }
        } catch let failure as Failure {
            tally.refused.append((line.number, failure.sentence))
        }
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

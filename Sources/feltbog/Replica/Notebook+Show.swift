internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

extension Notebook {
    /// Many rows, as a table or as an array of JSON objects.
    func show(_ found: [Row], of table: TableSchema) throws {
        let found = table.id == BookingTable.id ? found.sorted(by: Row.isAskedBefore) : found
        let shorts = try read { rows in ShortID.table(try rows.all(table).map(\.id)) }
        let pending = try pendingRows()
        if isJSON {
            return Console.result(
                JSON.array(
                    found.map { JSON($0, short: shorts[$0.id], isPending: pending.contains($0.id)) }
                ).line)
        }
        guard !found.isEmpty else { return Console.message(RowPhrase.none()) }
        let columns = RowText.listColumns(table)
        let isSignup = table.id == SignupTable.id
        var text = TextTable(
            [isSignup ? RowPhrase.slip() : RowPhrase.id()] + columns.map(Columns.option) + [""])
        try read { rows in
            let writer = RowText(rows: rows, schema: schema)
            for row in found {
                let name = isSignup ? SlipCode(for: row.id).description : shorts[row.id] ?? ""
                text.add(
                    try [name] + columns.map { try writer.listCell($0, of: row) }
                        + [pending.contains(row.id) ? Style.waiting(RowPhrase.waiting()) : ""])
            }
        }
        Console.result(text.rendered())
        let merged = found.count { isSignup && !$0[SignupTable.mergedInto].isNull }
        let living = String(found.count - merged)
        Console.message(
            merged == 0 ? RowPhrase.count(living) : PersonPhrase.count(living, String(merged)))
    }

    /// One row with everything in it.
    func show(_ row: Row) throws {
        let isPending = try pendingRows().contains(row.id)
        if isJSON {
            let short = try read { ShortID.table(try $0.all(row.table).map(\.id))[row.id] }
            return Console.result(JSON(row, short: short, isPending: isPending).line)
        }
        let mark = isPending ? " " + Style.waiting("(\(RowPhrase.waiting()))") : ""
        Console.result(Style.bold(TextTable.oneLine(Labels.title(row))) + mark)
        try read { rows in
            let writer = RowText(rows: rows, schema: schema)
            var lines = [("id", row.id.description)]
            if row.table.id == SignupTable.id {
                lines.append((RowPhrase.slip(), SlipCode(for: row.id).description))
            }
            // What a sign-up said itself is told in words.
            for column in row.table.columns
            where !row[column.id].isNull && column != SignupTable.ownWords {
                lines.append((Columns.option(column), try writer.cell(column, of: row)))
            }
            let width = lines.map(\.0.count).max() ?? 0
            for (name, value) in lines {
                let space = String(repeating: " ", count: width - name.count)
                Console.result("  \(name)\(space)  \(TextTable.oneLine(value))")
            }
            for line in try PersonStory(row, rows)?.lines ?? [] { Console.result("  " + line) }
        }
    }

    /// What `add` and `edit` answer with: the row as JSON or a sentence, then what is pending.
    func acknowledge(_ row: Row, _ sentence: String? = nil) throws {
        if isJSON {
            let short = try read { ShortID.table(try $0.all(row.table).map(\.id))[row.id] }
            Console.result(JSON(row, short: short, isPending: true).line)
        } else {
            let name = TextTable.oneLine(Labels.title(row))
            let said =
                try sentence
                ?? RowPhrase.made(Labels.table(row.table), "«\(name)»", shortID(row))
            Console.result(said)
        }
        try tellPending()
    }

    /// The short form of one row's id, or a sign-up's slip code.
    func shortID(_ row: Row) throws -> String {
        if row.table.id == SignupTable.id { return SlipCode(for: row.id).description }
        return try read { ShortID.table(try $0.all(row.table).map(\.id))[row.id] }
            ?? row.id.description
    }
}

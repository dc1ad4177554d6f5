internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// An outcome in plain words: what stands, what gave way, who, when, by which rule.
struct OutcomeStory {
    let outcome: Row
    /// The row it is about; `nil` when it is not here.
    let subject: Row?
    let column: ColumnSchema?
    private let rows: Rows
    private let text: RowText

    init(_ outcome: Row, _ rows: Rows, _ schema: Schema) throws {
        self.outcome = outcome
        self.rows = rows
        self.text = RowText(rows: rows, schema: schema)
        let table = outcome["subject_table"].text.flatMap { schema[$0] }
        self.column = outcome["subject_column"].text.flatMap { table?[$0] }
        if let table, let id = outcome["subject_row"].row {
            self.subject = try rows.row(id, in: table.id)
        } else {
            self.subject = nil
        }
    }

    /// Finds an outcome by its id or by its subject.
    static func find(_ word: String, _ rows: Rows) throws -> Row {
        let table = SystemTables.outcome
        if let id = RowID(hexadecimal: word), let row = try rows.row(id, in: table.id) {
            return row
        }
        let all = try rows.all(table)
        let digits = word.lowercased()
        let found = all.filter { ShortID.matches(digits, $0.id) }
        if found.count == 1 { return found[0] }
        let subject = try? RowFinder(rows: rows).findAnywhere(word)
        let about = all.filter {
            $0["state"] == .text("open") && subject != nil && $0["subject_row"] == .row(subject!.id)
        }
        if found.isEmpty, about.count == 1 { return about[0] }
        let candidates = found.isEmpty ? about : found
        guard !candidates.isEmpty else {
            throw Failure(.notFound, UsagePhrase.notFound(Labels.table(table), word))
        }
        let names = candidates.prefix(5).map { $0.id.description }.joined(separator: ", ")
        throw Failure(.notFound, UsagePhrase.ambiguous(word, names))
    }

    /// What it is about, e.g. `project «Solceller».description`.
    var what: String {
        let name =
            subject.map { "\(Labels.table($0.table)) «\(TextTable.oneLine(Labels.title($0)))»" }
            ?? outcome["subject_table"].text ?? "?"
        return name + (column.map { "." + Columns.option($0) } ?? "")
    }

    /// One line.
    var headline: String {
        let kind = Labels.choice(outcome["kind"].text ?? "", of: "kind", in: "outcome")
        let sides =
            outcome["loser_value"].isNull
            ? "" : ": «\(shown("winner_value"))» / «\(shown("loser_value"))»"
        return "\(what) – \(kind)\(sides)"
    }

    /// The whole story.
    var lines: [String] {
        get throws {
            var lines = [headline]
            if let sentence = OutcomeSentence.text(of: outcome) {
                lines.append("  " + TextTable.oneLine(sentence[.current]))
            }
            if !outcome["winner_value"].isNull {
                lines.append(
                    "  " + SyncPhrase.whyWinner(shown("winner_value"), try who("winner")))
            }
            if !outcome["loser_value"].isNull {
                lines.append("  " + SyncPhrase.whyLoser(shown("loser_value"), try who("loser")))
            }
            if let rule = outcome["rule"].text {
                let explanation = RuleTexts.explanation(rule)?[.current]
                lines.append(
                    "  "
                        + SyncPhrase.whyRule(
                            [rule, explanation].compactMap { $0 }.joined(separator: ": ")))
            }
            if outcome["state"] == .text("open") {
                let short = ShortID.table(try rows.all(SystemTables.outcome).map(\.id))
                lines.append(
                    "  " + SyncPhrase.whyOpen(short[outcome.id] ?? ShortID.full(outcome.id)))
            }
            return lines
        }
    }

    /// A stored value as people read it.
    private func shown(_ name: String) -> String {
        let stored = outcome[name].text
        if let slot = stored.flatMap({ RoomSlot($0) }) {
            return TextTable.oneLine((try? SlotText.text(slot, rows)) ?? stored ?? "")
        }
        guard let column, let table = subject?.table,
            let value = Value(display: stored, type: column.type)
        else { return TextTable.oneLine(stored ?? "") }
        return TextTable.oneLine((try? text.cell(value, column, in: table)) ?? stored ?? "")
    }

    /// Who wrote a side, and when.
    private func who(_ side: String) throws -> String {
        var parts: [String] = []
        if let id = outcome[side + "_member"].row {
            let member = try rows.row(id, in: SystemTables.member.id)
            parts.append(member.map(Labels.title) ?? SyncPhrase.whyUnknownMember())
        }
        if let at = outcome[side + "_at"].integer { parts.append(Moment.local(at)) }
        return parts.isEmpty ? "" : " (" + parts.joined(separator: ", ") + ")"
    }
}

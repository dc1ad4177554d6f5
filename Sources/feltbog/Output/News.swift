internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// What the office has decided about a person's own wishes since the person was last told.
struct News {
    /// One outcome that concerns the person.
    struct Item {
        let outcome: Row
        /// What it is about, and what became of it.
        let line: String
    }

    let items: [Item]
    /// The newest of all outcomes that came, whomever they concern.
    private let last: RowID?

    /// So many are told one by one.
    private static let linesMax = 8

    init(_ notebook: Notebook) throws {
        let status = try notebook.status()
        let came = try notebook.telling { try notebook.replica.news() }
        last = came.last?.id
        let own = came.filter { Self.concerns($0, status) }
        items = try notebook.read { rows in
            try own.map { outcome in
                let story = try OutcomeStory(outcome, rows, notebook.schema)
                let sentence = OutcomeSentence.text(of: outcome)?[.current]
                return Item(
                    outcome: outcome,
                    line: [story.what, sentence ?? story.headline].joined(separator: ": "))
            }
        }
    }

    /// Won or lost by the member, or about a row that this device made.
    private static func concerns(_ outcome: Row, _ status: ReplicaStatus) -> Bool {
        let member = status.identity?.member
        if let member, outcome["loser_member"].row == member { return true }
        return outcome["subject_row"].row?.device == status.device
    }

    /// Says each once, and remembers that it is said.
    func tell(_ notebook: Notebook) throws {
        for item in items.prefix(Self.linesMax) {
            Console.message(SyncPhrase.news(TextTable.oneLine(item.line)))
        }
        if items.count > Self.linesMax {
            Console.message(SyncPhrase.moreNews(String(items.count - Self.linesMax)))
        }
        if let last { try notebook.telling { try notebook.replica.setTold(through: last) } }
    }

    /// An array with the row, the kind and the sentence of each.
    var json: JSON {
        .array(
            items.map { item in
                .object([
                    "outcome": .text(item.outcome.id.description),
                    "row": JSON(item.outcome["subject_row"].row?.description),
                    "kind": JSON(item.outcome["kind"].text),
                    "rule": JSON(item.outcome["rule"].text), "sentence": .text(item.line),
                ])
            })
    }
}

/// Own wishes that stand worse than they were wished: what waits, was moved or was declined.
struct Standing {
    /// A line each, newest last.
    let lines: [String]

    private static let kinds = ["waitlisted", "declined", "displaced", "moved", "merged"]
    private static let worse = [
        "pending", "waitlisted", "declined", "moved", "cancelled", "merged",
    ]

    /// - Complexity: O(outcomes that the member lost), by index.
    init(of member: RowID, _ rows: Rows, _ schema: Schema) throws {
        let table = SystemTables.outcome
        let lost = try rows.all(table, where: table["loser_member"]!, equals: .row(member))
            .filter { Self.kinds.contains($0["kind"].text ?? "") }
        var last: [RowID: Row] = [:]
        for outcome in lost { last[outcome["subject_row"].row ?? outcome.id] = outcome }
        let text = RowText(rows: rows, schema: schema)
        lines = try last.values.sorted { $0.id < $1.id }.compactMap { outcome in
            let story = try OutcomeStory(outcome, rows, schema)
            guard let subject = story.subject, let column = subject.table["status"],
                Self.worse.contains(subject[column].text ?? ""), subject["wish"].text != "out"
            else { return nil }
            return "\(story.what): \(try text.cell(column, of: subject))"
        }
    }
}

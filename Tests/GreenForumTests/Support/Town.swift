import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// An office without storage: rows, people with devices, and the rules run on every change until nothing moves.
final class Town {
    /// What one change set came to.
    struct Answer {
        var outcomes: [Outcome] = []
        var refusal: Reason?
        var rounds = 0

        func keys() -> [String] { outcomes.map(\.textKey) }

        subscript(key: String) -> Outcome? { outcomes.first { $0.textKey == key } }
    }

    enum Act {
        case insert(TableSchema, RowID, [Cell])
        case update(TableSchema, RowID, [Cell])
        case delete(TableSchema, RowID)
    }

    let rows = MemoryRows()
    private let rules: [any Rule]
    private(set) var minute: Milliseconds = 1_800_000_000_000
    private var counter: Milliseconds = 0

    let ambassador: Actor
    let officer: Actor
    let ida: Actor
    let omar: Actor

    init(rules: [any Rule] = GreenForumRules.all) {
        self.rules = rules
        func person(_ number: UInt64, _ name: String, _ role: String) -> Actor {
            let device = DeviceID(rawValue: 1_000 + number)!
            let member = RowID(timestamp: Timestamp(milliseconds: Int64(number)), device: .office)
            return Actor(member: member, role: role, device: device)
        }
        ambassador = person(1, "Ambassadøren", "ambassador")
        officer = person(2, "Forvaltningen", "officer")
        ida = person(3, "Ida", "volunteer")
        omar = person(4, "Omar", "volunteer")
        let names = ["Ambassadøren", "Forvaltningen", "Ida", "Omar"]
        for (actor, name) in zip([ambassador, officer, ida, omar], names) {
            let member = SystemTables.member
            rows.put(
                Row(
                    table: member, id: actor.member,
                    cells: [
                        Cell(member["name"]!, .text(name)),
                        Cell(member["role"]!, .text(actor.role)),
                    ]))
            let device = SystemTables.device
            rows.put(
                Row(
                    table: device, id: id(),
                    cells: [
                        Cell(device["member"]!, .row(actor.member)),
                        Cell(device["name"]!, .text(name)),
                        Cell(device["number"]!, .text(actor.device.description)),
                    ]))
        }
    }

    /// A row id made a moment after the one before.
    func id(by actor: Actor? = nil) -> RowID {
        counter += 1
        return RowID(
            timestamp: Timestamp(milliseconds: 1_790_000_000_000 + counter),
            device: actor?.device ?? .office)
    }

    /// Does these as one change set and lets the rules settle them, like the office.
    ///
    /// - Parameter at: the effective time in minutes; each call is a minute later when it is not said.
    @discardableResult
    func act(
        _ acts: [Act], by actor: Actor? = nil, at: Int64? = nil, isDoubtful: Bool = false
    ) throws -> Answer {
        minute += 60_000
        let saved = rows.copy()
        let context = RuleContext(
            author: actor, effectiveAt: at.map { 1_800_000_000_000 + $0 * 60_000 } ?? minute,
            isClockDoubtful: isDoubtful, now: minute + 1_000_000_000)
        var journal = acts.map(apply)
        var seen = Array(repeating: 0, count: rules.count)
        var answer = Answer()
        for round in 1...8 {
            var isQuiet = true
            for (index, rule) in rules.enumerated() {
                let news = Self.news(journal[seen[index]...], rule.tables)
                seen[index] = journal.count
                guard !news.isEmpty else { continue }
                isQuiet = false
                for effect in try rule.settle(news, in: context.inRound(round), reading: rows) {
                    switch effect {
                    case .set(let table, let row, let cells):
                        let schema = try #require(GreenForumSchema.schema[table])
                        let before = rows.row(row, in: table)
                        let change = apply(
                            before == nil
                                ? .insert(schema, row, cells) : .update(schema, row, cells))
                        if change.before != change.after { journal.append(change) }
                    case .outcome(let outcome):
                        answer.outcomes.append(outcome)
                        keep(outcome)
                    case .refuse(let reason), .hold(let reason):
                        restore(saved)
                        return Answer(outcomes: [], refusal: reason, rounds: round)
                    case .deadline: break
                    }
                }
            }
            answer.rounds = round
            if isQuiet { return answer }
        }
        Issue.record("the rules did not come to rest")
        return answer
    }

    private func apply(_ act: Act) -> RowChange {
        switch act {
        case .insert(let table, let id, let cells):
            let row = Row(table: table, id: id, cells: cells)
            rows.put(row)
            return RowChange(before: nil, after: row)
        case .update(let table, let id, let cells):
            let before = rows.row(id, in: table.id)
            var after = before ?? Row(table: table, id: id, cells: [])
            for cell in cells { after[cell.column] = cell.value }
            rows.put(after)
            return RowChange(before: before, after: after)
        case .delete(let table, let id):
            let before = rows.row(id, in: table.id)
            rows.remove(id, from: table.id)
            return RowChange(before: before, after: nil)
        }
    }

    private func keep(_ outcome: Outcome) {
        let table = SystemTables.outcome
        rows.put(
            Row(
                table: table, id: id(),
                cells: [
                    Cell(table["subject_row"]!, .row(outcome.row)),
                    Cell(table["text_key"]!, .text(outcome.textKey)),
                    Cell(table["arguments"]!, .text(outcome.argumentsText)),
                    Cell(table["state"]!, .text(outcome.isOpen ? "open" : "settled")),
                ]))
    }

    private func restore(_ saved: MemoryRows) {
        for table in GreenForumSchema.schema.tables {
            for row in rows.all(table.id) { rows.remove(row.id, from: table.id) }
            for row in saved.all(table.id) { rows.put(row) }
        }
    }

    private static func news(_ journal: ArraySlice<RowChange>, _ tables: Set<TableID>)
        -> [RowChange]
    {
        var merged: [RowID: (before: Row?, after: Row?)] = [:]
        for change in journal where tables.contains(change.table.id) {
            merged[change.id] = (merged[change.id].map(\.before) ?? change.before, change.after)
        }
        return merged.sorted { $0.key < $1.key }.compactMap { _, change in
            change.before == change.after
                ? nil : RowChange(before: change.before, after: change.after)
        }
    }
}

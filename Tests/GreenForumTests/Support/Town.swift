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
    private(set) var deadlines: [RuleRunner.Deadline] = []
    private var counter: Milliseconds = 0
    private var guests = 0

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

    /// A name that nobody else has.
    func guest() -> String {
        guests += 1
        return "Gæst \(guests)"
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
            isClockDoubtful: isDoubtful, now: now)
        let changes = acts.map(apply).sorted { $0.id < $1.id }
        let result = try RuleRunner(Rules(rules: rules)).settle(
            changes, in: context, reading: rows)
        return try take(result, else: saved)
    }

    /// The office's time.
    var now: Milliseconds { minute + 1_000_000_000 }

    /// Time passes, and wakes the rules that asked for it.
    ///
    /// - Returns: what each deadline came to.
    @discardableResult
    func pass(to time: Milliseconds) throws -> [Answer] {
        minute = max(minute, time - 1_000_000_000)
        let due = deadlines.filter { $0.at <= now }
        deadlines.removeAll { $0.at <= now }
        return try due.map { deadline in
            let context = RuleContext(
                author: nil, effectiveAt: now, isClockDoubtful: false, now: now)
            let result = try RuleRunner(Rules(rules: rules)).due(
                deadline, in: context, reading: rows)
            return try take(result, else: rows.copy())
        }
    }

    private func take(_ result: RuleRunner.Result, else saved: MemoryRows) throws -> Answer {
        switch result {
        case .refused(let reason), .held(let reason):
            restore(saved)
            return Answer(refusal: reason)
        case .settled(let settlement):
            for write in settlement.writes {
                let table = try #require(GreenForumSchema.schema[write.key.table])
                _ = apply(.update(table, write.key.row, write.cells))
            }
            settlement.outcomes.forEach(keep)
            deadlines += settlement.deadlines
            return Answer(outcomes: settlement.outcomes)
        }
    }

    private struct Rules: Domain {
        let schema = GreenForumSchema.schema
        let rules: [any Rule]
        let access: any AccessPolicy = RoleAccess()
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
}

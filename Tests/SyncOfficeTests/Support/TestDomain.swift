import SyncEngine
import SyncProtocol

/// A small domain: events with seats, sign-ups that want one, tasks that may move, notes for the office.
struct TestDomain: Domain {
    static let event = TableSchema(
        id: TableID(16), name: "event", scope: .shared,
        columns: [
            ColumnSchema(1, "title", .text, required: true, byteCountMax: 40),
            ColumnSchema(2, "notes", .text, .review),
            ColumnSchema(3, "capacity", .integer, .review),
            ColumnSchema(4, "code", .text, .first),
            ColumnSchema(
                5, "status", .choice(["open", "closed"]), .office, default: .text("open")),
            ColumnSchema(6, "closes_at", .instant),
        ])
    static let signup = TableSchema(
        id: TableID(17), name: "signup", scope: .row(column: ColumnID(1), whenNull: .office),
        columns: [
            ColumnSchema(1, "event", .row(TableID(16)), required: true),
            ColumnSchema(2, "name", .text, required: true, personal: true),
            ColumnSchema(3, "phone", .text, personal: true),
            ColumnSchema(
                4, "status", .choice(["received", "confirmed", "waitlisted"]), .office,
                default: .text("received")),
        ])
    static let task = TableSchema(
        id: TableID(18), name: "task", scope: .row(column: ColumnID(2), whenNull: .shared),
        columns: [
            ColumnSchema(1, "title", .text),
            ColumnSchema(2, "event", .row(TableID(16))),
        ])
    static let note = TableSchema(
        id: TableID(19), name: "note", scope: .office, columns: [ColumnSchema(1, "text", .text)])

    let schema = Schema(version: 1, tables: SystemTables.all + [event, signup, task, note])
    let rules: [any Rule] = [SeatsRule(), ClosingRule(), KeepingRule(), OddRule()]
    let access: any AccessPolicy = TestAccess()
}

/// Confirmed sign-ups never exceed the capacity; whoever comes later waits.
struct SeatsRule: Rule {
    let id = RuleID("seats")
    let tables: Set<TableID> = [TestDomain.signup.id]

    func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        var effects: [RuleEffect] = []
        var taken: [RowID: Int] = [:]
        for signup in changes.compactMap(\.after) where signup["status"] == .text("received") {
            guard let id = signup["event"].row,
                let capacity = try rows.row(id, in: TestDomain.event.id)?["capacity"].integer
            else { continue }
            let others = try rows.rows(
                in: TestDomain.signup.id, where: ColumnID(1), equals: .row(id))
            let count =
                taken[id] ?? others.filter { $0["status"] == .text("confirmed") }.count
            let fits = count < capacity
            taken[id] = count + (fits ? 1 : 0)
            effects.append(
                .set(
                    table: TestDomain.signup.id, row: signup.id,
                    cells: [Cell(ColumnID(4), .text(fits ? "confirmed" : "waitlisted"))]))
            if !fits {
                effects.append(
                    .outcome(
                        Outcome(
                            kind: .waitlisted, rule: self.id, table: TestDomain.signup.id,
                            row: signup.id, textKey: "seats.waitlisted")))
            }
        }
        return effects
    }
}

/// An event closes at its time.
struct ClosingRule: Rule {
    let id = RuleID("closing")
    let tables: Set<TableID> = [TestDomain.event.id]

    func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        changes.compactMap { change in
            guard let at = change.after?["closes_at"].integer,
                change.before?["closes_at"].integer != at
            else { return nil }
            return .deadline(table: change.table.id, row: change.id, at: at)
        }
    }

    func due(_ row: Row, in context: RuleContext, reading rows: any RowReader) throws
        -> [RuleEffect]
    {
        guard let at = row["closes_at"].integer, at <= context.now else { return [] }
        return [
            .set(table: row.table.id, row: row.id, cells: [Cell(ColumnID(5), .text("closed"))])
        ]
    }
}

/// An event that is called `keep` lives on when somebody deletes it, as bare as can be.
struct KeepingRule: Rule {
    let id = RuleID("keeping")
    let tables: Set<TableID> = [TestDomain.event.id]

    func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        changes.compactMap { change in
            guard change.after == nil, let before = change.before,
                before["title"] == .text("keep")
            else { return nil }
            return .set(
                table: change.table.id, row: change.id,
                cells: [Cell(ColumnID(1), before["title"])])
        }
    }
}

/// Refuses, holds or fails for tasks with telling titles.
struct OddRule: Rule {
    struct Failure: Error {}

    let id = RuleID("odd")
    let tables: Set<TableID> = [TestDomain.task.id]

    func settle(
        _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
    ) throws -> [RuleEffect] {
        for change in changes {
            switch change.after?["title"].text {
            case "refuse": return [.refuse(Reason(ReasonCode("odd-refused")))]
            case "hold": return [.hold(Reason(ReasonCode("odd-held")))]
            case "fail": throw Failure()
            default: break
            }
        }
        return []
    }
}

/// Ambassadors may all; volunteers work on sign-ups and tasks of their events and on titles and notes. A task that is
/// done stays as it is.
struct TestAccess: AccessPolicy {
    func scopes(
        of actor: Actor, at now: Milliseconds, reading rows: any RowReader
    ) throws -> [Scope] {
        if actor.role == "ambassador" { return [.shared, .office, .allRows] }
        return [.shared] + (try subjects(of: actor, rows)).map(Scope.row).sorted()
    }

    func refusal(
        of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
        reading rows: any RowReader
    ) throws -> Reason? {
        if actor.role == "ambassador" { return nil }
        let refused = Reason(
            .notAllowed, table: change.table, row: change.row, detail: actor.role)
        switch change.table {
        case TestDomain.signup.id:
            let event = (after ?? before)?["event"].row
            guard let event, try subjects(of: actor, rows).contains(event) else { return refused }
            return change.cells.contains { $0.column == ColumnID(4) } ? refused : nil
        case TestDomain.event.id:
            let allowed: Set<ColumnID> = [1, 2, 4].map { ColumnID($0) }.reduce(into: []) {
                $0.insert($1)
            }
            guard change.kind != .delete else { return refused }
            return change.cells.allSatisfy { allowed.contains($0.column) } ? nil : refused
        case TestDomain.task.id:
            let isDone = change.kind == .update && before?["title"] == .text("done")
            return isDone ? refused : nil
        default: return refused
        }
    }

    private func subjects(of actor: Actor, _ rows: any RowReader) throws -> [RowID] {
        try rows.rows(
            in: SystemTables.assignment.id, where: ColumnID(1), equals: .row(actor.member)
        ).compactMap { $0["subject"].row }
    }
}

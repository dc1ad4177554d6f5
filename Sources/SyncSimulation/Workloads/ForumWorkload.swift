internal import GreenForum
package import SyncEngine
package import SyncProtocol

/// The Green Forum on a busy day: few events, few rooms and few projects, so that people collide.
package struct ForumWorkload: Workload {
    package let versions = 2
    package let roles = ["ambassador", "volunteer", "volunteer", "ambassador", "officer"]

    package let ordinaryRoles = ["volunteer", "follower"]

    package init() {}

    package func domain(version: Int) -> any Domain {
        let base = GreenForumDomain()
        return version == 1
            ? base : GrownDomain(base, growing: [ProjectTable.id, SignupTable.id])
    }

    package func subjects(
        of role: String, in rows: (TableID) throws -> [Row]
    ) throws -> [RowID] {
        role == "volunteer" ? try rows(EventTable.id).map(\.id) : []
    }

    package func prepare(
        _ rows: any RowSource, makeRowID: () throws -> RowID, dice: inout SeededRandom
    ) throws -> [Change] {
        var made: [Change] = []
        for (name, seats, approval) in [
            ("Mødelokale 1", 8 as Int64, 0 as Int64), ("Mødelokale 2", 20, 0), ("Salen", 60, 1),
        ] {
            made.append(
                .insert(
                    ResourceTable.schema, try makeRowID(),
                    [
                        (ResourceTable.name, .text(name)), (ResourceTable.seats, .integer(seats)),
                        (ResourceTable.needsApproval, .integer(approval)),
                    ]))
        }
        for title in ["Cykelruter", "Solceller på skolen"] {
            made.append(
                .insert(
                    ProjectTable.schema, try makeRowID(), [(ProjectTable.title, .text(title))]))
        }
        for (title, capacity) in [("Studiebesøg", 6 as Int64), ("Omstillingsmøde", 40)] {
            made.append(
                .insert(
                    EventTable.schema, try makeRowID(),
                    [
                        (EventTable.title, .text(title)),
                        (EventTable.wallStart, .text("2027-03-18T17:00")),
                        (EventTable.wallEnd, .text("2027-03-18T19:00")),
                        (EventTable.capacity, .integer(capacity)),
                        (EventTable.status, .text("published")),
                    ]))
        }
        return made
    }

    package func act(
        as role: String, reading rows: any RowSource, makeRowID: () throws -> RowID,
        dice: inout SeededRandom
    ) throws -> [Change] {
        switch dice.below(100) {
        case ..<22: try signUp(rows, makeRowID, &dice)
        case ..<26: try editSignup(rows, &dice)
        case ..<30: try checkIn(rows, makeRowID, &dice)
        case ..<34: try withdraw(rows, &dice)
        case ..<36: try separate(rows, &dice)
        case ..<41: try askForList(rows, makeRowID, &dice)
        case ..<44: try bringListHome(rows, makeRowID, &dice)
        case ..<57: try book(rows, makeRowID, &dice)
        case ..<61: try cancelBooking(rows, &dice)
        case ..<63: try decide(rows, &dice)
        case ..<66: try makeSeries(rows, makeRowID, &dice)
        case ..<69: try changeSeries(rows, makeRowID, &dice)
        case ..<79: try editProject(rows, &dice)
        case ..<82: try moveProject(rows, &dice)
        case ..<86: try propose(rows, makeRowID, &dice)
        case ..<90: try meet(rows, makeRowID, &dice)
        case ..<94: try delete(rows, &dice)
        case ..<97: try editEvent(rows, makeRowID, &dice)
        case ..<99: try keep(rows, makeRowID, &dice)
        default: try overreach(rows, &dice)
        }
    }

    // MARK: Projects and events

    private func editProject(
        _ rows: any RowSource, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let row = dice.pick(try rows.rows(in: ProjectTable.id)) else { return [] }
        let columns = [
            ProjectTable.title, ProjectTable.owner, ProjectTable.description,
            ProjectTable.programme,
        ]
        var values = [(dice.pick(columns) ?? ProjectTable.owner, text(&dice))]
        if dice.chance(25) { values.append((ProjectTable.referenceNumber, text(&dice))) }
        // Older programs do not know it.
        if let added = row.table[GrownDomain.columnName], dice.chance(50) {
            values.append((added, text(&dice)))
        }
        return .update(row, values)
    }

    private func moveProject(
        _ rows: any RowSource, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let row = dice.pick(try rows.rows(in: ProjectTable.id)) else { return [] }
        let statuses = ["idea", "proposed", "approved", "running", "paused", "done", "dropped"]
        return .update(row, [(ProjectTable.status, .text(dice.pick(statuses) ?? "idea"))])
    }

    private func propose(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        [
            .insert(
                ProjectTable.schema, try makeRowID(),
                [(ProjectTable.title, .text("Forslag \(dice.below(1_000))"))])
        ]
    }

    /// A project with its event and a first sign-up, in one set that refers to itself.
    private func meet(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        let (project, event) = (try makeRowID(), try makeRowID())
        return [
            .insert(ProjectTable.schema, project, [(ProjectTable.title, .text("Møderække"))]),
            .insert(
                EventTable.schema, event,
                [
                    (EventTable.title, .text("Møde \(dice.below(100))")),
                    (EventTable.project, .row(project)),
                    (EventTable.wallStart, .text("2027-04-01T17:00")),
                    (EventTable.wallEnd, .text("2027-04-01T19:00")),
                    (EventTable.capacity, .integer(Int64(1 + dice.below(4)))),
                    (EventTable.status, .text("published")),
                ]),
            try signUp(for: event, rows, makeRowID, &dice),
        ]
    }

    private func delete(_ rows: any RowSource, _ dice: inout SeededRandom) throws -> [Change] {
        let tables = [ProjectTable.id, SignupTable.id, EventTable.id]
        let table = dice.chance(10) ? tables[2] : tables[dice.below(2)]
        guard let row = dice.pick(try rows.rows(in: table)) else { return [] }
        return [.delete(row)]
    }

    private func editEvent(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard let row = dice.pick(try rows.rows(in: EventTable.id)) else { return [] }
        if dice.chance(6) {
            let status = dice.chance(50) ? "cancelled" : "held"
            return .update(row, [(EventTable.status, .text(status))])
        }
        guard dice.chance(30) else {
            return .update(row, [(EventTable.capacity, .integer(Int64(4 + dice.below(40))))])
        }
        let now = try makeRowID().timestamp.milliseconds
        return .update(row, [(EventTable.settleAt, .integer(now + dice.minutes(60)))])
    }

    // MARK: What not everybody can or may

    /// A row of a table that only newer programs have.
    private func keep(
        _ rows: any RowSource, _ makeRowID: () throws -> RowID, _ dice: inout SeededRandom
    ) throws -> [Change] {
        guard try rows.rows(in: ProjectTable.id).first?.table[GrownDomain.columnName] != nil
        else { return [] }
        let table = GrownDomain.table
        if let row = dice.pick(try rows.rows(in: table.id)), dice.chance(50) {
            return .update(row, [(table.columns[1], .integer(Int64(dice.below(100))))])
        }
        return [.insert(table, try makeRowID(), [(table.columns[0], text(&dice))])]
    }

    /// Something that most roles may not do.
    private func overreach(_ rows: any RowSource, _ dice: inout SeededRandom) throws -> [Change] {
        guard let row = dice.pick(try rows.rows(in: ResourceTable.id)) else { return [] }
        return .update(row, [(ResourceTable.seats, .integer(Int64(2 + dice.below(30))))])
    }

    private func text(_ dice: inout SeededRandom) -> Value { .text("tekst \(dice.below(1_000))") }
}

extension [Change] {
    fileprivate static func update(_ row: Row, _ values: [(ColumnSchema, Value)]) -> [Change] {
        Change.update(row, values)
    }
}

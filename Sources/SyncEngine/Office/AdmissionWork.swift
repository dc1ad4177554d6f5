internal import SyncProtocol

/// What one judgement has in hand while it goes through a change set.
struct AdmissionWork {
    let submission: Admission.Submission
    let space: Workspace
    let merge: Merge
    private(set) var outcomes: [Outcome] = []
    private let schema: Schema
    /// References that were set, and rows that were deleted, checked when all changes are in.
    private var references: [(from: RowKey, column: ColumnSchema, to: RowKey)] = []
    private var deletions: [RowKey] = []

    init(_ submission: Admission.Submission, over base: any OfficeReader, schema: Schema) {
        self.submission = submission
        self.schema = schema
        self.space = Workspace(over: base)
        self.merge = Merge(by: submission.author) { try base.member(of: $0) }
    }

    private var author: Merge.Author { submission.author }

    /// Takes over what merging decided.
    mutating func put(
        _ state: Standing, _ new: [Outcome], for change: Change, over standing: Standing
    ) throws {
        let key = RowKey(change.table, change.row)
        try space.put(state, at: key)
        outcomes += new
        if case .deleted = state, state != standing { deletions.append(key) }
        guard let table = schema[change.table], let live = state.live else { return }
        for cell in change.cells {
            guard let column = table[cell.column], case .row(let target?) = column.type,
                let id = cell.value.row, live[cell.column] == cell.value
            else { continue }
            references.append((key, column, RowKey(target, id)))
        }
    }

    /// A row that is gone because the set that made it again was returned is explained by that.
    func explained(_ reason: Reason, of key: RowKey) throws -> Reason {
        guard reason.code == .rowGone, try isMadeByReturned(key) else { return reason }
        return Reason(.needsReturned, table: key.table, row: key.row)
    }

    /// Missing rows return the set; rows deleted meanwhile by others, and parents that others added
    /// children to, live.
    mutating func settleReferences() throws -> Reason? {
        for (from, column, to) in references {
            if let reason = try settle(from, column, to) { return reason }
        }
        for key in deletions { try keepParent(key) }
        return nil
    }

    private mutating func settle(
        _ from: RowKey, _ column: ColumnSchema, _ to: RowKey
    ) throws -> Reason? {
        guard schema[to.table] != nil else { return nil }
        switch try space.standing(to) {
        case .live:
            return nil
        case .deleted(let row, let deletion) where merge.isConcurrent(deletion):
            try space.put(.live(row), at: to)
            outcomes.append(
                try merge.revival(
                    row.row, winner: author.clock, loser: deletion, textKey: "delete.parent"))
            return nil
        case .deleted, .absent:
            let code: ReasonCode = try isMadeByReturned(to) ? .needsReturned : .referenceMissing
            return Reason(
                code, table: from.table, row: from.row, column: column.id,
                detail: to.row.description)
        }
    }

    private mutating func keepParent(_ key: RowKey) throws {
        guard case .deleted(let parent, let deletion) = try space.standing(key) else { return }
        for table in schema.tables where table.id != SystemTables.outcome.id {
            for column in table.columns where column.type == .row(key.table) {
                let children = try space.rows(
                    in: table.id, where: column.id, equals: .row(key.row))
                for child in children {
                    let state = try space.standing(RowKey(table.id, child.id))
                    guard let clock = state.live?.clocks[column.id], merge.isConcurrent(clock)
                    else { continue }
                    try space.put(.live(parent), at: key)
                    outcomes.append(
                        try merge.revival(
                            parent.row, winner: clock, loser: deletion, textKey: "delete.parent"))
                    return
                }
            }
        }
    }

    /// Whether a returned set of the author's made the row.
    func isMadeByReturned(_ key: RowKey) throws -> Bool {
        for device in [author.device] + author.ancestors
        where try space.isMadeByReturned(key, device: device) {
            return true
        }
        return false
    }

    // MARK: What the office writes

    private var officeClock: CellClock {
        CellClock(sequence: author.sequence, device: .office, at: submission.now)
    }

    func write(_ writes: [RuleRunner.Write]) throws {
        for write in writes {
            guard let table = schema[write.key.table] else { continue }
            let (standing, cells) = try ground(of: write, in: table)
            var row = standing
            for cell in cells { row.write(cell, clock: officeClock) }
            try space.put(.live(row), at: write.key)
        }
    }

    /// The row that a rule writes on, and what of its cells is new there.
    private func ground(
        of write: RuleRunner.Write, in table: TableSchema
    ) throws -> (StandingRow, [Cell]) {
        switch try space.standing(write.key) {
        case .live(let row):
            return (row, write.cells)
        case .deleted(let row, let deletion) where deletion == author.clock:
            // It was never gone for anybody else: what differs from the row as it was is what they are sent.
            let whole = Row(table: table, id: write.key.row, cells: write.cells)
            return (row, whole.cells.filter { row[$0.column] != $0.value })
        case .deleted, .absent:
            return (StandingRow(row: Row(table: table, id: write.key.row, cells: [])), write.cells)
        }
    }

    /// Makes a row of each outcome; an open conflict of the same author on the same cell takes the later
    /// value instead.
    func record(_ outcomes: [Outcome], clock: inout Timestamp) throws {
        for outcome in outcomes {
            guard let subject = schema[outcome.table] else { continue }
            let scope = try scope(of: outcome, subject)
            let cells = outcome.cells(subject: subject, scope: scope)
            if outcome.isOpen, let standing = try openConflict(like: outcome, subject) {
                var row = standing
                let later = [OutcomeColumn.loserValue, OutcomeColumn.loserAt]
                for column in later {
                    let value = cells.first { $0.column == column }?.value ?? .null
                    if row[column] != value {
                        row.write(Cell(column, value), clock: officeClock)
                    }
                }
                try space.put(.live(row), at: RowKey(SystemTables.outcome.id, row.row.id))
                continue
            }
            clock = clock.next(wall: submission.now)
            let id = RowID(timestamp: clock, device: .office)
            var row = StandingRow(row: Row(table: SystemTables.outcome, id: id, cells: []))
            for cell in cells { row.write(cell, clock: officeClock) }
            try space.put(.live(row), at: RowKey(SystemTables.outcome.id, id))
        }
    }

    private func scope(of outcome: Outcome, _ subject: TableSchema) throws -> Scope {
        try space.standing(RowKey(outcome.table, outcome.row)).scope
            ?? Row(table: subject, id: outcome.row, cells: []).scope
    }

    private func openConflict(like outcome: Outcome, _ subject: TableSchema) throws -> StandingRow?
    {
        guard outcome.kind == .keptValue, outcome.rule == .fields, let column = outcome.column,
            let member = outcome.loser?.member, let name = subject[column]?.name
        else { return nil }
        let rows = try space.rows(
            in: SystemTables.outcome.id, where: OutcomeColumn.row, equals: .row(outcome.row))
        let match = rows.first {
            $0[OutcomeColumn.table] == .text(subject.name)
                && $0[OutcomeColumn.column] == .text(name)
                && $0[OutcomeColumn.rule] == .text(RuleID.fields.rawValue)
                && $0[OutcomeColumn.state] == .text("open")
                && $0[OutcomeColumn.loserMember] == .row(member)
        }
        guard let match else { return nil }
        return try space.standing(RowKey(SystemTables.outcome.id, match.id)).live
    }

    /// Outcomes go where their subject goes, also when it comes back elsewhere: who no longer sees a row no
    /// longer sees what was done to it.
    func moveOutcomes() throws {
        for effect in space.effects where effect.key.table != SystemTables.outcome.id {
            guard let before = effect.before.scope, let after = effect.after.live?.row,
                before != after.scope
            else { continue }
            let value = Outcome.scopeValue(after.scope, subject: after.id)
            let rows = try space.rows(
                in: SystemTables.outcome.id, where: OutcomeColumn.row, equals: .row(after.id))
            for row in rows
            where row[OutcomeColumn.table] == .text(after.table.name)
                && row[OutcomeColumn.scope] != value
            {
                let key = RowKey(SystemTables.outcome.id, row.id)
                guard var state = try space.standing(key).live else { continue }
                state.write(Cell(OutcomeColumn.scope, value), clock: officeClock)
                try space.put(.live(state), at: key)
            }
        }
    }
}

package import SyncProtocol

/// Decides, cell by cell, what a change does to the row that stands.
///
/// A pure function of change, standing row, column policies, basis and author. A cell is in conflict when
/// somebody else wrote it after the basis, and only then; equal values never conflict.
package struct Merge {
    /// Who changes, from where, and as which commit.
    package struct Author: Hashable, Sendable {
        package let device: DeviceID
        package let member: RowID?
        /// Identities that this device had before, when it was copied: their rows are its own.
        package let ancestors: [DeviceID]
        /// What the author had seen of this office's history.
        package let basis: Sequence
        package let at: Milliseconds
        /// The commit that the change becomes part of.
        package let sequence: Sequence

        package init(
            device: DeviceID, member: RowID?, ancestors: [DeviceID] = [], basis: Sequence,
            at: Milliseconds, sequence: Sequence
        ) {
            self.device = device
            self.member = member
            self.ancestors = ancestors
            self.basis = basis
            self.at = at
            self.sequence = sequence
        }

        package var clock: CellClock { CellClock(sequence: sequence, device: device, at: at) }
    }

    package enum Decision: Hashable, Sendable {
        /// What is under the row id from now on (the same as before when nothing is to be written), and
        /// what was done to whose intent.
        case merged(Standing, [Outcome])
        case refused(Reason)
    }

    private let author: Author
    private let memberOf: (DeviceID) throws -> RowID?

    /// - Parameter memberOf: whose device it is.
    package init(by author: Author, memberOf: @escaping (DeviceID) throws -> RowID?) {
        self.author = author
        self.memberOf = memberOf
    }

    /// - Parameters:
    ///   - change: of this table; its rights and values are checked.
    ///   - standing: what is under its row id.
    package func decide(
        _ change: Change, of table: TableSchema, standing: Standing
    ) throws -> Decision {
        switch (change.kind, standing) {
        case (.insert, .absent):
            guard try mayMake(change.row) else { return refused(.notAllowed, change) }
            return .merged(.live(made(change, of: table)), [])
        case (.insert, .live(let row)):
            guard isOwn(change.row) else { return refused(.rowExists, change) }
            return try merged(change, into: row, of: table, outcomes: [])
        case (.insert, .deleted(let row, let deletion)):
            guard isOwn(change.row) else { return refused(.rowExists, change) }
            guard isConcurrent(deletion) else { return .merged(.live(made(change, of: table)), []) }
            return try revived(row, deletion, change, of: table)
        case (.update, .live(let row)):
            return try merged(change, into: row, of: table, outcomes: [])
        case (.update, .deleted(let row, let deletion)):
            guard isConcurrent(deletion) else { return refused(.rowGone, change) }
            return try revived(row, deletion, change, of: table)
        case (.update, .absent), (.delete, .absent):
            return refused(.rowGone, change)
        case (.delete, .deleted):
            return .merged(standing, [])
        case (.delete, .live(let row)):
            guard let edit = row.clocks.newestWrite(after: author.basis, notBy: author.device)
            else { return .merged(.deleted(row, by: author.clock), []) }
            let outcome = try revival(row.row, winner: edit, loser: author.clock)
            return .merged(.live(row), [outcome])
        }
    }

    /// Whether somebody else wrote this after the author's basis.
    package func isConcurrent(_ clock: CellClock) -> Bool {
        clock.sequence > author.basis && clock.device != author.device
    }

    /// A deleted row that lives again because of a concurrent change to it or below it.
    package func revival(
        _ row: Row, winner: CellClock, loser: CellClock, textKey: String = "delete.revived"
    ) throws -> Outcome {
        Outcome(
            kind: .revived, rule: .delete, table: row.table.id, row: row.id,
            winner: try claim(.null, winner), loser: try claim(.null, loser), textKey: textKey)
    }

    // MARK: Rows

    private func refused(_ code: ReasonCode, _ change: Change) -> Decision {
        .refused(Reason(code, table: change.table, row: change.row))
    }

    /// Ids that the author may use again: its own, those of the device it was copied from, derived ones.
    private func isOwn(_ id: RowID) -> Bool {
        id.device == author.device || id.device == .derived || author.ancestors.contains(id.device)
    }

    /// No device makes rows in another member's name, or in the office's. An id of a device that nobody knows is
    /// made by one that had not joined yet.
    private func mayMake(_ id: RowID) throws -> Bool {
        if isOwn(id) || author.device == .office { return true }
        guard id.device != .office else { return false }
        let maker = try memberOf(id.device)
        return maker == nil || maker == author.member
    }

    private func made(_ change: Change, of table: TableSchema) -> StandingRow {
        var row = StandingRow(row: Row(table: table, id: change.row, cells: []))
        for cell in change.cells { row.write(cell, clock: author.clock) }
        return row
    }

    private func revived(
        _ row: StandingRow, _ deletion: CellClock, _ change: Change, of table: TableSchema
    ) throws -> Decision {
        let outcome = try revival(row.row, winner: author.clock, loser: deletion)
        return try merged(change, into: row, of: table, outcomes: [outcome])
    }

    // MARK: Cells

    private func merged(
        _ change: Change, into standing: StandingRow, of table: TableSchema, outcomes: [Outcome]
    ) throws -> Decision {
        var row = standing
        var outcomes = outcomes
        for cell in change.cells {
            let old = standing[cell.column]
            guard old != cell.value else { continue }
            let policy = table[cell.column]?.policy ?? .latest
            let clock = standing.clocks[cell.column]
            let writes = wins(policy, against: clock, holding: old)
            if writes { row.write(cell, clock: author.clock) }
            guard let clock, isConcurrent(clock) || !writes else { continue }
            let (mine, theirs) = (
                try claim(cell.value, author.clock), try claim(old, clock)
            )
            outcomes.append(
                Outcome(
                    kind: .keptValue, rule: .fields, table: change.table, row: change.row,
                    column: cell.column, winner: writes ? mine : theirs,
                    loser: writes ? theirs : mine,
                    textKey: policy == .review ? "fields.review" : "fields.kept",
                    isOpen: policy == .review))
        }
        return .merged(.live(row), outcomes)
    }

    /// Whether the incoming value replaces a standing one that differs.
    private func wins(
        _ policy: ConflictPolicy, against clock: CellClock?, holding old: Value
    ) -> Bool {
        guard let clock else { return true }
        if policy == .first { return old.isNull }
        guard isConcurrent(clock) else { return true }
        switch policy {
        case .latest: return (author.at, author.device) > (clock.at, clock.device)
        case .review, .first: return false
        case .office: return true
        }
    }

    private func claim(_ value: Value, _ clock: CellClock) throws -> Outcome.Claim {
        let member = clock == author.clock ? author.member : try memberOf(clock.device)
        return Outcome.Claim(value: value, member: member, at: clock.at)
    }
}

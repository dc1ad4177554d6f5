import SyncProtocol
import Testing

@testable import SyncEngine

/// Every policy, in both orders, from the same and another device, with equal and other values, on a basis
/// before and after the standing write.
@Suite struct MergeTests {
    static let policies: [ConflictPolicy] = [.latest, .review, .office, .first]
    static let mine = DeviceID(rawValue: 5)!
    static let theirs = DeviceID(rawValue: 9)!
    static let member = RowID(timestamp: .zero, device: mine)
    static let other = RowID(timestamp: .zero, device: theirs)

    static let table = TableSchema(
        id: TableID(20), name: "thing", scope: .shared,
        columns: [
            ColumnSchema(1, "latest", .text, .latest), ColumnSchema(2, "review", .text, .review),
            ColumnSchema(3, "office", .text, .office), ColumnSchema(4, "first", .text, .first),
        ])
    static let row = RowID(timestamp: Timestamp(milliseconds: 1), device: mine)

    static func column(_ policy: ConflictPolicy) -> ColumnID {
        ColumnID(UInt16(policies.firstIndex(of: policy)! + 1))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var policy: ConflictPolicy
        var isLater: Bool
        var isSameDevice: Bool
        var isEqual: Bool
        var isSeen: Bool

        var testDescription: String {
            "\(policy) \(isLater ? "later" : "earlier") \(isSameDevice ? "own" : "other's") "
                + "\(isEqual ? "equal" : "different") \(isSeen ? "seen" : "unseen")"
        }

        /// What ought to stand, and whether a conflict is recorded and left open.
        var expected: (wins: Bool, isRecorded: Bool, isOpen: Bool) {
            if isEqual { return (false, false, false) }
            if policy == .first { return (false, true, false) }
            if isSameDevice || isSeen { return (true, false, false) }
            switch policy {
            case .latest: return (isLater, true, false)
            case .review: return (false, true, true)
            case .office: return (true, true, false)
            case .first: return (false, true, false)
            }
        }
    }

    static var cases: [Case] {
        var cases: [Case] = []
        let both = [true, false]
        for policy in policies {
            for isLater in both {
                for isSame in both {
                    for isEqual in both {
                        for isSeen in both {
                            cases.append(
                                Case(
                                    policy: policy, isLater: isLater, isSameDevice: isSame,
                                    isEqual: isEqual, isSeen: isSeen))
                        }
                    }
                }
            }
        }
        return cases
    }

    static func merge(basis: UInt64, at: Milliseconds = 100, device: DeviceID = mine) -> Merge {
        let author = Merge.Author(
            device: device, member: member, basis: Sequence(basis), at: at,
            sequence: Sequence(20))
        return Merge(by: author) { $0 == theirs ? other : member }
    }

    /// A row with one cell written at sequence 10 and time 50.
    static func standing(_ column: ColumnID, by device: DeviceID) -> StandingRow {
        var row = StandingRow(row: Row(table: table, id: row, cells: []))
        row.write(
            Cell(column, .text("old")),
            clock: CellClock(sequence: Sequence(10), device: device, at: 50))
        return row
    }

    @Test(arguments: cases)
    func aCellIsSettledByPolicyBasisAndAuthor(_ test: Case) throws {
        let column = Self.column(test.policy)
        let old = Self.standing(column, by: test.isSameDevice ? Self.mine : Self.theirs)
        let value = Value.text(test.isEqual ? "old" : "new")
        let merge = Self.merge(basis: test.isSeen ? 10 : 9, at: test.isLater ? 60 : 40)
        let change = Change(
            .update, table: Self.table.id, row: Self.row, cells: [Cell(column, value)])
        let decision = try merge.decide(change, of: Self.table, standing: .live(old))
        guard case .merged(.live(let row), let outcomes) = decision else {
            Issue.record("\(decision)")
            return
        }
        let (wins, isRecorded, isOpen) = test.expected
        #expect(row.row[column] == .text(wins ? "new" : "old"))
        #expect(row.clocks[column]?.sequence == Sequence(wins ? 20 : 10))
        #expect(outcomes.count == (isRecorded ? 1 : 0))
        if let outcome = outcomes.first {
            #expect(outcome.isOpen == isOpen)
            #expect(outcome.winner?.value == .text(wins ? "new" : "old"))
            #expect(outcome.loser?.value == .text(wins ? "old" : "new"))
            #expect(outcome.winner?.member != nil && outcome.loser?.member != nil)
        }
    }

    @Test func atTheSameTimeTheLargerDeviceWins() throws {
        let column = Self.column(.latest)
        let change = Change(
            .update, table: Self.table.id, row: Self.row, cells: [Cell(column, .text("new"))])
        let old = Self.standing(column, by: Self.theirs)
        let decision = try Self.merge(basis: 9, at: 50).decide(
            change, of: Self.table, standing: .live(old))
        guard case .merged(.live(let row), _) = decision else { return }
        #expect(row.row[column] == .text("old"))
    }

    @Test func differentCellsOfOneRowNeverConflict() throws {
        let old = Self.standing(Self.column(.review), by: Self.theirs)
        let change = Change(
            .update, table: Self.table.id, row: Self.row,
            cells: [Cell(Self.column(.latest), .text("new"))])
        let decision = try Self.merge(basis: 0).decide(
            change, of: Self.table, standing: .live(old))
        guard case .merged(.live(let row), let outcomes) = decision else { return }
        #expect(outcomes.isEmpty)
        #expect(row.row["latest"] == .text("new"))
        #expect(row.row["review"] == .text("old"))
    }

    // MARK: Deletion

    static let deletion = CellClock(sequence: Sequence(10), device: theirs, at: 50)

    @Test func anEditThatMeetsAConcurrentDeletionBringsTheRowBack() throws {
        let old = Self.standing(Self.column(.latest), by: Self.mine)
        let change = Change(
            .update, table: Self.table.id, row: Self.row,
            cells: [Cell(Self.column(.review), .text("new"))])
        let decision = try Self.merge(basis: 9).decide(
            change, of: Self.table, standing: .deleted(old, by: Self.deletion))
        guard case .merged(.live(let row), let outcomes) = decision else {
            Issue.record("\(decision)")
            return
        }
        #expect(row.row["latest"] == .text("old"))
        #expect(row.row["review"] == .text("new"))
        #expect(outcomes.map(\.kind) == [.revived])
        #expect(outcomes.first?.loser?.member == Self.other)
    }

    @Test func aDeletionThatMeetsAConcurrentEditBecomesAnOutcome() throws {
        let old = Self.standing(Self.column(.latest), by: Self.theirs)
        let change = Change(.delete, table: Self.table.id, row: Self.row)
        let unseen = try Self.merge(basis: 9).decide(change, of: Self.table, standing: .live(old))
        guard case .merged(.live(let row), let outcomes) = unseen else {
            Issue.record("\(unseen)")
            return
        }
        #expect(row == old)
        #expect(outcomes.map(\.kind) == [.revived])
        let seen = try Self.merge(basis: 10).decide(change, of: Self.table, standing: .live(old))
        guard case .merged(.deleted, let none) = seen else {
            Issue.record("\(seen)")
            return
        }
        #expect(none.isEmpty)
    }

    @Test func whatWasGoneAtTheBasisIsReturned() throws {
        let old = Self.standing(Self.column(.latest), by: Self.mine)
        let change = Change(
            .update, table: Self.table.id, row: Self.row,
            cells: [Cell(Self.column(.review), .text("new"))])
        for standing in [Standing.deleted(old, by: Self.deletion), .absent] {
            let decision = try Self.merge(basis: 10).decide(
                change, of: Self.table, standing: standing)
            #expect(
                decision == .refused(Reason(.rowGone, table: Self.table.id, row: Self.row)))
        }
    }

    @Test func anIdIsMadeTwiceByItsOwnDeviceOrByDerivationOnly() throws {
        let strange = RowID(timestamp: .zero, device: Self.theirs)
        let derived = RowID(derivedFrom: Self.row, label: "2027-03-16")
        for (id, isOwn) in [(Self.row, true), (derived, true), (strange, false)] {
            var old = Self.standing(Self.column(.latest), by: Self.theirs)
            old.row = Row(table: Self.table, id: id, values: old.row.values)
            let change = Change(
                .insert, table: Self.table.id, row: id,
                cells: [Cell(Self.column(.review), .text("new"))])
            let decision = try Self.merge(basis: 0).decide(
                change, of: Self.table, standing: .live(old))
            if isOwn {
                guard case .merged(.live(let row), let outcomes) = decision else {
                    Issue.record("\(decision)")
                    continue
                }
                #expect(row.row["latest"] == .text("old"))
                #expect(row.row["review"] == .text("new"))
                #expect(outcomes.isEmpty)
            } else {
                #expect(decision == .refused(Reason(.rowExists, table: Self.table.id, row: id)))
            }
        }
    }

    @Test func aDeletedRowIsMadeAgainByWhoseIdItIs() throws {
        let strange = RowID(timestamp: .zero, device: Self.theirs)
        let derived = RowID(derivedFrom: Self.row, label: "2027-03-16")
        for (id, isOwn) in [(Self.row, true), (derived, true), (strange, false)] {
            for basis in [UInt64(9), 10] {
                var old = Self.standing(Self.column(.latest), by: Self.theirs)
                old.row = Row(table: Self.table, id: id, values: old.row.values)
                let change = Change(
                    .insert, table: Self.table.id, row: id,
                    cells: [Cell(Self.column(.review), .text("new"))])
                let decision = try Self.merge(basis: basis).decide(
                    change, of: Self.table, standing: .deleted(old, by: Self.deletion))
                guard isOwn else {
                    #expect(
                        decision == .refused(Reason(.rowExists, table: Self.table.id, row: id)))
                    continue
                }
                guard case .merged(.live(let row), let outcomes) = decision else {
                    Issue.record("\(decision)")
                    continue
                }
                // Whoever saw it deleted begins anew; whoever did not goes on with it.
                #expect(row.row["latest"] == (basis == 9 ? .text("old") : .null))
                #expect(row.row["review"] == .text("new"))
                #expect(outcomes.map(\.kind) == (basis == 9 ? [.revived] : []))
            }
        }
    }

    @Test func nobodyMakesARowInAnotherMembersName() throws {
        let stranger = RowID(timestamp: .zero, device: DeviceID(rawValue: 77)!)
        let derived = RowID(derivedFrom: Self.row, label: "2027-03-16")
        let theirs = RowID(timestamp: .zero, device: Self.theirs)
        let office = RowID(timestamp: .zero, device: .office)
        let author = Merge.Author(
            device: Self.mine, member: Self.member, basis: .zero, at: 0, sequence: Sequence(1))
        let members = [Self.mine: Self.member, Self.theirs: Self.other]
        for (id, isAllowed) in [
            (Self.row, true), (derived, true), (stranger, true), (theirs, false), (office, false),
        ] {
            let decision = try Merge(by: author) { members[$0] }.decide(
                Change(.insert, table: Self.table.id, row: id), of: Self.table, standing: .absent)
            let refused = Merge.Decision.refused(
                Reason(.notAllowed, table: Self.table.id, row: id))
            #expect((decision != refused) == isAllowed, "\(id)")
        }
    }
}

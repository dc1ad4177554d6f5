import SyncEngine
import SyncProtocol
import Testing

@testable import SyncSimulation

/// The reference model against cases worked out by hand.
@Suite struct OfficeModelTests {
    static let anna = DeviceID(rawValue: 1)!
    static let bo = DeviceID(rawValue: 2)!
    static let table = TableSchema(
        id: TableID(40), name: "thing", scope: .shared,
        columns: [
            ColumnSchema(1, "latest", .integer), ColumnSchema(2, "review", .integer, .review),
            ColumnSchema(3, "office", .integer, .office),
            ColumnSchema(4, "first", .integer, .first),
            ColumnSchema(5, "parent", .row(TableID(40))),
        ])
    static let schema = Schema(version: 1, tables: SystemTables.all + [table])

    static func row(_ number: Int64, by device: DeviceID = anna) -> RowID {
        RowID(timestamp: Timestamp(milliseconds: number), device: device)
    }

    static func set(
        _ device: DeviceID, seen: UInt64, at: Milliseconds, _ sequence: UInt64,
        ancestors: [DeviceID] = [], _ changes: Change...
    ) -> ModelSet {
        ModelSet(
            device: device, ancestors: ancestors, seen: Sequence(seen), at: at,
            sequence: Sequence(sequence), now: at, changes: changes)
    }

    static func write(
        _ kind: Change.Kind, _ row: RowID, _ cells: [UInt16: Int64] = [:], parent: RowID? = nil
    ) -> Change {
        var all = cells.sorted { $0.key < $1.key }.map {
            Cell(ColumnID($0.key), .integer($0.value))
        }
        if let parent { all.append(Cell(ColumnID(5), .row(parent))) }
        return Change(kind, table: table.id, row: row, cells: all)
    }

    static func value(_ model: OfficeModel, _ column: UInt16) -> Int64? {
        model.row(RowKey(table.id, row(1)))?[ColumnID(column)].integer
    }

    /// A row made by Anna at 1, with one cell of each policy, seen by all.
    static func begun() -> OfficeModel {
        var model = OfficeModel(schema: schema)
        _ = model.admit(
            set(anna, seen: 0, at: 10, 1, write(.insert, row(1), [1: 1, 2: 1, 3: 1, 4: 1])))
        return model
    }

    struct Case: Sendable {
        let column: UInt16
        let at: Milliseconds
        let isSeen: Bool
        let device: DeviceID
        let wins: Bool
        let conflicts: Int
    }

    /// Anna writes 2 at time 50 as sequence 2; then somebody writes 3.
    @Test(arguments: [
        Case(column: 1, at: 60, isSeen: false, device: bo, wins: true, conflicts: 1),
        Case(column: 1, at: 40, isSeen: false, device: bo, wins: false, conflicts: 1),
        Case(column: 1, at: 50, isSeen: false, device: bo, wins: true, conflicts: 1),
        Case(column: 1, at: 40, isSeen: true, device: bo, wins: true, conflicts: 0),
        Case(column: 1, at: 40, isSeen: false, device: anna, wins: true, conflicts: 0),
        Case(column: 2, at: 60, isSeen: false, device: bo, wins: false, conflicts: 1),
        Case(column: 2, at: 40, isSeen: true, device: bo, wins: true, conflicts: 0),
        Case(column: 2, at: 40, isSeen: false, device: anna, wins: true, conflicts: 0),
        Case(column: 3, at: 40, isSeen: false, device: bo, wins: true, conflicts: 1),
        Case(column: 4, at: 60, isSeen: true, device: bo, wins: false, conflicts: 1),
        Case(column: 4, at: 60, isSeen: true, device: anna, wins: false, conflicts: 1),
    ])
    func theSecondOfTwoWritesStandsOrFalls(_ test: Case) {
        var model = Self.begun()
        let first = Self.set(
            Self.anna, seen: 1, at: 50, 2, Self.write(.update, Self.row(1), [test.column: 2]))
        #expect(model.admit(first) == nil)
        let known = model.conflicts.count
        let before = Self.value(model, test.column)
        let second = Self.set(
            test.device, seen: test.isSeen ? 2 : 1, at: test.at, 3,
            Self.write(.update, Self.row(1), [test.column: 3]))
        #expect(model.admit(second) == nil)
        #expect(Self.value(model, test.column) == (test.wins ? 3 : before))
        #expect(model.conflicts.count - known == test.conflicts)
    }

    @Test func equalValuesAndOtherCellsNeverConflict() {
        var model = Self.begun()
        _ = model.admit(
            Self.set(Self.anna, seen: 1, at: 20, 2, Self.write(.update, Self.row(1), [2: 5])))
        _ = model.admit(
            Self.set(Self.bo, seen: 1, at: 30, 3, Self.write(.update, Self.row(1), [1: 6, 2: 5])))
        #expect(Self.value(model, 1) == 6)
        #expect(Self.value(model, 2) == 5)
        #expect(model.conflicts.isEmpty)
    }

    @Test func aRowLivesWhicheverOfEditAndDeletionComesFirst() {
        for editFirst in [true, false] {
            var model = Self.begun()
            let edit = Self.write(.update, Self.row(1), [1: 9])
            let delete = Self.write(.delete, Self.row(1))
            let changes = editFirst ? [edit, delete] : [delete, edit]
            let first = Self.set(Self.anna, seen: 1, at: 20, 2, changes[0])
            let second = Self.set(Self.bo, seen: 1, at: 30, 3, changes[1])
            #expect(model.admit(first) == nil)
            #expect(model.admit(second) == nil)
            #expect(Self.value(model, 1) == 9)
            #expect(model.conflicts.map(\.kind) == [.revived])
        }
    }

    @Test func aDeletionThatHasSeenEverythingDeletesAndLaterEditsAreReturned() {
        var model = Self.begun()
        #expect(
            model.admit(Self.set(Self.bo, seen: 1, at: 20, 2, Self.write(.delete, Self.row(1))))
                == nil)
        #expect(model.row(RowKey(Self.table.id, Self.row(1))) == nil)
        let late = Self.set(Self.anna, seen: 2, at: 30, 3, Self.write(.update, Self.row(1), [1: 4]))
        #expect(model.refusal(of: late) == .rowGone)
        #expect(model.admit(late) == .rowGone)
        #expect(model.row(RowKey(Self.table.id, Self.row(1))) == nil)
    }

    @Test func aRowIsMadeTwiceByItsMakerAndItsCopiesOnly() {
        var model = Self.begun()
        let again = Self.write(.insert, Self.row(1), [1: 8])
        let stranger = Self.set(Self.bo, seen: 1, at: 20, 2, again)
        #expect(model.admit(stranger) == .rowExists)
        let copy = Self.set(Self.bo, seen: 1, at: 20, 2, ancestors: [Self.anna], again)
        #expect(model.admit(copy) == nil)
        #expect(Self.value(model, 1) == 8)
    }

    @Test func aParentLivesWhenAChildCrossesItsDeletion() {
        for childFirst in [true, false] {
            var model = Self.begun()
            let child = Self.write(.insert, Self.row(2, by: Self.bo), [1: 1], parent: Self.row(1))
            let delete = Self.write(.delete, Self.row(1))
            let first = Self.set(
                childFirst ? Self.bo : Self.anna, seen: 1, at: 20, 2, childFirst ? child : delete)
            let second = Self.set(
                childFirst ? Self.anna : Self.bo, seen: 1, at: 30, 3, childFirst ? delete : child)
            #expect(model.admit(first) == nil)
            #expect(model.admit(second) == nil)
            #expect(model.row(RowKey(Self.table.id, Self.row(1))) != nil)
            #expect(model.conflicts.map(\.kind) == [.revived])
        }
    }

    @Test func aReferenceToNothingIsReturnedAndLeavesNoTrace() {
        var model = Self.begun()
        let orphan = Self.set(
            Self.bo, seen: 1, at: 20, 2, Self.write(.update, Self.row(1), [1: 7]),
            Self.write(.insert, Self.row(2, by: Self.bo), parent: Self.row(3)))
        #expect(model.admit(orphan) == .referenceMissing)
        #expect(Self.value(model, 1) == 1)
        #expect(model.conflicts.isEmpty)
    }

    @Test func theOfficeGoesBackToWhatItWas() {
        var model = Self.begun()
        _ = model.admit(
            Self.set(Self.anna, seen: 1, at: 20, 2, Self.write(.update, Self.row(1), [2: 5])))
        _ = model.admit(
            Self.set(Self.bo, seen: 1, at: 30, 3, Self.write(.update, Self.row(1), [2: 6])))
        #expect(model.conflicts.count == 1)
        _ = model.goBack(to: Sequence(1))
        #expect(Self.value(model, 2) == 1)
        #expect(model.conflicts.isEmpty)
        // Given back: judged as before.
        _ = model.admit(
            Self.set(Self.bo, seen: 1, at: 30, 2, Self.write(.update, Self.row(1), [2: 6])))
        #expect(Self.value(model, 2) == 6)
    }

    @Test func aBasisOfALostHistoryIsWorthWhatAllSaw() {
        let epochs = ModelEpochs(lines: [
            .init(epoch: Epoch(1), start: Sequence(1), agreed: .zero),
            .init(epoch: Epoch(2), start: Sequence(6), agreed: Sequence(4)),
        ])
        func seen(_ epoch: UInt64, _ sequence: UInt64, agreed: UInt64 = 9) -> UInt64 {
            epochs.seen(
                Basis(epoch: Epoch(epoch), sequence: Sequence(sequence)),
                agreed: Sequence(agreed)
            ).rawValue
        }
        #expect(seen(1, 3) == 3)
        #expect(seen(1, 8) == 4)
        #expect(seen(1, 8, agreed: 2) == 2)
        #expect(seen(2, 8, agreed: 2) == 2)
        #expect(seen(2, 12) == 9)
        #expect(seen(5, 8) == 4)
    }
}

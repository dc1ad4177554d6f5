import SyncProtocol
import Testing

@testable import SyncEngine

private let thing = TableSchema(
    id: TableID(20), name: "thing", scope: .shared,
    columns: [
        ColumnSchema(1, "number", .integer, required: true),
        ColumnSchema(2, "parent", .row(TableID(20))),
    ])
private let number = ColumnID(1)

private func thingID(_ number: Int64) -> RowID {
    RowID(timestamp: Timestamp(milliseconds: number), device: .office)
}

private func thingRow(_ id: Int64, _ value: Int64) -> Row {
    Row(table: thing, id: thingID(id), cells: [Cell(number, .integer(value))])
}

@Suite struct RuleRunnerTests {
    struct Rows: RowReader {
        var all: [Row] = []

        func row(_ id: RowID, in table: TableID) throws -> Row? { all.first { $0.id == id } }

        func rows(
            in table: TableID, where column: ColumnID, equals value: Value
        ) throws -> [Row] { all.filter { $0[column] == value }.sorted { $0.id < $1.id } }
    }

    struct TestRule: Rule {
        var id = RuleID("test")
        var tables: Set<TableID> = [thing.id]
        var body: @Sendable ([RowChange], any RowReader) throws -> [RuleEffect]

        func settle(
            _ changes: [RowChange], in context: RuleContext, reading rows: any RowReader
        ) throws -> [RuleEffect] { try body(changes, rows) }

        func due(
            _ row: Row, in context: RuleContext, reading rows: any RowReader
        ) throws -> [RuleEffect] {
            [.set(table: row.table.id, row: row.id, cells: [Cell(number, .integer(99))])]
        }
    }

    struct TestDomain: Domain {
        let schema = Schema(version: 1, tables: [thing])
        var rules: [any Rule]
        var access: any AccessPolicy = NoAccess()
    }

    struct NoAccess: AccessPolicy {
        func scopes(
            of actor: Actor, at now: Milliseconds, reading rows: any RowReader
        ) throws -> [Scope] { [] }

        func refusal(
            of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
            reading rows: any RowReader
        ) throws -> Reason? { nil }
    }

    static let context = RuleContext(
        author: nil, effectiveAt: 0, isClockDoubtful: false, now: 0)

    static func settle(_ rules: [any Rule], _ rows: Row...) throws -> RuleRunner.Result {
        try RuleRunner(TestDomain(rules: rules)).settle(
            rows.map { RowChange(before: nil, after: $0) }, in: context, reading: Rows(all: rows))
    }

    @Test func aRuleIsWokenAgainByWhatItChangedUntilNothingChanges() throws {
        let climb = TestRule { changes, _ in
            changes.compactMap(\.after).compactMap { row -> RuleEffect? in
                guard let value = row["number"].integer, value < 5 else { return nil }
                return .set(
                    table: row.table.id, row: row.id, cells: [Cell(number, .integer(value + 1))])
            }
        }
        guard case .settled(let settlement) = try Self.settle([climb], thingRow(1, 1)) else {
            Issue.record("not settled")
            return
        }
        #expect(
            settlement.writes == [
                .init(
                    key: RowKey(thing.id, thingID(1)),
                    cells: [Cell(number, .integer(5))])
            ])
    }

    @Test func rulesThatNeverAgreeReturnTheSet() throws {
        let flip = TestRule { changes, _ in
            changes.compactMap(\.after).map { row -> RuleEffect in
                let value = 1 - (row["number"].integer ?? 0)
                return .set(
                    table: row.table.id, row: row.id, cells: [Cell(number, .integer(value))])
            }
        }
        #expect(try Self.settle([flip], thingRow(1, 1)) == .refused(Reason(.rulesUnsettled)))
    }

    @Test func aLaterRuleSeesWhatAnEarlierOneDid() throws {
        let first = TestRule(id: RuleID("first")) { changes, _ in
            changes.compactMap(\.after).filter { $0["number"] == .integer(1) }.map {
                RuleEffect.set(table: $0.table.id, row: $0.id, cells: [Cell(number, .integer(2))])
            }
        }
        let second = TestRule(id: RuleID("second")) { changes, rows in
            let found = try rows.rows(in: thing.id, where: number, equals: .integer(2))
            return found.count == 1 && changes.allSatisfy { $0.after?["number"] == .integer(2) }
                ? [] : [.refuse(Reason(ReasonCode("blind")))]
        }
        guard case .settled(let settlement) = try Self.settle([first, second], thingRow(1, 1))
        else {
            Issue.record("not settled")
            return
        }
        #expect(settlement.writes.count == 1)
    }

    @Test func aRowIsMadeOnlyWhole() throws {
        let make = TestRule { changes, _ in
            changes.contains { $0.id == thingID(1) }
                ? [
                    .set(
                        table: thing.id, row: thingID(8),
                        cells: [Cell(ColumnID(2), .row(thingID(1)))]),
                    .set(table: thing.id, row: thingID(9), cells: [Cell(number, .integer(7))]),
                ] : []
        }
        guard case .settled(let settlement) = try Self.settle([make], thingRow(1, 1)) else {
            Issue.record("not settled")
            return
        }
        #expect(settlement.writes.map(\.key) == [RowKey(thing.id, thingID(9))])
    }

    @Test func anEffectThatChangesNothingWakesNobody() throws {
        let same = TestRule { changes, _ in
            changes.map { .set(table: thing.id, row: $0.id, cells: [Cell(number, .integer(1))]) }
        }
        #expect(
            try Self.settle([same], thingRow(1, 1)) == .settled(RuleRunner.Settlement()))
    }

    @Test func aRuleIsNotAskedAboutNothing() throws {
        let picky = TestRule { changes, _ in
            changes.isEmpty ? [.refuse(Reason(ReasonCode("nothing")))] : []
        }
        #expect(
            try Self.settle([picky], thingRow(1, 1)) == .settled(RuleRunner.Settlement()))
    }

    /// It may be older than the program that requires a value.
    @Test func aRowThatIsThereNeedNotBeWhole() throws {
        let name = TestRule { changes, _ in
            changes.filter { $0.after?["parent"] == .null }.map {
                .set(
                    table: thing.id, row: $0.id, cells: [Cell(ColumnID(2), .row(thingID(9)))])
            }
        }
        let bare = Row(table: thing, id: thingID(1), cells: [])
        guard case .settled(let settlement) = try Self.settle([name], bare) else {
            Issue.record("not settled")
            return
        }
        #expect(settlement.writes.map(\.key) == [RowKey(thing.id, thingID(1))])
    }

    @Test func aDeadlineWakesItsRuleIfTheRowIsThere() throws {
        let quiet = TestRule { _, _ in [] }
        let runner = RuleRunner(TestDomain(rules: [quiet]))
        let deadline = RuleRunner.Deadline(
            rule: quiet.id, key: RowKey(thing.id, thingID(1)), at: 5)
        let due = try runner.due(
            deadline, in: Self.context, reading: Rows(all: [thingRow(1, 1)]))
        guard case .settled(let settlement) = due else { return }
        #expect(settlement.writes.count == 1)
        let gone = try runner.due(deadline, in: Self.context, reading: Rows())
        #expect(gone == .settled(RuleRunner.Settlement()))
    }

    @Test func anOverlayHidesChangesAndAddsRows() throws {
        let overlay = RowOverlay(over: Rows(all: [thingRow(1, 1), thingRow(2, 1), thingRow(4, 2)]))
        overlay.remove(thingID(1), from: thing.id)
        overlay.put(thingRow(3, 1))
        overlay.put(thingRow(2, 5))
        #expect(try overlay.row(thingID(1), in: thing.id) == nil)
        #expect(try overlay.row(thingID(2), in: thing.id)?["number"] == .integer(5))
        let ones = try overlay.rows(
            in: thing.id, where: number, equals: .integer(1))
        #expect(ones.map(\.id) == [thingID(3)])
        let twos = try overlay.rows(
            in: thing.id, where: number, equals: .integer(2))
        #expect(twos.map(\.id) == [thingID(4)])
    }
}

import SyncEngine
import SyncProtocol
import Testing

private let table = TableSchema(
    id: TableID(16), name: "theme", scope: .row(column: ColumnID(3), whenNull: .shared),
    columns: [
        ColumnSchema(1, "name", .text), ColumnSchema(2, "points", .integer, default: .integer(7)),
        ColumnSchema(3, "event", .row(nil)),
    ])

private func row(_ number: Int64) -> RowID {
    RowID(timestamp: Timestamp(milliseconds: number), device: .office)
}

private func cell(_ column: UInt16, _ value: Value) -> Cell { Cell(ColumnID(column), value) }

@Suite struct RowImageTests {
    private let standing = RowImage(
        table: table, cells: [cell(1, .text("A")), cell(9, .integer(4))])

    @Test func `a whole row has its defaults, and keeps cells of unknown columns`() {
        #expect(standing.values == [.text("A"), .integer(7), .null])
        #expect(standing.unknown == [cell(9, .integer(4))])
        #expect(
            standing.cells(in: table) == [
                cell(1, .text("A")), cell(2, .integer(7)), cell(9, .integer(4)),
            ])
        #expect(standing.scope(in: table) == .shared)
    }

    @Test func `a partial row changes only its cells, NULL takes an unknown one away`() {
        let next = RowImage.applying(
            .partial([cell(3, .row(row(5))), cell(8, .text("x")), cell(9, .null)]), to: standing,
            in: table)
        #expect(next?.values == [.text("A"), .integer(7), .row(row(5))])
        #expect(next?.unknown == [cell(8, .text("x"))])
        #expect(next?.scope(in: table) == .row(row(5)))
    }

    @Test func `a deleted or gone row is none, a whole one replaces what stands`() {
        #expect(RowImage.applying(.deleted, to: standing, in: table) == nil)
        #expect(RowImage.applying(.gone, to: standing, in: table) == nil)
        let whole = RowImage.applying(.whole([]), to: standing, in: table)
        #expect(whole == RowImage(table: table, cells: []))
    }

    @Test(arguments: [true, false])
    func `changes are drawn in order`(hasCommitted: Bool) {
        let changes = [
            Change(.insert, table: table.id, row: row(1), cells: [cell(2, .integer(1))]),
            Change(.update, table: table.id, row: row(1), cells: [cell(2, .integer(2))]),
        ]
        let drawn = RowImage.replaying(changes, on: hasCommitted ? standing : nil, in: table)
        #expect(drawn?.values[1] == .integer(2))
        #expect(drawn?.values[0] == (hasCommitted ? .text("A") : .null))
        let deleted = changes + [Change(.delete, table: table.id, row: row(1))]
        #expect(RowImage.replaying(deleted, on: standing, in: table) == nil)
    }

    @Test func `an update of a row that is gone draws nothing`() {
        let update = Change(.update, table: table.id, row: row(1), cells: [cell(2, .integer(2))])
        #expect(RowImage.replaying([update], on: nil, in: table) == nil)
    }
}

@Suite struct RebasePlanTests {
    private func update(_ number: Int64, _ value: Int64) -> Change {
        Change(.update, table: table.id, row: row(number), cells: [cell(2, .integer(value))])
    }

    @Test
    func `rows keep the changes of remaining sets in order, rows of dropped ones are rebuilt`() {
        let plan = RebasePlan(
            remaining: [[update(1, 1), update(2, 2)], [update(1, 3)]],
            dropped: [[update(3, 4), update(1, 0)], [update(3, 5)]])
        #expect(plan.changes(to: RowKey(table.id, row(1))) == [update(1, 1), update(1, 3)])
        #expect(plan.changes(to: RowKey(table.id, row(3))).isEmpty)
        #expect(plan.uncovered == [RowKey(table.id, row(1)), RowKey(table.id, row(3))])
        #expect(plan.pendingRows == [RowKey(table.id, row(1)), RowKey(table.id, row(2))])
        #expect(!plan.isEmpty)
        #expect(RebasePlan(remaining: [], dropped: []).isEmpty)
    }
}

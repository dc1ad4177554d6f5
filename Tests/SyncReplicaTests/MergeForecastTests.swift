import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

/// What a replica foresees of a merge, beside what the office's merge makes of it.
@Suite struct MergeForecastTests {
    private static let mine = DeviceID(rawValue: 5)!
    private static let theirs = DeviceID(rawValue: 9)!
    private static let policies: [ConflictPolicy] = [.latest, .review, .first]
    private static let table = TableSchema(
        id: TableID(20), name: "thing", scope: .shared,
        columns: (1...6).map {
            ColumnSchema(UInt16($0), "cell\($0)", .text, policies[($0 - 1) % 3])
        })
    private static let row = RowID(timestamp: Timestamp(milliseconds: 1), device: theirs)
    private static let basis = Sequence(10)

    /// Which cells of which of the pending changes meet another's, and what is said of the whole row.
    private struct Seen: Hashable {
        let change: Int
        let column: ColumnID?
    }

    /// A row's history as the office knows it, and what a replica sees of it.
    private struct History {
        var standing: StandingRow
        let before: RowImage
        var isDeleted = false
        var pending: [Change] = []
    }

    private static func history(_ dice: inout SplitMix) -> History {
        var row = StandingRow(row: Row(table: table, id: Self.row, cells: []))
        let old = CellClock(sequence: Sequence(4), device: theirs, at: 0)
        for column in table.columns where dice.next() % 3 > 0 {
            row.write(Cell(column.id, .text("old")), clock: old)
        }
        var history = History(
            standing: row, before: RowImage(table: table, cells: row.row.cells))
        // Of a deleted row a replica does not know what was written in it last.
        history.isDeleted = dice.next() % 5 == 0
        // Others write values that nobody wrote before, after the basis and earlier by the clock.
        for number in 0..<(history.isDeleted ? 0 : dice.next() % 4) {
            let column = table.columns[Int(dice.next() % 6)]
            let clock = CellClock(sequence: Sequence(11 + number), device: theirs, at: 5)
            history.standing.write(Cell(column.id, .text("theirs \(number)")), clock: clock)
        }
        let isDelete = dice.next() % 5 == 0
        for number in 0..<(1 + dice.next() % 3) {
            let columns = Set((0...(dice.next() % 3)).map { _ in 1 + dice.next() % 6 }).sorted()
            history.pending.append(
                Change(
                    .update, table: table.id, row: Self.row,
                    cells: columns.map {
                        // Now and then both wrote the same.
                        let text = dice.next() % 6 == 0 ? "theirs 0" : "mine \(number)"
                        return Cell(ColumnID(UInt16($0)), .text(text))
                    }))
        }
        if isDelete { history.pending.append(Change(.delete, table: table.id, row: Self.row)) }
        return history
    }

    /// What the office's merge records.
    private static func recorded(_ history: History) throws -> Set<Seen> {
        let author = Merge.Author(
            device: mine, member: nil, basis: basis, at: 9, sequence: Sequence(30))
        let merge = Merge(by: author) { _ in nil }
        let deletion = CellClock(sequence: Sequence(20), device: theirs, at: 5)
        var standing = Standing.live(history.standing)
        if history.isDeleted { standing = .deleted(history.standing, by: deletion) }
        var seen: Set<Seen> = []
        for (number, change) in history.pending.enumerated() {
            let decision = try merge.decide(change, of: table, standing: standing)
            guard case .merged(let next, let outcomes) = decision else { continue }
            standing = next
            for outcome in outcomes { seen.insert(Seen(change: number, column: outcome.column)) }
        }
        return seen
    }

    private static func foreseen(_ history: History) throws -> Set<Seen> {
        let now = RowImage(table: table, cells: history.standing.row.cells)
        let ground = MergeForecast.Ground(
            before: history.before, now: history.isDeleted ? nil : now, isSeen: true)
        var forecast = MergeForecast(of: mine, over: [RowKey(table.id, row): ground])
        var seen: Set<Seen> = []
        for (number, change) in history.pending.enumerated() {
            for meeting in try forecast.meet(change, of: table, in: 1) {
                seen.insert(Seen(change: number, column: meeting.column))
            }
        }
        return seen
    }

    @Test func `a replica foresees what the office records, in a thousand histories`() throws {
        var dice = SplitMix(seed: 4)
        var count = 0
        for number in 0..<1_000 {
            let history = Self.history(&dice)
            let recorded = try Self.recorded(history)
            #expect(try Self.foreseen(history) == recorded, "history \(number)")
            count += recorded.count
        }
        #expect(count > 300)
    }

    @Test(arguments: policies)
    func `how it ends follows the column's policy`(policy: ConflictPolicy) throws {
        let column = Self.table.columns[Self.policies.firstIndex(of: policy)!]
        func image(_ text: String) -> RowImage {
            RowImage(table: Self.table, cells: [Cell(column.id, .text(text))])
        }
        let ground = MergeForecast.Ground(before: image("old"), now: image("theirs"), isSeen: true)
        let key = RowKey(Self.table.id, Self.row)
        var forecast = MergeForecast(of: Self.mine, over: [key: ground])
        let change = Change(
            .update, table: Self.table.id, row: Self.row, cells: [Cell(column.id, .text("mine"))])
        let ending: Collision.Ending =
            switch policy {
            case .latest: .laterStays
            case .review: .openConflict
            case .first, .office: .otherStays
            }
        #expect(
            try forecast.meet(change, of: Self.table, in: 7) == [
                Collision(
                    entry: 7, table: Self.table.id, row: Self.row, column: column.id,
                    own: .text("mine"), other: .text("theirs"), ending: ending)
            ])
    }

    @Test func `a row that was deleted lives, one that was changed is not deleted`() throws {
        let old = RowImage(table: Self.table, cells: [Cell(ColumnID(1), .text("old"))])
        let new = RowImage(table: Self.table, cells: [Cell(ColumnID(2), .text("new"))])
        func endings(
            _ kind: Change.Kind, _ now: RowImage?, isSeen: Bool = true
        ) throws -> [Collision.Ending] {
            let ground = MergeForecast.Ground(before: old, now: now, isSeen: isSeen)
            var forecast = MergeForecast(
                of: Self.mine, over: [RowKey(Self.table.id, Self.row): ground])
            let cells = kind == .delete ? [] : [Cell(ColumnID(4), .text("mine"))]
            let change = Change(kind, table: Self.table.id, row: Self.row, cells: cells)
            return try forecast.meet(change, of: Self.table, in: 1).map(\.ending)
        }
        #expect(try endings(.update, nil) == [.rowLives])
        #expect(try endings(.update, nil, isSeen: false) == [])
        #expect(try endings(.update, new) == [])
        #expect(try endings(.delete, new) == [.rowStays])
        #expect(try endings(.delete, old) == [])
        #expect(try endings(.delete, nil) == [])
    }
}

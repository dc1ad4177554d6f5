import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

/// What a checkpoint leaves in the file.
@Suite struct CheckpointTests {
    private let world: World
    private let office = FakeOffice()
    private let theme = TestDomain.theme

    init() throws {
        world = try World()
    }

    private func row(_ number: Int) -> RowID {
        RowID(timestamp: Timestamp(milliseconds: 1_000_000 + Int64(number)), device: .office)
    }

    private func name(_ text: String) -> [Cell] { [Cell(ColumnID(1), .text(text))] }

    @Test func `a deleted row that comes back is edited as a row that the office has`() throws {
        let replica = try world.joined(office)
        let id = try replica.addTheme("A", points: 3)
        try replica.sync(office)
        try replica.execute("DELETE FROM theme WHERE id = ?", [id])
        try replica.sync(office)
        office.set(theme, id, name("back"))
        try replica.sync(office)
        try replica.execute("UPDATE theme SET points = 5 WHERE id = ?", [id])
        let change = Change(
            .update, table: theme.id, row: id, cells: [Cell(ColumnID(2), .integer(5))])
        #expect(try replica.outbox().last?.changes == [change])
        #expect(try replica.pendingState(of: [(theme.id, id)]) == [.changed])
        #expect(try replica.committed(theme.id, id)?["points"] == .integer(0))
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `an edit that waits for a person outlives the row that it edits`() throws {
        let replica = try world.joined(office)
        let id = try replica.addTheme("A")
        try replica.sync(office)
        try replica.execute("UPDATE theme SET points = 2 WHERE id = ?", [id])
        office.judge = { _ in .held(Reason(.notAllowed)) }
        office.delete(theme, id)
        #expect(try replica.sync(office).held == 1)
        #expect(try replica.themes().isEmpty)
        #expect(try replica.pendingState(of: [(theme.id, id)]) == [.deleted])
        #expect(try replica.committed(theme.id, id) == nil)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a repair of one scope leaves the rows of others`() throws {
        let replica = try world.joined(office)
        office.set(theme, row(1), name("A"))
        office.set(
            TestDomain.signup, row(2),
            [Cell(ColumnID(1), .row(row(9))), Cell(ColumnID(2), .text("N"))])
        try replica.sync(office)
        try replica.store.write { access in
            try access.withoutTriggers {
                try access.db.execute(sql: "UPDATE theme SET name = 'broken'")
            }
        }
        _ = try replica.doctor(repair: true)
        let report = try replica.sync(office)
        #expect(report.repaired == 1 && report.scopesDiffering == 0)
        #expect(try replica.one("SELECT name FROM signup") == "N")
        #expect(try replica.keptRows().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a row that comes twice in a first sync is what came last`() throws {
        let replica = try world.create()
        var digest = Digest.empty
        digest.add(
            RowImage(table: theme, cells: name("new")).contentHash(table: theme, row: row(1)))
        let checkpoint = Checkpoint(
            mark: office.mark, digests: [.init(scope: .shared, digest: digest)])
        let result = try replica.store.write { access in
            try CheckpointApplication(
                access: access, checkpoint: checkpoint, isReconciling: false, keepsUnseen: false,
                mustAgree: false
            ).run(receipt: nil) { body in
                for text in ["old", "new"] {
                    let row = BatchRow(table: theme.id, row: row(1), state: .whole(name(text)))
                    try body(Batch(through: Sequence(1), rows: [row]))
                }
            }
        }
        #expect(result.mismatches.isEmpty)
        #expect(try replica.themes() == ["new"])
        #expect(try replica.doctor().isEmpty)
    }

    @Test(arguments: 2...4)
    func `an own row that comes when its scope is lost goes with it`(cut: Int) throws {
        office.scopes = [.shared, .row(row(1))]
        let replica = try world.joined(office)
        try replica.sync(office)
        try replica.execute("INSERT INTO signup (event, name) VALUES (?, 'N')", [row(1)])
        // Welcome, verdicts, batch, checkpoint.
        try replica.sync(office, cutAfter: cut)
        office.scopes = [.shared]
        #expect(try replica.sync(office).scopesDiffering == 0)
        #expect(try replica.one("SELECT count(*) FROM signup") == 0)
        #expect(try replica.outbox().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `cells of a row of an unknown table that come in parts are all kept`() throws {
        let replica = try world.create()
        let table = TestDomain.place.id
        func apply(_ number: Int, _ state: BatchRow.State) throws {
            try replica.store.write { access in
                try UnknownRows.apply(
                    BatchRow(table: table, row: row(number), state: state), access.db)
            }
        }
        let second = Cell(ColumnID(2), .integer(2))
        let third = Cell(ColumnID(3), .integer(3))
        try apply(1, .whole(name("A") + [Cell(ColumnID(2), .integer(1))]))
        try apply(1, .partial([second, third]))
        try apply(2, .partial([third]))
        let rows = try replica.store.read { try UnknownRows.rows(of: table, $0.db) }
            .sorted { $0.0 < $1.0 }
        #expect(rows.map(\.0) == [row(1), row(2)].map { RowKey(table, $0) })
        #expect(rows.map(\.1) == [name("A") + [second, third], [third]])
    }

    @Test func `rows that are repaired into an empty table are reported`() throws {
        let replica = try world.joined(office)
        for number in 1...3 { office.set(theme, row(number), name("t\(number)")) }
        try replica.sync(office)
        try replica.store.write { access in
            try access.withoutTriggers { try access.db.execute(sql: "DELETE FROM theme") }
        }
        _ = try replica.doctor(repair: true)
        #expect(try replica.sync(office).repaired == 3)
        #expect(try replica.themes().count == 3)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `what comes for the only row, deleted here, is not drawn`() throws {
        let replica = try world.joined(office)
        let id = try replica.addTheme("A")
        try replica.sync(office)
        try replica.execute("DELETE FROM theme WHERE id = ?", [id])
        office.judge = { _ in .held(Reason(.notAllowed)) }
        office.set(theme, id, name("B"))
        #expect(try replica.sync(office).scopesDiffering == 0)
        #expect(try replica.themes().isEmpty)
        #expect(try replica.committed(theme.id, id)?["name"] == .text("B"))
        #expect(try replica.doctor().isEmpty)
    }
}

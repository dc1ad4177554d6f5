import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// What a store keeps over restarts, newer programs and copies put back.
@Suite struct StoreLifeTests {
    /// A version later: events have a column with a default, and one that was unknown before.
    private struct NewerDomain: Domain {
        static let event = TableSchema(
            id: TestDomain.event.id, name: "event", scope: .shared,
            columns: TestDomain.event.columns + [
                ColumnSchema(7, "colour", .text, default: .text("green")),
                ColumnSchema(40, "strange", .text),
            ])
        let schema = Schema(
            version: 2,
            tables: SystemTables.all + [event, TestDomain.signup, TestDomain.task, TestDomain.note])
        let rules = TestDomain().rules
        let access = TestDomain().access
    }

    /// A version later: notes are no longer for a person to settle.
    private struct BolderDomain: Domain {
        static let event = TableSchema(
            id: TestDomain.event.id, name: "event", scope: .shared,
            columns: TestDomain.event.columns.map {
                $0.name == "notes" ? ColumnSchema(2, "notes", .text) : $0
            })
        let schema = Schema(
            version: 2,
            tables: SystemTables.all + [event, TestDomain.signup, TestDomain.task, TestDomain.note])
        let rules = TestDomain().rules
        let access = TestDomain().access
    }

    @Test(arguments: StoreKind.all)
    func aNewerSchemaTakesOverWhatThereIs(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let (row, dead) = (device.newRow(), device.newRow())
        let strange = Cell(ColumnID(40), .text("kept"))
        for id in [row, dead] {
            let insert = Change.event(id)
            try device.push(
                device.set(
                    Change(.insert, table: insert.table, row: id, cells: insert.cells + [strange])))
        }
        try device.pull()
        try device.push(device.set(.delete(TestDomain.event, dead)))
        device.hangUp()
        try world.reopen(NewerDomain())
        let found = try world.row(row, NewerDomain.event)
        #expect(found?["strange"] == .text("kept"))
        #expect(found?["colour"] == .text("green"))
        try world.expectHealthy()
        let standing = try world.core.store.read {
            try world.core.store.standing(RowKey(NewerDomain.event.id, dead))
        }
        guard case .deleted(let gone, _) = standing else {
            Issue.record("\(standing)")
            return
        }
        #expect(gone.row["strange"] == .text("kept"))
        // The older program finds that it is older.
        let error = #expect(throws: (any Error).self) { try world.reopen(TestDomain()) }
        #expect(OfficeError(try #require(error)).code == .newerSchema)
    }

    @Test(arguments: StoreKind.all)
    func anOpenConflictIsNotOverwrittenByASettledOne(store: StoreKind) throws {
        let world = try World(on: store)
        let (a, b) = (try world.device(), try world.device())
        let row = a.newRow()
        try a.push(a.set(.event(row, notes: "old")))
        for device in [a, b] { try device.pull() }
        // What is made now and told last has lost by its time.
        let early = world.now
        world.now += 60_000
        try a.push(a.set(.update(TestDomain.event, row, "notes", .text("of a"))))
        try b.push(b.set(.update(TestDomain.event, row, "notes", .text("of b"))))
        for device in [a, b] { device.hangUp() }
        try world.reopen(BolderDomain())
        try b.push(b.set(.update(TestDomain.event, row, "notes", .text("too late")), at: early))
        let outcomes = try world.outcomes()
        for (state, value) in [("open", "of b"), ("settled", "too late")] {
            let found = outcomes.filter { $0["state"] == .text(state) }
            #expect(found.map { $0["loser_value"] } == [.text(value)])
        }
    }

    @Test(arguments: StoreKind.all)
    func aTransactionThatThrowsLeavesNothing(store: StoreKind) throws {
        struct Failure: Error {}
        let world = try World(on: store)
        let device = try world.device()
        let (row, task) = (device.newRow(), device.newRow())
        try device.push(device.set(.event(row)), device.set(.task(task, "t")))
        let before = try (world.core.log(), world.core.digests().map { "\($0)" })
        #expect(throws: Failure.self) {
            try world.core.commit(now: world.now) { batch in
                try batch.write([
                    .update(TestDomain.event, row, "title", .text("New")),
                    .update(TestDomain.task, task, "event", .row(row)),
                    .event(device.newRow()),
                ])
                try batch.write([.delete(TestDomain.event, row)])
                throw Failure()
            }
        }
        #expect(try world.core.log() == before.0)
        #expect(try world.core.digests().map { "\($0)" } == before.1)
        #expect(try world.core.tombstones().isEmpty)
        #expect(try world.row(row, TestDomain.event)?["title"] == .text("Stall"))
        #expect(try world.core.rows(in: TestDomain.event.id).count == 1)
        try world.expectHealthy()
        #expect(try device.pull().count > 1)
    }
}

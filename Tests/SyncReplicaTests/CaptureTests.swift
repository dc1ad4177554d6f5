import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

@Suite struct CaptureTests {
    private let world: World
    private let replica: Replica

    init() throws {
        world = try World()
        replica = try world.create()
    }

    private func lastSet() throws -> [Change] {
        try #require(try replica.outbox().last).changes
    }

    @Test func `a write becomes one set with the cells that differ from their defaults`() throws {
        let id = try replica.addTheme("Energi", points: 3)
        #expect(
            try lastSet() == [
                Change(
                    .insert, table: TableID(16), row: id,
                    cells: [
                        Cell(ColumnID(1), .text("Energi")), Cell(ColumnID(2), .integer(3)),
                    ])
            ])
        #expect(try replica.status().pending == 1)
        #expect(try replica.pendingState(of: [(TableID(16), id)]) == [.made])
        #expect(try replica.committed(TableID(16), id) == nil)
    }

    @Test func `several updates of one row are one change with the last values`() throws {
        let id = try replica.addTheme("A")
        try replica.write { db in
            try db.execute(sql: "UPDATE theme SET points = 1 WHERE id = ?", arguments: [id])
            try db.execute(
                sql: "UPDATE theme SET points = 2, note = 'x' WHERE id = ?", arguments: [id])
            try db.execute(sql: "UPDATE theme SET note = NULL WHERE id = ?", arguments: [id])
        }
        #expect(
            try lastSet() == [
                Change(
                    .update, table: TableID(16), row: id,
                    cells: [Cell(ColumnID(2), .integer(2))])
            ])
    }

    @Test func `a row made and deleted in one transaction vanishes`() throws {
        try replica.write { db in
            let id = try replica.makeRowID(db)
            try db.execute(
                sql: "INSERT INTO theme (id, name) VALUES (?, 'x')", arguments: [id])
            try db.execute(sql: "UPDATE theme SET name = 'y' WHERE id = ?", arguments: [id])
            try db.execute(sql: "DELETE FROM theme WHERE id = ?", arguments: [id])
        }
        #expect(try replica.outbox().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a write that changes nothing makes no set`() throws {
        let id = try replica.addTheme("A", points: 4)
        try replica.execute("UPDATE theme SET points = 4 WHERE id = ?", [id])
        try replica.execute(
            "UPDATE theme SET points = 5 WHERE id = ?; UPDATE theme SET points = 4", [id])
        #expect(try replica.outbox().count == 1)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a write that throws changes nothing`() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try replica.write { db in
                try db.execute(sql: "INSERT INTO theme (name) VALUES ('x')")
                throw Stop()
            }
        }
        #expect(try replica.themes().isEmpty)
        #expect(try replica.outbox().isEmpty)
    }

    @Test func `another program's writes become a set of their own, with ids of ours`() throws {
        let shell = try DatabaseQueue(path: world.path("a"))
        try shell.write { db in
            try db.execute(sql: "INSERT INTO theme (name) VALUES ('by hand')")
            try db.execute(sql: "INSERT INTO theme (id, name) VALUES ('oak', 'with a text id')")
        }
        #expect(try replica.status().pending == 1)
        try replica.addTheme("later")
        let entries = try replica.outbox()
        #expect(entries.count == 2)
        #expect(entries[0].changes.map(\.kind) == [.insert, .insert])
        let ids: [RowID?] = try replica.read {
            try RowID?.fetchAll($0, sql: "SELECT id FROM theme")
        }
        #expect(ids.allSatisfy { $0 != nil })
        #expect(try replica.themes() == ["by hand", "later", "with a text id"])
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `replacing and upserting rows is an update of the row`() throws {
        let id = try replica.addTheme("A", points: 1)
        try replica.execute(
            "INSERT OR REPLACE INTO theme (id, name, points) VALUES (?, 'A', 2)", [id])
        #expect(try lastSet().map(\.kind) == [.update])
        #expect(try lastSet()[0].cells == [Cell(ColumnID(2), .integer(2))])
        try replica.execute(
            """
            INSERT INTO theme (id, name) VALUES (?, 'B')
            ON CONFLICT (id) DO UPDATE SET name = excluded.name
            """, [id])
        #expect(try lastSet()[0].cells == [Cell(ColumnID(1), .text("B"))])
        try replica.execute("INSERT OR IGNORE INTO theme (id, name) VALUES (?, 'C')", [id])
        #expect(try replica.outbox().count == 3)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `text is kept in its composed form, whoever wrote it`() throws {
        let id = try replica.addTheme("A\u{30A}rhus")
        let stored: Data? = try replica.one(
            "SELECT CAST(name AS BLOB) FROM theme WHERE id = ?", [id])
        #expect(stored == Data("Århus".precomposedStringWithCanonicalMapping.utf8))
        #expect(try lastSet()[0].cells[0].value == .text("\u{C5}rhus"))
    }

    @Test func `the id of a row cannot be changed`() throws {
        let id = try replica.addTheme("A")
        #expect(throws: (any Error).self) {
            try replica.execute("UPDATE theme SET id = randomblob(16) WHERE id = ?", [id])
        }
        #expect(try replica.themes() == ["A"])
    }

    @Test func `a transaction larger than a set is refused and undone`() throws {
        let error = #expect(throws: ReplicaError.self) {
            try replica.write { db in
                for _ in 0...Limits.setChangesMax {
                    try db.execute(sql: "INSERT INTO theme (name) VALUES ('x')")
                }
            }
        }
        #expect(error?.code == .tooLarge)
        #expect(try replica.themes().isEmpty)
    }

    @Test func `another program's large write becomes several sets`() throws {
        let shell = try DatabaseQueue(path: world.path("a"))
        try shell.write { db in
            for _ in 0..<2_500 {
                try db.execute(sql: "INSERT INTO theme (name) VALUES ('x')")
            }
        }
        try replica.addTheme("y")
        #expect(try replica.outbox().map(\.changes.count) == [2_000, 500, 1])
    }

    private func put(_ note: String) throws {
        let shell = try DatabaseQueue(path: world.path("a"))
        try shell.write { db in
            try db.execute(
                sql: "INSERT INTO theme (name, note) VALUES ('long', ?)", arguments: [note])
        }
    }

    @Test func `a text that is too long, written by another program, blocks nothing`() throws {
        let office = FakeOffice()
        try replica.join(office)
        try put(String(repeating: "x", count: Limits.valueBytesMax + 1))
        try replica.addTheme("later")
        #expect(try replica.outbox().count == 2)
        #expect(try replica.sync(office).admitted == 1)
        #expect(try replica.returned().map(\.state) == [.returned(Reason(.tooLarge))])
        #expect(try replica.themes() == ["later"])
        #expect(try replica.doctor().isEmpty)
        let error = #expect(throws: ReplicaError.self) { try replica.retry(1) }
        #expect(error?.code == .tooLarge)
        try replica.retry(1) { try $0.execute(sql: "UPDATE theme SET note = 'short'") }
        #expect(try replica.sync(office).admitted == 1)
        #expect(try replica.themes() == ["later", "long"])
    }

    @Test func `a text of our own that is too long is refused`() throws {
        let most = String(repeating: "x", count: Limits.valueBytesMax)
        try replica.execute("INSERT INTO theme (name, note) VALUES ('A', ?)", [most])
        let error = #expect(throws: ReplicaError.self) {
            try replica.execute("INSERT INTO theme (name, note) VALUES ('B', ?)", [most + "x"])
        }
        #expect(error?.code == .tooLarge)
        #expect(try replica.themes() == ["A"])
    }

    @Test func `row ids rise even when the wall clock falls`() throws {
        let first = try replica.addTheme("A")
        world.pass(-3_600_000)
        let second = try replica.addTheme("B")
        #expect(first < second)
    }
}

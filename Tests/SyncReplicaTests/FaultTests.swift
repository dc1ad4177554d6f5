import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import SyncSQLite
import Testing

@testable import SyncReplica

/// Full disks, foreign and damaged files, other processes, ends in the middle of things.
@Suite struct FaultTests {
    private let world: World
    private let office = FakeOffice()

    init() throws {
        world = try World()
    }

    @Test func `a full disk says so, and what was there stays`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.store.file.withoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 12)")
        }
        let error = #expect(throws: ReplicaError.self) {
            for number in 0..<200 {
                try replica.addTheme("t\(number)" + String(repeating: "x", count: 900))
            }
        }
        #expect(error?.code == .diskFull)
        for number in 0..<500 {
            office.set(
                TestDomain.theme,
                RowID(timestamp: Timestamp(milliseconds: Int64(number)), device: .office),
                [Cell(ColumnID(1), .text(String(repeating: "y", count: 100)))])
        }
        let full = #expect(throws: ReplicaError.self) { try replica.sync(office) }
        #expect(full?.code == .diskFull)
        try replica.store.file.withoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 100000")
        }
        #expect(try replica.doctor().isEmpty)
        #expect(try replica.sync(office).scopesDiffering == 0)
        #expect(try replica.themes().count == office.books.rows.count)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a checkpoint that is not committed leaves everything as it was`() throws {
        struct PowerCut: Error {}
        let replica = try world.joined(office)
        let id = try replica.addTheme("A")
        try replica.sync(office)
        try replica.execute("UPDATE theme SET points = 1 WHERE id = ?", [id])
        office.set(TestDomain.theme, id, [Cell(ColumnID(1), .text("B"))])
        let cursor = try replica.status().cursor
        #expect(throws: PowerCut.self) {
            try replica.store.write { access in
                let application = CheckpointApplication(
                    access: access,
                    checkpoint: Checkpoint(mark: office.mark, digests: []), isReconciling: false,
                    keepsUnseen: false, mustAgree: false)
                _ = try application.run(receipt: nil) { body in
                    let row = BatchRow(
                        table: TableID(16), row: id,
                        state: .partial([Cell(ColumnID(1), .text("B"))]))
                    try body(Batch(through: office.sequence, rows: [row]))
                }
                throw PowerCut()
            }
        }
        #expect(try replica.themes() == ["A"])
        #expect(try replica.status().cursor == cursor)
        #expect(try replica.doctor().isEmpty)
        try replica.addTheme("triggers fire")
        #expect(try replica.outbox().count == 2)
        try replica.sync(office)
        #expect(try replica.themes() == ["B", "triggers fire"])
        #expect(try replica.one("SELECT points FROM theme WHERE name = 'B'") == 1)
    }

    @Test func `a file of another kind is refused and left alone`() throws {
        let text = world.path("text")
        try Data("not a database at all, only text".utf8).write(to: URL(filePath: text))
        let error = #expect(throws: ReplicaError.self) { try world.open("text") }
        #expect(error?.code == .foreignFile)
        #expect(try Data(contentsOf: URL(filePath: text)).count == 32)

        let other = try DatabaseQueue(path: world.path("other"))
        try other.write { try $0.execute(sql: "CREATE TABLE t (a)") }
        try other.close()
        let foreign = #expect(throws: ReplicaError.self) { try world.open("other") }
        #expect(foreign?.code == .foreignFile)
        let missing = #expect(throws: ReplicaError.self) { try world.open("none") }
        #expect(missing?.code == .missing)
        _ = try world.create("there").close()
        let exists = #expect(throws: ReplicaError.self) { try world.create("there") }
        #expect(exists?.code == .exists)
    }

    @Test func `a damaged file is told after an unclean end`() throws {
        let replica = try world.create()
        for number in 0..<300 { try replica.addTheme("theme \(number)") }
        try replica.store.file.withoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try replica.close()
        let file = URL(filePath: world.path("a"))
        var bytes = try Data(contentsOf: file)
        for index in 60_000..<90_000 { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
        try bytes.write(to: file)
        #expect(FileManager.default.createFile(atPath: world.path("a") + ".open", contents: nil))
        let error = #expect(throws: ReplicaError.self) { try world.open() }
        #expect(error?.code == .damaged)
    }

    @Test func `the mark of an unclean end goes when the file is sound`() throws {
        var replica: Replica? = try world.create()
        try replica?.addTheme("A")
        #expect(FileManager.default.fileExists(atPath: world.path("a") + ".open"))
        replica = nil
        #expect(!FileManager.default.fileExists(atPath: world.path("a") + ".open"))
        _ = FileManager.default.createFile(atPath: world.path("a") + ".open", contents: nil)
        let opened = try world.open()
        #expect(try opened.themes() == ["A"])
        #expect(!FileManager.default.fileExists(atPath: world.path("a") + ".open"))
    }

    @Test func `a second writer waits, then says that the file is locked`() throws {
        let replica = try world.create()
        let lock = try FileLock(path: replica.path + ".lock")
        try lock.lock(timeoutMilliseconds: 10)
        let error = #expect(throws: ReplicaError.self) { try replica.addTheme("A") }
        #expect(error?.code == .locked)
        #expect(try replica.themes().isEmpty)
        lock.unlock()
        try replica.addTheme("A")
        #expect(try replica.themes() == ["A"])
    }

    @Test func `two openers of one file see each other's work`() throws {
        let first = try world.joined(office)
        let second = try world.open()
        try first.refresh()
        try second.addTheme("B")
        #expect(try first.refresh())
        #expect(try !first.refresh())
        try first.addTheme("A")
        #expect(try second.themes() == ["A", "B"])
        #expect(try first.sync(office).admitted == 2)
        #expect(try second.status().pending == 0)
        #expect(try second.doctor().isEmpty)
    }

    @Test func `the doctor mends what can be mended`() throws {
        let replica = try world.joined(office)
        let id = try replica.addTheme("A")
        try replica.sync(office)
        try replica.execute("UPDATE theme SET points = 1 WHERE id = ?", [id])
        try replica.store.write { access in
            try access.withoutTriggers {
                try access.db.execute(sql: "UPDATE theme SET points = 9")
                try access.db.execute(sql: "UPDATE _scope SET sum = sum + 1")
                try access.db.execute(
                    sql: "INSERT INTO _scope (scope, count, sum) VALUES (?, 1, 1)",
                    arguments: [Data(Scope.row(id).key)])
                try access.db.execute(
                    sql: "INSERT INTO event__committed (id) VALUES (?)", arguments: [id])
            }
        }
        let findings = Set(try replica.doctor().map(\.code))
        #expect(findings == [.drawnWrong, .digestWrong, .imageWrong])
        #expect(try replica.doctor(repair: true).allSatisfy(\.isRepaired))
        #expect(try replica.doctor().isEmpty)
        #expect(try replica.one("SELECT points FROM theme") == 1)
    }
}

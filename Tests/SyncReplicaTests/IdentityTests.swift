import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import SyncSQLite
import Testing

@testable import SyncReplica

/// Copies of replicas, offices from yesterday's backup.
@Suite struct IdentityTests {
    private let world: World
    private let office = FakeOffice()

    init() throws {
        world = try World()
    }

    private func copy(_ replica: Replica, to name: String) throws -> Replica {
        try replica.store.file.withoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try FileManager.default.copyItem(atPath: replica.path, toPath: world.path(name))
        return try world.open(name)
    }

    @Test func `a copied replica gets an identity of its own and both people's work survives`()
        throws
    {
        let first = try world.joined(office)
        try first.addTheme("before")
        try first.sync(office)
        let second = try copy(first, to: "copy")
        let device = try first.status().device
        try first.addTheme("first")
        world.pass(10)
        try second.addTheme("second")
        try second.addTheme("third")
        try first.sync(office)
        let report = try second.sync(office)
        #expect(report.reidentified)
        #expect(try second.status().device != device)
        #expect(try second.outbox(openOnly: false).suffix(2).map(\.number?.rawValue) == [1, 2])
        try first.sync(office)
        #expect(try first.themes() == ["before", "first", "second", "third"])
        #expect(try second.themes() == first.themes())
        #expect(try second.doctor().isEmpty)
    }

    /// Seeds 88276 and 96231.
    @Test func `copies give out different row ids, also while the clock stands still`() throws {
        let first = try world.joined(office)
        try first.addTheme("before")
        let replicas = try [first, copy(first, to: "one"), copy(first, to: "other")]
        let made = try replicas.flatMap { replica in
            try ["A", "B"].map { try replica.addTheme($0) }
        }
        #expect(Set(made).count == 6)
    }

    @Test func `a replica restored from an old copy notices that its numbers are used`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let old = try copy(replica, to: "old")
        for name in ["B", "C", "D"] { try replica.addTheme(name) }
        try replica.sync(office)
        #expect(try old.sync(office).reidentified)
        try old.addTheme("E")
        #expect(try old.sync(office).admitted == 1)
        #expect(try old.themes() == ["A", "B", "C", "D", "E"])
    }

    @Test func `a replica older than the deletions that are remembered reloads and keeps its work`()
        throws
    {
        let replica = try world.joined(office)
        let gone = try replica.addTheme("A")
        try replica.addTheme("B")
        try replica.sync(office)
        try replica.addTheme("pending")
        try replica.execute("UPDATE theme SET points = 1 WHERE id = ?", [gone])
        office.books.rows[RowKey(TestDomain.theme.id, gone)] = nil
        office.remembersFrom = office.advance()
        office.judge = { set in
            set.changes.contains { $0.row == gone } ? .returned(Reason(.rowGone)) : nil
        }
        // The line breaks after welcome, verdicts, pong: nothing is forgotten by that.
        try replica.sync(office, cutAfter: 3)
        #expect(try replica.themes() == ["A", "B", "pending"])
        let report = try replica.sync(office)
        #expect(!report.epochChanged && !report.reidentified)
        #expect(report.kept == 0, "what was deleted is not kept aside")
        #expect(try replica.themes() == ["B", "pending"])
        #expect(try replica.outbox().count == 1, "the edit of the row that is gone has come back")
        let quiet = try replica.sync(office)
        #expect(quiet.rowsReceived == 0 && quiet.setsSent == 0)
        #expect(try replica.doctor().isEmpty)
    }

    /// Seed 62123: the receipt was held back as if the office were getting something back.
    @Test func `what a reload that was cut had handed over comes back to an office that loses it`()
        throws
    {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        office.remembersFrom = office.advance()
        try replica.addTheme("B")
        // The line breaks after welcome and verdicts.
        #expect(try replica.sync(office, cutAfter: 2).admitted == 1)
        (office.books, office.remembersFrom) = (backup, .zero)
        let report = try replica.sync(office)
        #expect(report.epochChanged && !report.reidentified)
        #expect(try replica.themes() == ["A", "B"])
        let names = office.books.rows.values.compactMap { $0.image?.values[0].text }
        #expect(names.sorted() == ["A", "B"])
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a reconciliation with nothing left to offer ends the strangeness, too`() throws {
        let replica = try world.joined(office)
        let backup = office.books
        try replica.addTheme("A")
        try replica.sync(office)
        office.books = backup
        // The office has judged what was offered again when the line breaks: welcome, pong, verdicts.
        #expect(try replica.sync(office, cutAfter: 3).epochChanged)
        #expect(try replica.sync(office).epochChanged)
        let quiet = try replica.sync(office)
        #expect(!quiet.epochChanged)
        #expect(quiet.rowsReceived == 0)
    }

    @Test func `a clock that jumps by decades makes nobody forget what the office may lose`() throws
    {
        let replica = try world.joined(office)
        let backup = office.books
        try replica.addTheme("A")
        try replica.sync(office)
        world.pass(70 * 365 * 86_400_000)
        try replica.sync(office)
        office.books = backup
        let report = try replica.sync(office)
        #expect(report.epochChanged)
        #expect(!report.reidentified)
        #expect(try replica.themes() == ["A"])
        #expect(try replica.keptRows().isEmpty)
    }

    @Test func `an office from yesterday gets back what it lost, and nothing is deleted`() throws {
        let replica = try world.joined(office)
        let other = try world.joined(office, "other")
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        try replica.addTheme("B")
        try replica.addTheme("C")
        try other.addTheme("O")
        for each in [replica, other, replica] { try each.sync(office) }
        #expect(try replica.themes() == ["A", "B", "C", "O"])

        office.books = backup
        try replica.addTheme("D")
        let report = try replica.sync(office)
        #expect(report.epochChanged)
        #expect(report.kept == 1)
        #expect(try replica.keptRows().map { $0["name"] } == [.text("O")])
        #expect(try replica.themes() == ["A", "B", "C", "D"])
        #expect(try other.sync(office).epochChanged)
        try replica.sync(office)
        #expect(try replica.themes() == ["A", "B", "C", "D", "O"])
        #expect(try other.themes() == replica.themes())
        #expect(try replica.doctor().isEmpty && other.doctor().isEmpty)
    }

    @Test(arguments: [0, 3, 100])
    func `work on a row whose author has not come back goes up by itself when it is there`(
        cutAfter: Int
    ) throws {
        let replica = try world.joined(office)
        let other = try world.joined(office, "other")
        try replica.addTheme("A")
        try replica.sync(office)
        // Returned before the office goes back: stays with its author, whatever comes.
        office.judge = { _ in .returned(Reason(.notAllowed)) }
        try replica.addTheme("not allowed")
        try replica.sync(office)
        office.judge = { [office] set in
            let isHere = set.changes.allSatisfy {
                $0.kind == .insert || office.books.rows[RowKey($0.table, $0.row)]?.image != nil
            }
            return isHere ? nil : .returned(Reason(.rowGone))
        }
        let backup = office.books
        let row = try other.addTheme("O")
        try other.sync(office)
        try replica.sync(office)
        try replica.execute("UPDATE theme SET name = 'P' WHERE id = ?", [row])
        try replica.sync(office)
        try replica.execute("UPDATE theme SET points = 7 WHERE id = ?", [row])

        office.books = backup
        world.pass(1_000)
        try replica.sync(office, cutAfter: cutAfter)
        try replica.sync(office)
        #expect(try replica.returned().count == 3)
        #expect(try replica.themes() == ["A"])
        let basis = try replica.returned().map(\.basis)
        let pushes = office.pushes
        #expect(try replica.sync(office).setsSent == 0)
        #expect(office.pushes == pushes, "nothing is tried in vain")
        try other.sync(office)
        let report = try replica.sync(office)
        #expect(report.admitted == 2)
        #expect(try replica.returned().count == 1)
        #expect(try replica.themes() == ["A", "P"])
        #expect(office.image(TestDomain.theme, row)?.values.contains(.integer(7)) == true)
        let again = try replica.outbox(openOnly: false).suffix(2)
        #expect(again.map(\.basis) == Array(basis.suffix(2)), "it has seen no more than before")
        #expect(again.allSatisfy { $0.madeAt == world.now - 1_000 })
        let last = try replica.sync(office)
        #expect(last.setsSent == 0 && last.rowsReceived == 0)
        #expect(try replica.doctor().isEmpty)
    }

    @Test(arguments: 0...8)
    func `a reconciliation that is cut anywhere begins again`(cut: Int) throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        for name in ["B", "C"] {
            try replica.addTheme(name)
            try replica.sync(office)
        }
        office.books = backup
        try replica.addTheme("D")
        try replica.sync(office, cutAfter: cut)
        try replica.sync(office)
        #expect(try replica.themes() == ["A", "B", "C", "D"])
        #expect(
            Set(office.books.rows.values.compactMap { $0.image?.values[0].text }) == [
                "A", "B", "C", "D",
            ])
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `backed-up segments are forgotten, others are kept`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        #expect(try replica.one("SELECT count(*) FROM _segment") == 1)
        office.backedUpThrough = Sequence(1)
        try replica.sync(office)
        #expect(try replica.one("SELECT count(*) FROM _segment") == 0)
        try replica.addTheme("B")
        #expect(try replica.sync(office).admitted == 1)
    }

    /// Seed 67861: it was gone in the session in which it was admitted.
    @Test func `a set made under a clock that is a year behind stays in its author's outbox`()
        throws
    {
        let replica = try world.joined(office)
        office.clock = world.now + 365 * 86_400_000
        try replica.addTheme("A")
        try replica.sync(office)
        office.backedUpThrough = office.sequence
        try replica.sync(office)
        #expect(try replica.one("SELECT count(*) FROM _segment") == 0)
        #expect(try replica.outbox(openOnly: false).count == 1)
        office.clock += 91 * 86_400_000
        world.pass(91 * 86_400_000)
        try replica.sync(office)
        #expect(try replica.outbox(openOnly: false).isEmpty)
    }

    @Test(arguments: [80, -50])
    func `a clock that is wrong for one sync makes nothing be forgotten`(years: Int64) throws {
        let away = years * 365 * 86_400_000
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        if years < 0 { world.pass(away) }
        try replica.addTheme("B")
        try replica.sync(office)
        world.pass(years < 0 ? -away : away)
        try replica.sync(office)
        if years > 0 { world.pass(-away) }
        try replica.sync(office)
        office.books = backup
        let report = try replica.sync(office)
        #expect(report.epochChanged && report.admitted == 1 && !report.reidentified)
        #expect(try replica.themes() == ["A", "B"])
        #expect(office.books.rows.values.compactMap { $0.image?.values[0].text }.count == 2)
    }

    @Test func `even work that was called safe comes back, under a new identity`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        for name in ["B", "C"] { try replica.addTheme(name) }
        try replica.sync(office)
        office.backedUpThrough = office.sequence
        try replica.sync(office)
        #expect(try replica.one("SELECT count(*) FROM _segment") == 0)
        office.books = backup
        let report = try replica.sync(office)
        #expect(report.epochChanged && report.reidentified && report.kept == 0)
        #expect(try replica.themes() == ["A", "B", "C"])
        let names = office.books.rows.values.compactMap { $0.image?.values[0].text }
        #expect(names.sorted() == ["A", "B", "C"])
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `an unknown device is refused with the office's code`() throws {
        let replica = try world.joined(office)
        office.books.next = [:]
        let error = #expect(throws: ReplicaError.self) { try replica.sync(office) }
        #expect(error?.code == .officeRefused)
        #expect(error?.refusal?.code == .unknownDevice)
    }

    @Test func `a replica without an office says so`() throws {
        let replica = try world.create()
        let error = #expect(throws: ReplicaError.self) { try replica.sync(office) }
        #expect(error?.code == .notJoined)
    }

    @Test(arguments: [5, 8, 11])
    func `a restoration that is cut between verdicts gives back the rest, too`(cut: Int) throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        // Ten segments, two more than are under way at once; no checkpoint after them.
        for number in 1...10 {
            try replica.addTheme("t\(number)")
            try replica.seal()
        }
        try replica.sync(office, cutAfter: 9)
        try replica.sync(office, cutAfter: 3)
        #expect(try replica.status().sealed == 0)
        office.books = backup
        // Welcome, checkpoint, pong, verdicts.
        try replica.sync(office, cutAfter: cut)
        try replica.sync(office)
        #expect(office.books.rows.count == 11)
        #expect(try replica.themes().count == 11)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `work on top of work that was called safe stays on top`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        let row = try replica.addTheme("B")
        try replica.sync(office)
        office.backedUpThrough = office.sequence
        try replica.sync(office)
        office.books = backup
        try replica.execute("UPDATE theme SET points = 2 WHERE id = ?", [row])
        let report = try replica.sync(office)
        #expect(report.epochChanged && report.reidentified && report.scopesDiffering == 0)
        #expect(office.image(TestDomain.theme, row)?.values[1] == .integer(2))
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a row made and deleted in work that was called safe is not at the office`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        let row = try replica.addTheme("B")
        try replica.sync(office)
        try replica.execute("DELETE FROM theme WHERE id = ?", [row])
        try replica.sync(office)
        office.backedUpThrough = office.sequence
        try replica.sync(office)
        office.books = backup
        office.judge = { _ in .held(Reason(.notAllowed)) }
        let report = try replica.sync(office)
        #expect(report.reidentified && report.held == 2)
        #expect(try replica.themes() == ["A"])
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `what was admitted and is held by a restored office is drawn`() throws {
        let replica = try world.joined(office)
        let first = try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        let row = try replica.addTheme("B")
        try replica.sync(office)
        try replica.execute("UPDATE theme SET points = 2 WHERE id = ?", [first])
        try replica.sync(office)
        office.books = backup
        office.judge = { _ in .held(Reason(.notAllowed)) }
        let report = try replica.sync(office)
        #expect(report.epochChanged && report.held == 2)
        #expect(try replica.themes() == ["A", "B"])
        #expect(
            try replica.pendingState(of: [(TableID(16), row), (TableID(16), first)])
                == [.made, .changed])
        #expect(try replica.one("SELECT points FROM theme WHERE id = ?", [first]) == 2)
        #expect(try replica.doctor().isEmpty)
    }

    /// Seed 120150 on disks: it showed what the lost history had made of it, until the next checkpoint.
    @Test func `what is drawn again shows its own words at once`() throws {
        let (replica, other) = (try world.joined(office), try world.joined(office, "other"))
        let row = try replica.addTheme("A")
        try replica.sync(office)
        try other.sync(office)
        let backup = office.books
        try replica.execute("UPDATE theme SET points = 2 WHERE id = ?", [row])
        try replica.sync(office)
        try other.sync(office)
        try other.execute("UPDATE theme SET points = 5 WHERE id = ?", [row])
        try other.sync(office)
        try replica.sync(office)
        #expect(try replica.one("SELECT points FROM theme WHERE id = ?", [row]) == 5)
        office.books = backup
        office.judge = { _ in .held(Reason(.notAllowed)) }
        // Until the verdict is there, and no checkpoint yet.
        for messages in 1...12 {
            try replica.sync(office, cutAfter: messages)
            if try replica.pendingState(of: [(TableID(16), row)]) == [.changed] { break }
        }
        #expect(try replica.pendingState(of: [(TableID(16), row)]) == [.changed])
        #expect(try replica.one("SELECT points FROM theme WHERE id = ?", [row]) == 2)
        #expect(try replica.doctor().isEmpty)
    }

    /// Seed 1016472 of profile even: another history comes to the same place, so that the marks say nothing.
    @Test func `what an office expects that confirms the marks is offered again`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let device = try replica.status().device
        let backup = office.books
        let row = try replica.addTheme("B")
        try replica.sync(office, cutAfter: 2)
        #expect(try replica.outbox(openOnly: false).last?.state == .admitted(Sequence(2)))
        office.books.rows[RowKey(TableID(16), row)] = nil
        office.books.next[device] = backup.next[device]
        office.books.previous[device] = backup.previous[device]
        office.books.known[device] = backup.known[device]
        let report = try replica.sync(office)
        #expect(!report.epochChanged && report.admitted == 1)
        #expect(office.image(TestDomain.theme, row) != nil)
        #expect(try replica.themes() == ["A", "B"])
        #expect(try replica.doctor().isEmpty)
    }
}

import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

/// What is made again by itself after an office went back, and what waits for its author.
@Suite struct StrandedTests {
    private let world: World
    private let office = FakeOffice()
    private let theme = TestDomain.theme

    init() throws {
        world = try World()
        office.scopes = [.shared]
    }

    /// Something comes that has nothing to do with it.
    private func pass(_ number: Int) {
        let row = RowID(timestamp: Timestamp(milliseconds: Int64(number)), device: .office)
        office.set(theme, row, [Cell(ColumnID(1), .text("other \(number)"))])
    }

    /// A replica whose set B the office lost and now returns.
    private func lost(_ code: ReasonCode) throws -> Replica {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        try replica.addTheme("B")
        try replica.sync(office)
        office.books = backup
        office.judge = { _ in .returned(Reason(code)) }
        let report = try replica.sync(office)
        #expect(report.epochChanged && report.returned == 1)
        return replica
    }

    @Test func `what is returned for what it says waits for its author`() throws {
        let replica = try lost(.valueInvalid)
        #expect(try replica.returned().map(\.entry) == [2])
        pass(1)
        #expect(try replica.sync(office).setsSent == 0)
        #expect(try replica.returned().map(\.entry) == [2])
    }

    @Test func `what is not allowed waits for what its author may do`() throws {
        let replica = try lost(.notAllowed)
        pass(1)
        #expect(try replica.sync(office).setsSent == 0)
        #expect(try replica.returned().map(\.entry) == [2])
        office.judge = { _ in nil }
        office.scopes = [.shared, .allRows]
        pass(2)
        #expect(try replica.sync(office).admitted == 1)
        #expect(try replica.returned().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `what was returned before the office went back stays with its author`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        office.judge = { set in
            let isIt = set.changes[0].cells.contains { $0.value == .text("not so") }
            return isIt ? .returned(Reason(.rowGone)) : nil
        }
        try replica.addTheme("not so")
        try replica.addTheme("B")
        try replica.sync(office)
        #expect(try replica.returned().map(\.entry) == [2])
        office.books = backup
        #expect(try replica.sync(office).epochChanged)
        pass(1)
        #expect(try replica.sync(office).setsSent == 0)
        #expect(try replica.returned().map(\.entry) == [2])
    }

    /// Another's row that the office lost, with an edit of it by a replica: returned as row-gone.
    private func edited() throws -> (replica: Replica, other: Replica) {
        let replica = try world.joined(office)
        let other = try world.joined(office, "other")
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        let row = try other.addTheme("O")
        try other.sync(office)
        try replica.sync(office)
        try replica.execute("UPDATE theme SET name = 'P' WHERE id = ?", [row])
        try replica.sync(office)
        office.books = backup
        judgeEdits(.rowGone)
        #expect(try replica.sync(office).returned == 1)
        return (replica, other)
    }

    private func judgeEdits(_ code: ReasonCode) {
        office.judge = { set in
            set.changes.contains { $0.kind == .update } ? .returned(Reason(code)) : nil
        }
    }

    @Test func `what is returned for good when it is made again is not made again`() throws {
        let (replica, other) = try edited()
        judgeEdits(.valueInvalid)
        try other.sync(office)
        #expect(try replica.sync(office).returned == 1)
        pass(1)
        #expect(try replica.sync(office).setsSent == 0)
        #expect(try replica.returned().count == 1)
    }

    @Test func `what lacks something else when it is made again waits for that, too`() throws {
        let (replica, other) = try edited()
        judgeEdits(.notAllowed)
        try other.sync(office)
        #expect(try replica.sync(office).returned == 1)
        pass(1)
        #expect(try replica.sync(office).setsSent == 0)
        office.judge = { _ in nil }
        office.scopes = [.shared, .allRows]
        pass(2)
        #expect(try replica.sync(office).admitted == 1)
        #expect(try replica.themes() == ["A", "P", "other 1", "other 2"])
        #expect(try replica.returned().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a set that refers to what is not back waits for it, and observers see it`() async throws {
        let replica = try world.joined(office)
        let other = try world.joined(office, "other")
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        let row = try other.addTheme("O")
        try other.sync(office)
        try replica.sync(office)
        try replica.execute("INSERT INTO event (title, theme) VALUES ('E', ?)", [row])
        try replica.sync(office)
        office.books = backup
        office.judge = { [office, theme] set in
            let isIt = set.changes[0].table == TestDomain.event.id
            return isIt && office.image(theme, row) == nil
                ? .returned(Reason(.referenceMissing)) : nil
        }
        #expect(try replica.sync(office).returned == 1, "nothing is tried in vain")
        let observation = ValueObservation.tracking { db in
            try String.fetchAll(db, sql: "SELECT title FROM event")
        }
        var values = observation.values(in: replica.reader).makeAsyncIterator()
        #expect(try await values.next() == [])
        try other.sync(office)
        #expect(try replica.sync(office).admitted == 1)
        var seen = try await values.next()
        while seen == [] { seen = try await values.next() }
        #expect(seen == ["E"])
        #expect(try replica.returned().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a set that makes what it refers to waits for nothing else`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        try replica.write { db in
            let row = try replica.makeRowID(db)
            try db.execute(sql: "INSERT INTO theme (id, name) VALUES (?, 'T')", arguments: [row])
            try db.execute(
                sql: "INSERT INTO event (title, theme) VALUES ('E', ?)", arguments: [row])
        }
        try replica.sync(office)
        office.books = backup
        var judged = 0
        office.judge = { set in
            judged += 1
            return judged == 1 ? .returned(Reason(.referenceMissing)) : nil
        }
        let report = try replica.sync(office)
        #expect(report.returned == 1 && report.admitted == 1)
        #expect(try replica.themes() == ["A", "T"])
        #expect(try replica.doctor().isEmpty)
    }

    /// The row is drawn here, by a set that waits for a person: the office does not have it.
    @Test func `a quiet sync makes nothing again`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        let backup = office.books
        try replica.addTheme("B")
        try replica.sync(office)
        office.books = backup
        let row = try replica.addTheme("held")
        try replica.execute("INSERT INTO event (title, theme) VALUES ('E', ?)", [row])
        office.judge = { set in
            if set.changes[0].row == row { return .held(Reason(.notAllowed)) }
            let isEvent = set.changes[0].table == TestDomain.event.id
            return isEvent ? .returned(Reason(.referenceMissing)) : nil
        }
        try replica.sync(office)
        let count = try replica.outbox(openOnly: false).count
        try replica.sync(office)
        #expect(try replica.outbox(openOnly: false).count == count)
    }
}

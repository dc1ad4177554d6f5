import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

/// What came back is made again or given up.
@Suite struct TrayTests {
    private let world: World
    private let office = FakeOffice()
    private let theme = TestDomain.theme

    init() throws {
        world = try World()
    }

    /// A row that the office has, and a set that it returned: entry 2.
    private func returned(_ sql: String) throws -> (replica: Replica, row: RowID) {
        let replica = try world.joined(office)
        let row = try replica.addTheme("A", points: 9)
        try replica.sync(office)
        office.judge = { _ in .returned(Reason(.notAllowed)) }
        try replica.execute(sql, [row])
        try replica.sync(office)
        office.judge = { _ in nil }
        return (replica, row)
    }

    @Test func `an edit of a row that is gone is not retried and stays in the tray`() throws {
        let (replica, row) = try returned("UPDATE theme SET points = 1 WHERE id = ?")
        office.delete(theme, row)
        try replica.sync(office)
        let error = #expect(throws: ReplicaError.self) { try replica.retry(2) }
        #expect(error?.code == .rowGone)
        #expect(try replica.returned().map(\.entry) == [2])
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a deletion is retried as a deletion`() throws {
        let (replica, row) = try returned("DELETE FROM theme WHERE id = ?")
        #expect(try replica.themes() == ["A"])
        #expect(try replica.retry(2) == [3])
        #expect(try replica.themes().isEmpty)
        #expect(try replica.sync(office).admitted == 1)
        #expect(office.image(theme, row) == nil)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a row that somebody made meanwhile keeps what the retry does not say`() throws {
        let replica = try world.joined(office)
        let row = try replica.addTheme("mine")
        office.judge = { _ in .returned(Reason(.notAllowed)) }
        try replica.sync(office)
        office.judge = { _ in nil }
        office.set(
            theme, row, [Cell(ColumnID(1), .text("theirs")), Cell(ColumnID(2), .integer(9))])
        try replica.sync(office)
        #expect(try replica.retry(1) == [2])
        #expect(try replica.themes() == ["mine"])
        #expect(try replica.one("SELECT points FROM theme") == 9)
        try replica.sync(office)
        #expect(office.image(theme, row)?.values[1] == .integer(9))
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `what needs a dependant is a dependant`() throws {
        let replica = try world.joined(office)
        let row = try replica.addTheme("A")
        let event = try replica.write { try replica.makeRowID($0) }
        try replica.execute(
            "INSERT INTO event (id, title, theme) VALUES (?, 'E', ?)", [event, row])
        try replica.execute("INSERT INTO signup (event, name) VALUES (?, 'N')", [event])
        office.judge = { [theme] set in
            let isFirst = set.changes[0].table == theme.id
            return .returned(Reason(isFirst ? .notAllowed : .needsReturned))
        }
        #expect(try replica.sync(office).returned == 3)
        office.judge = { _ in nil }
        #expect(try replica.retry(1) == [4, 5, 6])
        #expect(try replica.sync(office).admitted == 3)
        #expect(try replica.returned().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    /// The line breaks after welcome and verdicts: the set is returned and drawn still.
    private func returnedAndDrawn() throws -> Replica {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        office.judge = { _ in .returned(Reason(.notAllowed)) }
        try replica.sync(office, cutAfter: 2)
        #expect(try replica.returned().map(\.isDrawn) == [true])
        return replica
    }

    @Test func `what is retried before its checkpoint comes is a set of its own`() throws {
        let replica = try returnedAndDrawn()
        #expect(try replica.retry(1) == [2])
        #expect(try replica.themes() == ["A"])
        #expect(try replica.doctor().isEmpty)
        office.judge = { _ in nil }
        #expect(try replica.sync(office).admitted == 1)
        #expect(try replica.themes() == ["A"])
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `what is discarded before its checkpoint comes is drawn no more`() throws {
        let replica = try returnedAndDrawn()
        try replica.discard(1)
        #expect(try replica.themes().isEmpty)
        #expect(try replica.doctor().isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func `observations see what was discarded`() async throws {
        let replica = try returnedAndDrawn()
        let observation = ValueObservation.tracking { db in
            try String.fetchAll(db, sql: "SELECT name FROM theme")
        }
        var values = observation.values(in: replica.reader).makeAsyncIterator()
        #expect(try await values.next() == ["A"])
        try replica.discard(1)
        var seen = try await values.next()
        while seen == ["A"] { seen = try await values.next() }
        #expect(seen == [])
    }
}

import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

/// What a disk changed behind the replica's back: told in words that a person can act on, or fetched again.
@Suite struct DamageTests {
    private let world: World
    private let office = FakeOffice()
    private let theme = TestDomain.theme

    init() throws {
        world = try World()
    }

    private func damage(_ replica: Replica, _ sql: String) throws {
        try replica.store.write { try $0.db.execute(sql: sql) }
    }

    private func code(_ body: () throws -> Void) -> ReplicaError.Code? {
        #expect(throws: ReplicaError.self) { try body() }?.code
    }

    @Test(arguments: [
        "changes = 7", "changes = zeroblob(5)", "made_at = 'noon'", "state = 'x'", "state = 99",
        "drawn = x'00'", "number = 'x'", "reason_row = x'01'",
    ])
    func `a change set that cannot be read is named, and ends no process`(damage: String) throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try self.damage(replica, "UPDATE _outbox SET \(damage)")
        let error = #expect(throws: ReplicaError.self) { try replica.outbox(openOnly: false) }
        #expect(error?.code == .damaged)
        #expect(error?.detail == "change set 1 cannot be read")
    }

    @Test func `doctor names the change set`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try damage(replica, "UPDATE _outbox SET changes = zeroblob(5)")
        let found = try replica.doctor()
        #expect(found.map(\.code) == [.setUnreadable])
        #expect(found.first?.subject == "change set 1 cannot be read")
        #expect(code { try replica.sync(office) } == .damaged)
        #expect(office.pushes == 0)
    }

    @Test(arguments: ["clock", "identity.device", "number.next"])
    func `a value of another kind is damage`(key: String) throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.sync(office)
        try damage(replica, "UPDATE _meta SET value = 'x' WHERE key = '\(key)'")
        #expect(
            code {
                try replica.addTheme("B")
                try replica.sync(office)
            } == .damaged)
    }

    @Test func `a signing key of the wrong size is damage`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try damage(
            replica, "UPDATE _meta SET value = x'0011' WHERE key = 'identity.signing_key'")
        #expect(code { try replica.sync(office) } == .damaged)
    }

    @Test func `a segment that is not what was signed is not sent`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        _ = try replica.makeCore().begin(.sync)
        var bytes = try #require(try replica.one("SELECT bytes FROM _segment") as Data?)
        bytes[bytes.startIndex + bytes.count / 2] ^= 4
        try replica.execute("UPDATE _segment SET bytes = ?", [bytes])
        let error = #expect(throws: ReplicaError.self) { try replica.sync(office) }
        #expect(error?.code == .damaged)
        #expect(error?.detail == "segment 1")
        #expect(office.pushes == 0)
    }

    /// Before, each later sync went on from what was staged, and none came to its end.
    @Test(arguments: ["x'FF'", "7", "zeroblob(0)"])
    func `staged batches that the disk did not keep are fetched again`(payload: String) throws {
        for number in 1...50 {
            let row = RowID(timestamp: Timestamp(milliseconds: Int64(number)), device: .office)
            office.set(theme, row, [Cell(ColumnID(1), .text("t\(number)"))])
        }
        office.batchRows = 10
        let replica = try world.joined(office)
        try replica.sync(office, cutAfter: 4)
        try damage(replica, "UPDATE _staging SET payload = \(payload) WHERE seq = 1")
        let report = try replica.sync(office)
        #expect(office.pulls.suffix(2).map(\.isResumed) == [true, false])
        #expect(report.scopesDiffering == 0)
        #expect(try replica.themes().count == 50)
        #expect(try replica.doctor().isEmpty)
    }

    @Test func `a clock that the disk set to the end of time ends no process`() throws {
        let replica = try world.joined(office)
        try replica.addTheme("A")
        for key in ["clock.offset", "clock.office"] {
            for time in [Int64.min, .max] {
                try damage(
                    replica,
                    "INSERT OR REPLACE INTO _meta (key, value) VALUES ('\(key)', \(time))")
                try replica.addTheme("\(key) \(time)")
                try replica.sync(office)
            }
        }
        #expect(try replica.doctor().isEmpty)
    }
}

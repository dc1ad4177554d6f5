import GRDB
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

@Suite struct SealerTests {
    private let world: World

    init() throws {
        world = try World()
    }

    @Test(.timeLimit(.minutes(1)))
    func `a row that no segment can hold comes back and blocks nothing`() throws {
        let wide = TableSchema(
            id: TableID(20), name: "wide", scope: .shared,
            columns: (1...6).map { ColumnSchema(UInt16($0), "c\($0)", .text) })
        let tables =
            SystemTables.all + [TestDomain.theme, TestDomain.event, TestDomain.signup, wide]
        let domain = TestDomain(schema: Schema(version: 1, tables: tables))
        let office = FakeOffice(schema: domain.schema)
        let replica = try world.create(domain: domain)
        try replica.join(office)
        let text = String(repeating: "x", count: 60_000)
        let shell = try DatabaseQueue(path: world.path("a"))
        try shell.write { db in
            try db.execute(
                sql: "INSERT INTO wide (c1, c2, c3, c4, c5, c6) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: StatementArguments(Array(repeating: text, count: 6)))
        }
        try replica.addTheme("A")
        #expect(try replica.sync(office).admitted == 1)
        #expect(try replica.returned().map(\.state) == [.returned(Reason(.tooLarge))])
        #expect(try replica.doctor().isEmpty)
    }

    /// Two sets fill a segment.
    @Test func `sets of one millisecond keep their order, in a segment and after it`() throws {
        let office = FakeOffice()
        let replica = try world.joined(office)
        var times: [Timestamp] = []
        office.judge = { set in
            times.append(set.timestamp)
            return nil
        }
        let text = String(repeating: "x", count: 60_000)
        for number in 1...4 {
            try replica.execute(
                "INSERT INTO theme (name, note) VALUES (?, ?)", ["\(number)" + text, text])
        }
        try replica.sync(office)
        #expect(office.pushes == 2)
        #expect(Set(times.map(\.milliseconds)).count == 1)
        #expect(Set(times).count == 4 && times == times.sorted())
    }
}

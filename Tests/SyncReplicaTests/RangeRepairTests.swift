import SyncEngine
import SyncProtocol
import Testing

@testable import SyncReplica

/// How rows that differ from the office's are found in the replica's file.
@Suite struct RangeRepairTests {
    private let world: World
    private let office = FakeOffice()
    private let theme = TestDomain.theme

    init() throws {
        world = try World()
    }

    private func row(_ number: Int) -> RowID {
        RowID(timestamp: Timestamp(milliseconds: 1_000_000 + Int64(number)), device: .office)
    }

    private func set(_ table: TableSchema, _ number: Int) {
        office.set(table, row(number), [Cell(ColumnID(1), .text("t\(number)"))])
    }

    /// A replica that has what the office has.
    private func synced() throws -> Replica {
        let replica = try world.joined(office)
        try replica.sync(office)
        return replica
    }

    private func divided(_ replica: Replica) throws -> [RowRange] {
        try replica.store.read { try RangeRepair(access: $0).divide(.shared, .everything) }
    }

    @Test(arguments: [128, 300])
    func `a range is cut where the own rows are`(count: Int) throws {
        for number in 1...count { set(theme, number) }
        let cuts = stride(from: 65, through: count, by: 64).map { row($0) }
        #expect(try divided(synced()) == RowRange.everything.divided(at: cuts))
    }

    @Test func `few own rows tell nothing, and a range is cut by time`() throws {
        for number in 1...127 { set(theme, number) }
        let ranges = RowRange.everything.dividedByTime(into: Limits.rangesMax)
        #expect(try divided(synced()) == ranges)
    }

    @Test func `rows of all tables are cut together`() throws {
        for number in 1...100 {
            set(theme, 2 * number)
            set(TestDomain.event, 2 * number + 1)
        }
        let cuts = [66, 130, 194].map { row($0) }
        #expect(try divided(synced()) == RowRange.everything.divided(at: cuts))
    }

    @Test func `a row counts in the range in which it lies, the ends included`() throws {
        let numbers = [[1, 4], [5], [9, 12]]
        for number in numbers.joined() { set(theme, number) }
        let replica = try synced()
        let ranges = [(1, 4), (5, 8), (9, 12)].map { ends in
            RowRange(low: row(ends.0), high: row(ends.1))
        }
        let digests = try numbers.map { try digest(of: $0) }
        #expect(try differing(replica, digests, ranges).isEmpty)
        for place in ranges.indices {
            var other = digests
            other[place] = .empty
            let expected = [RepairPlan.Difference(range: ranges[place], officeCount: 0)]
            #expect(try differing(replica, other, ranges) == expected)
        }
    }

    /// Of what the office has.
    private func digest(of numbers: [Int]) throws -> Digest {
        var digest = Digest.empty
        for number in numbers {
            let image = try #require(office.image(theme, row(number)))
            digest.add(image.contentHash(table: theme, row: row(number)))
        }
        return digest
    }

    private func differing(
        _ replica: Replica, _ digests: [Digest], _ ranges: [RowRange]
    ) throws -> [RepairPlan.Difference] {
        let answer = DigestAnswer(scope: .shared, sequence: office.sequence, digests: digests)
        return try replica.store.read { try RangeRepair(access: $0).compare(answer, ranges) }
    }
}

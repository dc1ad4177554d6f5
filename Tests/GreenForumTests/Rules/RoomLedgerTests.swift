import SyncEngine
import SyncProtocol
import Testing

@testable import GreenForum

@Suite struct RoomLedgerTests {
    /// Short and long bookings, found by search as by looking at each.
    @Test(arguments: 0..<20)
    func `What lies near a time is found, and nothing else`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed))
        let first = try #require(WallTime("2027-03-01T00:00"))
        func wall(_ hours: Int) -> String { first.adding(minutes: 60 * hours)?.description ?? "" }
        let rows = (0..<random.below(60)).map { index in
            let start = random.below(1_000)
            let length = random.below(8) == 0 ? 1 + random.below(400) : 1 + random.below(4)
            return Row(
                table: BookingTable.schema,
                id: RowID(timestamp: Timestamp(milliseconds: Int64(index)), device: .office),
                cells: [
                    Cell(BookingTable.grantedStart, .text(wall(start))),
                    Cell(BookingTable.grantedEnd, .text(wall(start + length))),
                ])
        }
        let ledger = RoomLedger(rows)
        for _ in 0..<200 {
            let start = random.below(1_100)
            let (from, to) = (wall(start), wall(start + random.below(50)))
            let near = rows.filter {
                ($0[BookingTable.grantedStart].text ?? "") < to
                    && ($0[BookingTable.grantedEnd].text ?? "") > from
            }
            let found = ledger.bookings(from: from, to: to)
            #expect(found.map(\.id).sorted() == near.map(\.id))
        }
    }
}

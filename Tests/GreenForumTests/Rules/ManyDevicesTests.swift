import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// What holds for every schedule of two to fifty laptops.
@Suite struct ManyDevicesTests {
    @Test(arguments: [2, 3, 4, 7, 12, 25, 50], 0..<4 as Range<UInt64>)
    func `Nobody loses a seat or a room, none is given twice, every word is answered`(
        devices: Int, seed: UInt64
    ) throws {
        let day = try CrowdedDay(devices: devices, seed: seed * 100 + UInt64(devices))
        try day.work()
        try day.comeHome { before, about in
            #expect(day.town.given(day.event) <= day.capacity)
            for row in day.signups where row[SignupTable.wish].text == "in" {
                if let old = before[row.id], !about.contains(row.id) {
                    try Self.keepsSeats(old, day)
                }
                if about.contains(row.id), before[row.id] == nil, day.isPromised(row.id) {
                    #expect(day.living(row.id)?[SignupTable.status].text == "confirmed")
                }
            }
            Self.roomsAreApart(day.bookings)
        }
        for row in day.signups { try Self.isAnswered(row, day) }
        for row in day.bookings {
            let status = row[BookingTable.status].text ?? ""
            #expect(["confirmed", "moved", "declined"].contains(status))
            #expect(status == "confirmed" || day.rules(explaining: row.id).contains("rooms"))
        }
    }

    /// Who is confirmed stays so while wishing for it, by whichever slip, and with as many seats.
    private static func keepsSeats(_ old: Row, _ day: CrowdedDay) throws {
        guard old[SignupTable.status].text == "confirmed",
            old[SignupTable.wish].text == "in",
            let row = day.living(old.id), row[SignupTable.wish].text == "in"
        else { return }
        #expect(row[SignupTable.status].text == "confirmed")
        let most = min(
            old[SignupTable.seats].integer ?? 0, row[SignupTable.partySize].integer ?? 0)
        #expect(row[SignupTable.seats].integer ?? 0 >= most)
    }

    private static func roomsAreApart(_ bookings: [Row]) {
        let held = bookings.compactMap { RoomSlot(grantedTo: $0) }
            .sorted { ($0.resource, $0.start.description) < ($1.resource, $1.start.description) }
        for (one, next) in zip(held, held.dropFirst()) where one.resource == next.resource {
            #expect(one.end.description <= next.start.description)
        }
    }

    private static func isAnswered(_ row: Row, _ day: CrowdedDay) throws {
        guard row[SignupTable.wish].text == "in" else { return }
        switch row[SignupTable.status].text {
        case "confirmed": break
        case "waitlisted": #expect(day.rules(explaining: row.id).contains("seats"))
        case "merged": #expect(day.rules(explaining: row.id).contains("person"))
        default: Issue.record("\(row.id) is \(row[SignupTable.status])")
        }
    }
}

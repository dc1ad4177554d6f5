import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Random series and bookings of several devices, handed over in random order: what must always hold.
@Suite struct SeriesPropertyTests {
    @Test(arguments: 0..<40)
    func `No overlap, nobody bumped, each date granted, skipped with a reason, or ended`(
        seed: Int
    ) throws {
        var world = try World(seed: UInt64(seed))
        for _ in 0..<4 { try world.sync() }
        #expect(world.grantedMost > 5, "the world was busy")
    }

    @Test(arguments: 0..<10)
    func `The office's own expansion is the device's`(seed: Int) throws {
        var random = SplitMix(seed: UInt64(seed) &+ 900)
        let (device, office) = (Town(), Town())
        for step in 0..<6 {
            let start = 8 + random.below(8)
            let day = 10 + random.below(8)
            let rule = ["weekly/1 count=4", "weekly/2 count=3", "monthly/1 count=3"][
                random.below(3)]
            var ids: [RowID] = []
            for (town, isExpanded) in [(device, true), (office, false)] {
                let room =
                    try town.rows.all(ResourceTable.id).first?.id ?? town.room(hours: nil)
                ids.append(
                    try town.repeats(
                        room, rule, from: "2027-03-\(day)T\(start < 10 ? "0" : "")\(start):00",
                        to: "2027-03-\(day)T\(start + 2 < 10 ? "0" : "")\(start + 2):00",
                        isExpanded: isExpanded
                    ).id)
            }
            #expect(ids[0] == ids[1])
            #expect(
                device.rows.all(BookingTable.id) == office.rows.all(BookingTable.id),
                "step \(step)")
            #expect(
                try device.series(ids[0])[SeriesTable.skipped]
                    == office.series(ids[1])[SeriesTable.skipped])
        }
    }
}

/// Two to five devices that work without a network between syncs.
private struct World {
    private let town = Town()
    private var random: SplitMix
    private let rooms: [RowID]
    private let devices: [OfflineDevice]
    private(set) var grantedMost = 0

    init(seed: UInt64) throws {
        random = SplitMix(seed: seed &* 7_919 &+ 3)
        rooms = [
            try town.room(), try town.room("Mødelokale 2", needsApproval: true),
            try town.room("Altid", hours: nil),
        ]
        let people = [town.ida, town.omar, town.officer, town.ambassador, town.ida]
        let town = town
        devices = people.prefix(2 + random.below(4)).map { OfflineDevice($0, at: town) }
    }

    /// Everybody works, then all change sets come in, each device's in its order, the devices in any.
    mutating func sync() throws {
        for device in devices {
            device.pull(from: town)
            for _ in 0..<(1 + random.below(4)) { try work(device) }
        }
        while devices.contains(where: { !$0.outbox.isEmpty }) {
            let device = devices[random.below(devices.count)]
            let before = granted()
            guard let touched = try device.push(to: town) else { continue }
            try check(before, touched)
        }
    }

    private mutating func work(_ device: OfflineDevice) throws {
        let series = device.rows.all(SeriesTable.id)
        let bookings = device.rows.all(BookingTable.id)
        switch random.below(10) {
        case 0...2:
            let slot = slot()
            try device.writeSeries(
                town.id(by: device.actor),
                town.seriesCells(
                    slot.resource, rule(), from: slot.start.description,
                    to: slot.end.description), now: town.now)
        case 3...4:
            device.write([
                .insert(
                    BookingTable.schema, town.id(by: device.actor),
                    town.bookingCells(slot(), or: random.below(2) == 0 ? [slot()] : []))
            ])
        case 5 where !bookings.isEmpty:
            let id = bookings[random.below(bookings.count)].id
            device.write([.update(BookingTable.schema, id, slot().wishCells)])
        case 6 where !bookings.isEmpty:
            let id = bookings[random.below(bookings.count)].id
            let wish = random.below(3) == 0 ? "in" : "out"
            device.write([
                .update(BookingTable.schema, id, [Cell(BookingTable.wish, .text(wish))])
            ])
        case 7 where !series.isEmpty:
            let row = series[random.below(series.count)]
            try device.writeSeries(
                row.id, [Cell(SeriesTable.retriedAt, .integer(Int64(random.below(1_000_000))))],
                now: town.now)
        case 8 where !series.isEmpty:
            let row = series[random.below(series.count)]
            try device.writeSeries(
                row.id, [Cell(SeriesTable.rule, .text(rule()))], now: town.now)
        case 9 where !series.isEmpty: try move(series[random.below(series.count)], device)
        default: break
        }
    }

    private mutating func move(_ series: Row, _ device: OfflineDevice) throws {
        let days = try SeriesPlan(series).occurrences.compactMap(\.day.date)
        guard !days.isEmpty else { return }
        let from = days[random.below(days.count)]
        let slot = slot(on: from.adding(days: random.below(3) - 1) ?? from)
        let move = SeriesMove(from: from, start: slot.start, end: slot.end)
        let all = move.after(SeriesMove.list(series[SeriesTable.moves].text))
        try device.writeSeries(
            series.id,
            [Cell(SeriesTable.moves, SeriesMove.text(of: all).map(Value.text) ?? .null)],
            now: town.now)
    }

    private mutating func rule() -> String {
        [
            "weekly/1 count=\(2 + random.below(5))", "weekly/2 count=\(1 + random.below(4))",
            "monthly/1 count=\(1 + random.below(4))",
            "weekly/1 until=2027-04-\(10 + random.below(9))",
        ][random.below(4)]
    }

    private mutating func slot(on day: CivilDate? = nil) -> RoomSlot {
        let room = rooms[random.below(rooms.count)]
        let date = day ?? CivilDate(year: 2027, month: 3, day: 14 + random.below(18))!
        let hour = room == rooms[2] && random.below(3) == 0 ? 2 : 9 + random.below(9)
        let start = WallTime(date: date, hour: hour, minute: 30 * random.below(2))!
        return RoomSlot(
            resource: room, start: start, end: start.adding(minutes: 60 + 60 * random.below(3))!)
    }

    private func granted() -> [RowID: RoomSlot] {
        town.rows.all(BookingTable.id).reduce(into: [:]) { $0[$1.id] = RoomSlot(grantedTo: $1) }
    }

    private mutating func check(
        _ before: [RowID: RoomSlot], _ touched: Set<RowID>
    ) throws {
        let now = granted()
        grantedMost = max(grantedMost, now.count)
        for (id, slot) in before where now[id] != slot {
            let booking = try town.booking(id)
            let series = booking[BookingTable.series].row
            #expect(touched.contains(id) || series.map(touched.contains) ?? false, "bumped \(id)")
            if booking[BookingTable.wish].text == "in" {
                #expect(now[id] != nil, "\(id) lost what it had")
            }
        }
        let spans = try now.values.map { slot in
            (slot.resource, try TimeSpan(from: slot.start, to: slot.end, in: .copenhagen))
        }
        for (index, a) in spans.enumerated() {
            for b in spans[..<index] where a.0 == b.0 {
                #expect(!a.1.overlaps(b.1))
            }
        }
        for row in town.rows.all(SeriesTable.id) { try check(row) }
    }

    private func check(_ series: Row) throws {
        let plan = try SeriesPlan(series)
        let bookings = try SeriesPlan.bookings(of: series.id, reading: town.rows)
        let skipped = Set(SkippedDate.list(series[SeriesTable.skipped].text).map(\.day))
        for occurrence in plan.occurrences {
            let booking = bookings[occurrence.booking]
            let isEnded = booking?[BookingTable.wish].text == "out"
            let isGranted = booking.flatMap { RoomSlot(grantedTo: $0) } != nil
            let fates = [isEnded, isGranted, skipped.contains(occurrence.day)]
            #expect(fates.filter { $0 }.count == 1, "\(occurrence.day) \(fates)")
        }
        let planned = Set(plan.occurrences.map(\.booking))
        #expect(skipped.isSubset(of: Set(plan.occurrences.map(\.day))))
        for (id, booking) in bookings where !planned.contains(id) {
            #expect(booking[BookingTable.wish].text == "out", "\(id) is wanted by no plan")
        }
    }
}

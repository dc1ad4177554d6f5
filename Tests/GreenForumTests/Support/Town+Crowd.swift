import GreenForum
import SyncEngine
import SyncProtocol

extension Actor {
    /// Somebody with a laptop of their own.
    static func volunteer(_ number: Int) -> Actor {
        Actor(
            member: RowID(
                timestamp: Timestamp(milliseconds: Int64(1_000 + number)), device: .office),
            role: "volunteer", device: DeviceID(rawValue: UInt64(10_000 + number))!)
    }
}

/// Many laptops at one event: each writes without a network, then comes home set by set, in any order.
final class CrowdedDay {
    let town = Town()
    let event: RowID
    let capacity: Int64
    private var random: SplitMix
    private var devices: [OfflineDevice] = []
    private var lists: [DeviceID: RowID] = [:]
    private let rooms: [RowID]
    /// Sign-ups that a device has told somebody there is a seat for.
    private var promised: Set<RowID> = []

    init(devices count: Int, seed: UInt64) throws {
        random = SplitMix(seed: seed)
        capacity = Int64(2 * count)
        event = try town.event(capacity: capacity)
        rooms = [try town.room("Mødelokale 1"), try town.room("Mødelokale 2")]
        for number in 0..<count {
            let actor = Actor.volunteer(number)
            guard random.below(2) == 0 else { continue }
            let (list, answer) = try town.checkout(
                event, seats: Int64(random.below(4)), expect: Int64(random.below(3)), by: actor)
            if answer.outcomes.isEmpty { lists[actor.device] = list }
        }
        devices = (0..<count).map { OfflineDevice(.volunteer($0), at: town) }
    }

    // MARK: In the field

    func work() throws {
        for device in devices {
            var own: [RowID] = []
            for _ in 0..<3 + random.below(5) { try work(on: device, &own) }
        }
    }

    private func work(on device: OfflineDevice, _ own: inout [RowID]) throws {
        let signup = own.isEmpty ? nil : own[random.below(own.count)]
        switch (random.below(10), signup) {
        case (..<5, _), (..<8, nil): own.append(try signUp(on: device))
        case (5, let signup?):
            device.write([
                .update(SignupTable.schema, signup, [Cell(SignupTable.wish, .text("out"))])
            ])
        case (6, let signup?):
            let party = Cell(SignupTable.partySize, .integer(Int64(1 + random.below(3))))
            device.write([.update(SignupTable.schema, signup, [party])])
        case (7, let signup?):
            let at = town.now + Int64(random.below(1_000)) * 1_000
            device.write([
                .insert(
                    CheckinTable.schema, town.id(by: device.actor),
                    town.checkinCells(event, signup, at: at))
            ])
        default:
            let start = 8 + random.below(10)
            let slot = try town.slot(
                rooms[random.below(2)], "\(start)-\(start + 1 + random.below(3))")
            device.write([
                .insert(
                    BookingTable.schema, town.id(by: device.actor), town.bookingCells(slot))
            ])
        }
    }

    private func signUp(on device: OfflineDevice) throws -> RowID {
        let id = town.id(by: device.actor)
        let party = Int64(1 + random.below(3))
        let promise = try SeatPromise(
            of: event, by: device.actor.device, now: town.now, reading: device.rows)
        let isPromised = promise?.covers(party: party) ?? false
        if isPromised { promised.insert(id) }
        let who = random.below(devices.count * 8)
        let somebody = Town.Somebody(
            name: "Gæst \(who)", email: "\(who)@x.dk", party: party,
            list: isPromised ? promise?.list : nil)
        device.write([
            .insert(SignupTable.schema, id, [Cell(SignupTable.event, .row(event))] + somebody.cells)
        ])
        return id
    }

    // MARK: Home again

    /// - Parameter check: after each change set: the sign-ups before, and what the set was about.
    func comeHome(_ check: ([RowID: Row], Set<RowID>) throws -> Void) throws {
        var away = devices
        while !away.isEmpty {
            let place = random.below(away.count)
            let device = away[place]
            let before = Dictionary(uniqueKeysWithValues: signups.map { ($0.id, $0) })
            if let about = try device.push(to: town) {
                try check(before, about)
                continue
            }
            away.remove(at: place)
            guard let list = lists[device.actor.device] else { continue }
            try town.bringHome(list, by: device.actor)
            try check(before, [])
        }
    }

    var signups: [Row] { town.signups(event) }

    var bookings: [Row] { town.rows.all(BookingTable.id) }

    /// A sign-up, or the one that it has become part of.
    func living(_ signup: RowID) -> Row? {
        let row = town.rows.row(signup, in: SignupTable.id)
        guard row?[SignupTable.status].text == "merged" else { return row }
        return row?[SignupTable.mergedInto].row.flatMap {
            town.rows.row($0, in: SignupTable.id)
        }
    }

    func isPromised(_ signup: RowID) -> Bool { promised.contains(signup) }

    /// The rules that have explained a row.
    func rules(explaining row: RowID) -> Set<String> {
        let outcomes = town.rows.rows(
            in: SystemTables.outcome.id, where: SystemTables.outcome["subject_row"]!.id,
            equals: .row(row))
        return Set(
            outcomes.compactMap {
                $0["text_key"].text?.split(separator: ".").first.map(String.init)
            })
    }
}

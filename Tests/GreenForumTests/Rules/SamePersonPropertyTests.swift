import SyncEngine
import SyncProtocol
import Testing

@testable import GreenForum

/// People who sign up again and again, at several stalls that come home in any order.
@Suite struct SamePersonPropertyTests {
    /// A sign-up with the device that brings it; its id is the same in whatever order it comes.
    private struct Visit {
        let device: Int
        let id: RowID
        let somebody: Town.Somebody
    }

    private static func actor(_ town: Town, _ number: Int) -> Actor {
        let device = DeviceID(rawValue: 2_000 + UInt64(number))!
        return Actor(member: town.ida.member, role: "volunteer", device: device)
    }

    /// Somebody of a few families, by mail, phone or both, spelt this way or that.
    private static func somebody(_ random: inout SplitMix, at: Int64) -> Town.Somebody {
        let family = random.below(3)
        let names = [
            "Åse", "Aase", "ÅSE", "Bo", "bo", "Carl-Emil", "carl emil", "Østergård, Åse",
        ]
        var somebody = Town.Somebody(
            name: names[random.below(names.count)], party: Int64(1 + random.below(3)), at: at)
        let ways = random.below(4)
        if ways != 0 {
            somebody.email = ["hjem\(family)@x.dk", "Hjem\(family)@X.dk"][random.below(2)]
        }
        if ways != 1 { somebody.phone = "+45 20 30 40 5\(family)" }
        if ways == 3, random.below(3) == 0 { (somebody.email, somebody.phone) = (nil, nil) }
        if random.below(2) == 0 { somebody.note = "Note \(at)" }
        return somebody
    }

    private static func visits(_ random: inout SplitMix, _ town: Town) -> [Visit] {
        let devices = 2 + random.below(5)
        return (0..<6 + random.below(14)).map { number in
            let device = random.below(devices)
            return Visit(
                device: device, id: town.id(by: actor(town, device)),
                somebody: somebody(&random, at: Int64(number * 3 + random.below(3))))
        }
    }

    private static func shuffled(_ visits: [Visit], _ random: inout SplitMix) -> [Visit] {
        var visits = visits
        for index in visits.indices.dropFirst().reversed() {
            visits.swapAt(index, random.below(index + 1))
        }
        return visits
    }

    /// While all wait for a list that is out, nothing depends on the order: rows, places, seats at the end.
    @Test(arguments: 0..<30)
    func `Whoever comes first, the rows are the same`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let seats = Int64(1 + random.below(12))
        let visits = Self.visits(&random, Town())
        var results: [[[Value]]] = []
        for _ in 0..<3 {
            let town = Town()
            let event = try town.event(capacity: seats)
            let list = try town.checkout(event, seats: 0, expect: seats, by: town.ambassador).id
            for visit in Self.shuffled(visits, &random) {
                try town.signUp(
                    event, visit.somebody, by: Self.actor(town, visit.device), as: visit.id)
                try expectSound(town, event)
            }
            try town.bringHome(list, by: town.ambassador)
            try expectSound(town, event)
            results.append(town.signups(event).map { Array($0.values.dropFirst()) })
        }
        #expect(Set(results).count == 1)
    }

    /// Where there is room for all, everybody has the same, whichever slip carries it.
    @Test(arguments: 60..<80)
    func `Whoever comes first, people have the same`(seed: UInt64) throws {
        struct Person: Hashable {
            let slips: Set<RowID>
            let values: [Value]
            let party: Int64
            let seats: Int64?
            let isReachable: [Bool]
        }
        var random = SplitMix(seed: seed)
        let visits = Self.visits(&random, Town())
        var results: Set<Set<Person>> = []
        for round in 0..<3 {
            let town = Town()
            let event = try town.event(capacity: round < 1 ? nil : 1_000)
            for visit in Self.shuffled(visits, &random) {
                try town.signUp(
                    event, visit.somebody, by: Self.actor(town, visit.device), as: visit.id)
            }
            let people = town.living(event).map { row in
                let merged = town.signups(event).filter {
                    $0[SignupTable.mergedInto].row == row.id
                }
                return Person(
                    slips: Set(merged.map(\.id) + [row.id]),
                    values: [SignupTable.status, SignupTable.effectiveAt].map { row[$0] },
                    party: SeatPlan.party(row), seats: row[SignupTable.seats].integer,
                    isReachable: PersonMerge.filled.map { row[$0].isNull })
            }
            #expect(people.allSatisfy { $0.seats == $0.party })
            results.insert(Set(people))
        }
        #expect(results.count == 1)
    }

    /// With few seats, lists, edits, withdrawals and undo: the invariants hold after every step.
    @Test(arguments: 100..<116)
    func `In random work a person lives once, and nobody is bumped`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let town = Town()
        let capacity = Int64(2 + random.below(9))
        let event = try town.event(capacity: capacity)
        let devices = (0..<2 + random.below(5)).map { Self.actor(town, $0) }
        var lists: [Int: RowID] = [:]
        for step in 0..<60 {
            let device = random.below(devices.count)
            let ids = town.signups(event).map(\.id)
            let some = ids.isEmpty ? nil : ids[random.below(ids.count)]
            let before = town.signups(event)
            var touched: RowID?
            switch (random.below(12), some) {
            case (0, let some?):
                touched = some
                let cell = Cell(SignupTable.wish, .text(random.below(3) == 0 ? "in" : "out"))
                try town.edit(some, [cell], by: devices[device])
            case (1, let some?):
                touched = some
                let cell = Cell(SignupTable.partySize, .integer(Int64(1 + random.below(4))))
                try town.edit(some, [cell], by: devices[device])
            case (2, let some?):
                let row = try town.signup(some)
                let slips = try PersonSlips(of: row, reading: town.rows).all.map(\.id)
                try town.separate(some, from: slips.filter { $0 != some }, by: devices[device])
            case (3, _):
                if let list = lists.removeValue(forKey: device) {
                    try town.bringHome(list, by: devices[device])
                } else {
                    lists[device] = try town.checkout(
                        event, seats: Int64(random.below(3)), expect: 1, by: devices[device]
                    ).id
                }
            default:
                var somebody = Self.somebody(&random, at: Int64(random.below(step + 1)))
                let promise = try SeatPromise(
                    of: event, by: devices[device].device, now: town.now, reading: town.rows)
                if let promise, promise.covers(party: somebody.party) {
                    somebody.list = promise.list
                }
                try town.signUp(event, somebody, by: devices[device])
            }
            #expect(town.given(event) <= capacity, "step \(step)")
            try expectSound(town, event)
            try expectKept(before, town, except: touched, "step \(step)")
        }
    }

    /// Nobody lives twice, nobody is part of a part, and the rule has nothing left to do.
    private func expectSound(_ town: Town, _ event: RowID) throws {
        let signups = town.signups(event)
        let persons = PersonGroups(signups)
        for slips in persons.groups {
            #expect(slips.filter { !$0.isMerged }.count == 1)
        }
        for row in signups {
            guard let target = row[SignupTable.mergedInto].row else {
                #expect(row[SignupTable.status].text != "merged")
                continue
            }
            let survivor = try town.signup(target)
            #expect(row[SignupTable.status].text == "merged")
            #expect(survivor[SignupTable.mergedInto].isNull)
            #expect(row[SignupTable.seats].isNull && row[SignupTable.listSeats].isNull)
            #expect(row[SignupTable.wish].text == "out" || survivor[SignupTable.wish].text == "in")
        }
        let context = RuleContext(
            author: nil, effectiveAt: town.now, isClockDoubtful: false, now: town.now, round: 2)
        let changes = signups.map { RowChange(before: nil, after: $0) }
        let rest = try SamePersonRule().settle(changes, in: context, reading: town.rows)
        #expect(rest.isEmpty, "\(rest)")
    }

    /// Who was confirmed has a seat still, in this sign-up or the one that it became part of; fewer seats only where
    /// fewer are to come.
    private func expectKept(
        _ before: [Row], _ town: Town, except touched: RowID?, _ step: Comment
    ) throws {
        let withdrawn = try touched.map { id -> Set<RowID> in
            let row = try town.signup(id)
            return Set(try PersonSlips(of: row, reading: town.rows).all.map(\.id))
        }
        for old in before where SeatPlan.seatsHeld(by: old) > 0 {
            var row = try town.signup(old.id)
            if let target = row[SignupTable.mergedInto].row { row = try town.signup(target) }
            guard withdrawn?.contains(row.id) != true else { continue }
            let least = min(SeatPlan.seatsHeld(by: old), SeatPlan.party(row))
            #expect(SeatPlan.seatsHeld(by: row) >= least, step)
        }
    }
}

import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// Doors that know nothing of each other: in whatever order their work comes to the office, the end is the same.
@Suite struct PresenceOrderTests {
    /// One thing done at a device.
    private enum Deed {
        case come(RowID, signup: Int?, at: Int64, persons: Int64)
        case void(RowID)
        case withdraw(signup: Int)
    }

    /// What several devices did on their own, each in its order.
    private struct Day {
        var devices: [(actor: Actor, deeds: [Deed])] = []

        init(_ random: inout SplitMix, signups: Int) {
            let names = Town()
            for number in 0..<2 + random.below(5) {
                let actor = Actor(
                    member: names.ida.member, role: "volunteer",
                    device: DeviceID(rawValue: 2_000 + UInt64(number))!)
                var own: [RowID] = []
                var deeds: [Deed] = []
                for _ in 0..<1 + random.below(8) {
                    switch random.below(6) {
                    case 0: deeds.append(.withdraw(signup: random.below(signups)))
                    case 1 where !own.isEmpty:
                        deeds.append(.void(own.remove(at: random.below(own.count))))
                    default:
                        let id = names.id(by: actor)
                        let who = random.below(5) == 0 ? nil : random.below(signups)
                        own.append(id)
                        // Few times, so that many are the same.
                        deeds.append(
                            .come(
                                id, signup: who, at: Int64(random.below(6)),
                                persons: Int64(1 + random.below(3))))
                    }
                }
                devices.append((actor, deeds))
            }
        }

        /// The deeds as they come to the office: device by device from the first or the last, or mixed at random.
        func order(_ kind: Int) -> [(Actor, Deed)] {
            let queues = kind == 1 ? devices.reversed() : devices
            guard kind > 1 else {
                return queues.flatMap { device in device.deeds.map { (device.actor, $0) } }
            }
            var random = SplitMix(seed: UInt64(kind))
            var rest = queues.map { $0.deeds[...] }
            var result: [(Actor, Deed)] = []
            while rest.contains(where: { !$0.isEmpty }) {
                let place = random.below(rest.count)
                if let deed = rest[place].popFirst() { result.append((queues[place].actor, deed)) }
            }
            return result
        }
    }

    /// How an event stands after a day that came in one order.
    private struct End {
        let town = Town()
        let event: RowID
        let signups: [RowID]

        init(_ day: Day, order: Int, capacity: Int64?, parties: [Int64]) throws {
            event = try town.event(capacity: capacity)
            signups = try parties.map { [town, event] in try town.signUp(event, party: $0) }
            for (actor, deed) in day.order(order) {
                let confirmed = signups.filter { town.status($0) == "confirmed" }
                var withdrawn: RowID?
                var answer: Town.Answer
                switch deed {
                case .come(let id, let signup, let at, let persons):
                    let cells = town.checkinCells(
                        event, signup.map { signups[$0] }, at: at, persons: persons)
                    answer = try town.act([.insert(CheckinTable.schema, id, cells)], by: actor)
                case .void(let id): answer = try town.void(id, by: actor)
                case .withdraw(let signup):
                    withdrawn = signups[signup]
                    answer = try town.withdraw(signups[signup], by: actor)
                }
                #expect(answer.refusal == nil)
                for signup in confirmed where signup != withdrawn {
                    #expect(town.status(signup) == "confirmed")
                }
            }
        }

        var checkins: [Row] { town.rows.all(CheckinTable.id) }
        var signupRows: [Row] { town.rows.all(SignupTable.id) }
        var openFlags: [String] { town.crowdFlags(event).filter { $0.hasPrefix("open") } }
    }

    /// Without a limit, and with every seat taken but nobody waiting.
    @Test(arguments: 0..<60)
    func `Marks, sign-ups, flag and report are the same in every order`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let parties = (0..<5).map { _ in Int64(1 + random.below(3)) }
        let capacity = seed % 2 == 0 ? nil : parties.reduce(0, +)
        let day = Day(&random, signups: parties.count)
        let first = try End(day, order: 0, capacity: capacity, parties: parties)
        for order in 1..<6 {
            let end = try End(day, order: order, capacity: capacity, parties: parties)
            #expect(end.checkins == first.checkins)
            #expect(end.signupRows == first.signupRows)
            #expect(end.openFlags == first.openFlags)
            #expect(try end.town.report(end.event) == first.town.report(first.event))
        }
    }

    /// Who moves up from a waitlist depends on what the office knew then, and is final. Who came does not.
    @Test(arguments: 0..<60)
    func `With a waitlist the marks and who came are the same in every order`(seed: UInt64) throws {
        var random = SplitMix(seed: 1_000 + seed)
        let parties = (0..<7).map { _ in Int64(1 + random.below(3)) }
        let capacity = parties.prefix(4).reduce(0, +)
        let day = Day(&random, signups: parties.count)
        let first = try End(day, order: 0, capacity: capacity, parties: parties)
        let report = try first.town.report(first.event)
        let attendance = try first.town.attendance(first.event)
        for order in 1..<6 {
            let end = try End(day, order: order, capacity: capacity, parties: parties)
            #expect(end.checkins == first.checkins)
            #expect(try end.town.attendance(end.event).guests == attendance.guests)
            #expect(end.town.given(end.event) <= capacity)
            let other = try end.town.report(end.event)
            #expect(other.attended == report.attended && other.walkIns == report.walkIns)
            #expect(other.cameWithdrawn == report.cameWithdrawn)
            #expect(other.withdrawn == report.withdrawn && other.signedUp == report.signedUp)
            #expect(other.persons == report.persons && other.seenAgain == report.seenAgain)
            #expect(other.void == report.void && other.overCapacity == report.overCapacity)
        }
    }

    /// What the marks say, by another way than the rule's: sort and take the first.
    @Test(arguments: 0..<30)
    func `The one that counts is the earliest that is not void`(seed: UInt64) throws {
        var random = SplitMix(seed: 2_000 + seed)
        let day = Day(&random, signups: 3)
        let end = try End(day, order: 2, capacity: nil, parties: [1, 1, 1])
        for signup in end.signups {
            let valid = end.checkins.filter {
                $0[CheckinTable.signup].row == signup && $0[CheckinTable.voidReason].isNull
            }
            let best = valid.min {
                let (a, b) = ($0[CheckinTable.at].integer ?? 0, $1[CheckinTable.at].integer ?? 0)
                return (a, $0.id) < (b, $1.id)
            }
            let unmarked = valid.filter { $0[CheckinTable.seenAgain].integer == 0 }
            #expect(unmarked.map(\.id) == [best?.id].compactMap { $0 })
        }
        #expect(
            end.checkins.allSatisfy {
                $0[CheckinTable.voidReason].isNull || $0[CheckinTable.seenAgain].integer == 0
            })
    }
}

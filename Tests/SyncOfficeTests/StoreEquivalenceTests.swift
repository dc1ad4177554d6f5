import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// The same work on every kind of store leaves the same behind.
@Suite struct StoreEquivalenceTests {
    /// People and their work, drawn from a seed; equal for each store.
    private final class Work {
        let world: World
        private let chance: Chance
        private var devices: [TestDevice] = []
        private var events: [RowID] = []
        private var made: [(TableSchema, RowID)] = []
        private var verdicts: [[String?]] = []

        init(_ seed: UInt64, on store: StoreKind) throws {
            world = try World(seed, on: store)
            chance = Chance(seed &* 31)
            let boss = try world.device()
            events = (0..<3).map { _ in boss.newRow() }
            try boss.push(try boss.seal(events.map { boss.set(.event($0, capacity: 2)) }))
            made = events.map { (TestDomain.event, $0) }
            devices = [boss]
            for index in 0..<3 {
                let subjects = [events[index], events[(index + 1) % 3]]
                devices.append(try world.device(role: "volunteer", assignedTo: subjects))
            }
        }

        func step() throws {
            world.now += Int64(chance.below(900_000))
            let device = devices[chance.below(devices.count)]
            switch chance.below(13) {
            case 0:
                for device in devices { device.hangUp() }
                try world.reopen()
            case 1: device.hangUp()
            case 2: try world.core.tick(now: world.now)
            case 3, 4: try device.pull()
            case 5: try refuse()
            case 6:
                try world.core.giveUp(device.id, now: world.now)
                try world.core.retireTombstones()
            default:
                let sets = (0...chance.below(3)).map { _ in device.set(change(by: device)) }
                let answer = try device.push(try device.seal(sets))
                verdicts.append(answer.verdicts.map(\.code))
            }
        }

        /// Transactions that come to nothing.
        private func refuse() throws {
            let stranger = TestDevice(world)
            stranger.say(stranger.enrolment(Array(repeating: 1, count: 16)))
            let invite = try world.core.invite(
                member: devices[0].member, validMilliseconds: 1_000, now: world.now)
            guard case .enrol(let enrol) = stranger.enrolment(invite.secret) else { return }
            let long = Enrol(
                versions: 1...1, deployment: enrol.deployment, secret: enrol.secret,
                signingKey: enrol.signingKey, name: String(repeating: "n", count: 5_000))
            stranger.hangUp()
            stranger.say(.enrol(long))
            #expect(throws: OfficeError.self) {
                try world.core.addMember(
                    name: "m", role: String(repeating: "r", count: 5_000), assignedTo: [],
                    now: world.now)
            }
        }

        private func change(by device: TestDevice) -> Change {
            let (table, row) = made[chance.below(made.count)]
            let event = events[chance.below(3)]
            let new = device.newRow()
            switch chance.below(9) {
            case 0, 1:
                made.append((TestDomain.signup, new))
                return .signup(new, event: event)
            case 2:
                made.append((TestDomain.task, new))
                return .task(new, ["t", "refuse", "hold", "fail"][chance.below(4)], event: event)
            case 3: return .delete(table, row)
            case 4:
                let time = world.now + Int64(chance.below(2_000_000))
                return .update(TestDomain.event, event, "closes_at", .integer(time))
            case 5 where table.id == TestDomain.task.id:
                return .update(table, row, "event", chance.below(3) == 0 ? .null : .row(event))
            case 6:
                return Change(
                    .update, table: TestDomain.event.id, row: event,
                    cells: [Cell(ColumnID(40), .text("strange \(chance.below(3))"))])
            case 7: return .update(TestDomain.event, event, "status", .null)
            default:
                let column = table.columns[table.id == TestDomain.signup.id ? 2 : 0]
                return .update(table, row, column.name, .text("v\(chance.below(4))"))
            }
        }

        /// Everything that anybody can see of the office.
        func traces() throws -> [String] {
            let core = world.core
            var traces = try core.log().map { "\($0)" } + verdicts.map { "\($0)" }
            traces += try core.digests().map { "\($0)" } + core.tombstones().map { "\($0)" }
            for device in try core.deviceRecords() {
                traces.append("\(device)")
                traces += try core.segments(of: device.device).map { "\($0)" }
                traces += try core.verdicts(of: device.device).map { "\($0)" }
            }
            for table in world.domain.schema.tables {
                traces += try core.rows(in: table.id).map { "\($0.id) \($0.values)" }
            }
            return try traces + pages()
        }

        /// What devices with old cursors are sent, in small pages.
        private func pages() throws -> [String] {
            world.core.pageSize = PageSize(rows: 5, bytes: 2_000)
            var pages: [String] = []
            for device in devices {
                for after in [Sequence.zero, Sequence(device.cursor.sequence.rawValue / 2)] {
                    device.hello()
                    let pull = Pull(after: after, isResumed: after != .zero, isLive: false)
                    pages += device.say(.pull(pull)).map { "\($0)" }
                    let ids = made.map(\.1).sorted()
                    for scope in [Scope.shared, .allRows, .row(events[0])] {
                        let range = RowRange(low: ids[1], high: ids[ids.count - 2])
                        pages += device.say(.rangeQuery(RangeQuery(scope: scope, range: range)))
                            .map { "\($0)" }
                    }
                }
            }
            return pages
        }
    }

    @Test(arguments: [1, 2, 3, 4, 34] as [UInt64])
    func theSameWorkLeavesTheSameBehind(seed: UInt64) throws {
        let works = try StoreKind.all.map { try Work(seed, on: $0) }
        for work in works { for _ in 0..<150 { try work.step() } }
        let traces = try works.map { try $0.traces() }
        for (left, right) in zip(traces[0], traces[1]) where left != right {
            Issue.record("\(left)\n\(right)")
            break
        }
        #expect(traces[0].count == traces[1].count)
        for work in works { try work.world.expectHealthy() }
    }
}

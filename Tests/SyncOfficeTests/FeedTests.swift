import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

@Suite struct FeedTests {
    @Test(arguments: StoreKind.all)
    func aFreshReplicaGetsCurrentRowsAndNoHistory(store: StoreKind) throws {
        let world = try World(on: store)
        let author = try world.device()
        let (kept, dead) = (author.newRow(), author.newRow())
        try author.push(author.set(.event(kept)), author.set(.event(dead)))
        try author.pull()
        try author.push(
            author.set(.delete(TestDomain.event, dead)),
            author.set(.update(TestDomain.event, kept, "title", .text("New"))))
        let fresh = try world.device()
        let rows = try fresh.pull()
        #expect(!rows.contains { $0.row == dead })
        #expect(rows.allSatisfy { if case .whole = $0.state { true } else { false } })
        #expect(fresh.rows[RowKey(TestDomain.event.id, kept)]?[ColumnID(1)] == .text("New"))
        // The author, who had it, is told.
        let news = try author.pull()
        #expect(news.contains { $0.row == dead && $0.state == .deleted })
        // Rows travel once.
        #expect(try fresh.pull().isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func onlyTheCellsThatChangedAreSentOfARowThatIsThere(store: StoreKind) throws {
        let world = try World(on: store)
        let (author, reader) = (try world.device(), try world.device())
        let row = author.newRow()
        try author.push(author.set(.event(row, notes: "long", capacity: 3)))
        try author.pull()
        try reader.pull()
        try author.push(author.set(.update(TestDomain.event, row, "capacity", .null)))
        let news = try reader.pull()
        #expect(news.map(\.state) == [.partial([Cell(ColumnID(3), .null)])])
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func whatARuleLeavesOutOfARowThatItKeepsIsGoneForAll(store: StoreKind) throws {
        let world = try World(on: store)
        let (author, reader) = (try world.device(), try world.device())
        let row = author.newRow()
        try author.push(author.set(.event(row, "keep", notes: "long", capacity: 3)))
        try author.pull()
        try reader.pull()
        try author.push(author.set(.delete(TestDomain.event, row)))
        let news = try reader.pull()
        #expect(
            news.map(\.state) == [
                .partial([Cell(ColumnID(2), .null), Cell(ColumnID(3), .null)])
            ])
        #expect(try author.pull().map(\.state) == news.map(\.state))
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func aPageIsCutAtAWholeSequenceAndAPullResumes(store: StoreKind) throws {
        let world = try World(on: store)
        world.core.pageSize = .small
        let author = try world.device()
        let text = String(repeating: "n", count: 1_000)
        for _ in 0..<20 {
            let sets = (0..<100).map { _ in author.set(.event(author.newRow(), notes: text)) }
            try author.push(try author.seal(sets))
        }
        let reader = try world.device()
        reader.hello()
        // The connection breaks after the second page.
        _ = world.core.received(
            .pull(Pull(after: .zero, isResumed: false, isLive: false)), in: reader.session!,
            now: world.now)
        var through = Sequence.zero
        for _ in 0..<2 {
            for case .sendFrame(let frame) in world.core.nextPage(
                in: reader.session!, now: world.now)
            {
                guard
                    case .batch(let batch) = try Message(frame: frame, schema: world.domain.schema)
                else { continue }
                reader.apply(batch)
                #expect(batch.through > through)
                through = batch.through
            }
        }
        reader.hangUp()
        let staged = reader.rows.count
        #expect(staged > 500 && staged < 2_000)
        // Meanwhile a row that was sent goes, and one changes.
        let sent = reader.rows.keys.filter { $0.table == TestDomain.event.id }.sorted()
        try author.pull()
        try author.push(
            author.set(.delete(TestDomain.event, sent[0].row)),
            author.set(.update(TestDomain.event, sent[1].row, "title", .text("Changed"))))
        let rest = try reader.pull(after: through, isResumed: true)
        #expect(rest.count < 2_010 - staged + 10)
        #expect(rest.contains { $0.row == sent[0].row && $0.state == .deleted })
        #expect(reader.rows.keys.filter { $0.table == TestDomain.event.id }.count == 1_999)
    }

    @Test(arguments: StoreKind.all)
    func oneSequenceThatIsTooLargeForAFrameIsCutWithinItself(store: StoreKind) throws {
        let world = try World(on: store)
        world.core.pageSize = .small
        let author = try world.device()
        let rows = (0..<1_500).map { _ in author.newRow() }
        let notes = String(repeating: "n", count: 900)
        // Two sets of one segment would be two sequences: make one sequence large by editing all rows.
        for part in stride(from: 0, to: 1_500, by: 100) {
            let events = rows[part..<part + 100].map { Change.event($0, notes: notes) }
            try author.push(
                ChangeSet(
                    device: author.id, number: author.set().number, timestamp: author.stamp,
                    basis: Basis(epoch: .unknown, sequence: .zero), changes: events))
        }
        try author.pull()
        let edits = rows.map { Change.update(TestDomain.event, $0, "title", .text("E")) }
        let one = author.set()
        try author.push(
            ChangeSet(
                device: author.id, number: one.number, timestamp: one.timestamp,
                basis: one.basis, changes: edits))
        let reader = try world.device()
        reader.heard = []
        try reader.pull()
        let batches = reader.heard.compactMap { message in
            if case .batch(let batch) = message { batch } else { nil }
        }
        #expect(batches.count >= 2)
        #expect(batches.map(\.through) == batches.map(\.through).sorted())
        for batch in batches {
            let frame = try Message.batch(batch).frame(schema: world.domain.schema)
            #expect(frame.payload.count < Limits.frameBytesMax)
        }
        #expect(reader.rows.keys.filter { $0.table == TestDomain.event.id }.count == 1_500)
    }

    @Test(arguments: StoreKind.all)
    func aGrantedScopeIsBackfilledAndALostOneIsDropped(store: StoreKind) throws {
        let world = try World(on: store)
        let boss = try world.device()
        let (a, b) = (boss.newRow(), boss.newRow())
        try boss.push(
            boss.set(.event(a)), boss.set(.event(b)), boss.set(.signup(boss.newRow(), event: a)),
            boss.set(.signup(boss.newRow(), event: b)))
        try boss.pull()
        let helper = try world.device(role: "volunteer", assignedTo: [a])
        try helper.pull()
        #expect(helper.scopes == [.shared, .row(a)])
        #expect(helper.rows.keys.filter { $0.table == TestDomain.signup.id }.count == 1)
        let (assignment, old) = (
            boss.newRow(),
            try world.core.rows(in: SystemTables.assignment.id).first { $0["subject"] == .row(a) }!
        )
        try boss.pull()
        try boss.push(
            boss.set(
                Change(
                    .insert, table: SystemTables.assignment.id, row: assignment,
                    cells: [Cell(ColumnID(1), .row(helper.member)), Cell(ColumnID(2), .row(b))])),
            boss.set(.delete(SystemTables.assignment, old.id)))
        let rows = try helper.pull()
        #expect(helper.scopes == [.shared, .row(b)])
        #expect(rows.contains { if case .whole = $0.state { true } else { false } })
        #expect(helper.rows.keys.filter { $0.table == TestDomain.signup.id }.count == 1)
        try world.expectHealthy()
    }

    /// One for some events each, with what concerns these.
    private static func helpers(of events: [[RowID]], _ world: World) throws -> [TestDevice] {
        try events.map { events in
            let helper = try world.device(role: "volunteer", assignedTo: events)
            try helper.pull()
            return helper
        }
    }

    @Test(arguments: StoreKind.all)
    func aRowThatLeavesAScopeIsGoneThereAndWholeElsewhere(store: StoreKind) throws {
        let world = try World(on: store)
        let boss = try world.device()
        let (a, b, task) = (boss.newRow(), boss.newRow(), boss.newRow())
        try boss.push(
            boss.set(.event(a)), boss.set(.event(b)), boss.set(.task(task, "t", event: a)))
        try boss.pull()
        let helpers = try Self.helpers(of: [[a], [b], [a, b]], world)
        try boss.push(boss.set(.update(TestDomain.task, task, "event", .row(b))))
        let seen = try helpers.map { try $0.pull().filter { $0.row == task }.map(\.state) }
        #expect(seen[0] == [.gone])
        #expect(seen[1].count == 1 && seen[1] != [.gone])
        #expect(seen[2].count == 1 && seen[2] != [.gone])
        // And back again, and to everybody.
        try boss.pull()
        try boss.push(boss.set(.update(TestDomain.task, task, "event", .row(a))))
        #expect(try helpers[0].pull().filter { $0.row == task }.count == 1)
        #expect(try helpers[1].pull().map(\.state) == [.gone])
        try boss.pull()
        try boss.push(boss.set(.update(TestDomain.task, task, "event", .null)))
        for helper in helpers {
            try helper.pull()
            #expect(helper.rows[RowKey(TestDomain.task.id, task)] != nil)
        }
        try world.expectHealthy()
    }

    /// Of the first of two events: two people gave it titles.
    private static func disputedTask(
        _ world: World
    ) throws -> (boss: TestDevice, a: RowID, b: RowID, task: RowID) {
        let (boss, other) = (try world.device(), try world.device())
        let (a, b, task) = (boss.newRow(), boss.newRow(), boss.newRow())
        try boss.push(
            boss.set(.event(a)), boss.set(.event(b)), boss.set(.task(task, "t", event: a)))
        for device in [boss, other] { try device.pull() }
        try boss.push(boss.set(.update(TestDomain.task, task, "title", .text("of boss"))))
        try other.push(other.set(.update(TestDomain.task, task, "title", .text("of other"))))
        return (boss, a, b, task)
    }

    @Test(arguments: StoreKind.all)
    func outcomesGoWhereTheirRowGoes(store: StoreKind) throws {
        let world = try World(on: store)
        let (boss, a, b, task) = try Self.disputedTask(world)
        let outcome = try #require(try world.outcomes().first)
        #expect(outcome["scope"] == .row(a))
        let key = RowKey(SystemTables.outcome.id, outcome.id)
        let helpers = try Self.helpers(of: [[a], [b]], world)
        #expect(helpers.map { $0.rows[key] != nil } == [true, false])
        try boss.pull()
        try boss.push(boss.set(.update(TestDomain.task, task, "event", .row(b))))
        #expect(try world.outcomes().map { $0["scope"] } == [.row(b)])
        for helper in helpers { try helper.pull() }
        #expect(helpers.map { $0.rows[key] != nil } == [false, true])
        try boss.pull()
        try boss.push(boss.set(.update(TestDomain.task, task, "event", .null)))
        #expect(try world.outcomes().map { $0["scope"] } == [.null])
        for helper in helpers { try helper.pull() }
        #expect(helpers.map { $0.rows[key] != nil } == [true, true])
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func outcomesFollowARowThatComesBackElsewhere(store: StoreKind) throws {
        let world = try World(on: store)
        let (boss, a, b, task) = try Self.disputedTask(world)
        let outcome = try #require(try world.outcomes().first)
        let key = RowKey(SystemTables.outcome.id, outcome.id)
        let helpers = try Self.helpers(of: [[a], [b]], world)
        try boss.pull()
        try boss.push(boss.set(.delete(TestDomain.task, task)))
        #expect(try world.row(task, TestDomain.task) == nil)
        #expect(try world.outcomes().map { $0["scope"] } == [.row(a)])
        try boss.pull()
        try boss.push(boss.set(.task(task, "again", event: b)))
        #expect(try world.row(task, TestDomain.task)?["title"] == .text("again"))
        #expect(try world.outcomes().map { $0["scope"] } == [.row(b)])
        for helper in helpers { try helper.pull() }
        #expect(helpers.map { $0.rows[key] != nil } == [false, true])
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func cellsOfColumnsThatTheOfficeDoesNotKnowAreKeptAndPassedOn(store: StoreKind) throws {
        let world = try World(on: store)
        let (newer, reader) = (try world.device(), try world.device())
        let row = newer.newRow()
        let insert = Change.event(row)
        let strange = Cell(ColumnID(40), .text("from a newer program"))
        let change = Change(.insert, table: insert.table, row: row, cells: insert.cells + [strange])
        #expect(try newer.push(newer.set(change)).areAdmitted)
        try reader.pull()
        #expect(reader.rows[RowKey(insert.table, row)]?[ColumnID(40)] == strange.value)
        // An edit by a program that does not know it leaves it alone.
        try reader.push(reader.set(.update(TestDomain.event, row, "title", .text("T"))))
        try newer.pull()
        #expect(newer.rows[RowKey(insert.table, row)]?[ColumnID(40)] == strange.value)
        let edit = Change(
            .update, table: insert.table, row: row,
            cells: [Cell(ColumnID(40), .text("again"))])
        #expect(try newer.push(newer.set(edit)).areAdmitted)
        try reader.pull()
        #expect(reader.rows[RowKey(insert.table, row)]?[ColumnID(40)] == .text("again"))
        // A deleted row that comes back has it still.
        try newer.pull()
        try newer.push(newer.set(.delete(TestDomain.event, row)))
        try reader.push(reader.set(.update(TestDomain.event, row, "title", .text("Back"))))
        for device in [newer, reader] {
            try device.pull()
            #expect(device.rows[RowKey(insert.table, row)]?[ColumnID(40)] == .text("again"))
        }
        try world.expectHealthy()
    }

    @Test func liveReplicasAreSentWhatConcernsThem() throws {
        let world = try World()
        let boss = try world.device()
        let (a, b) = (boss.newRow(), boss.newRow())
        try boss.push(boss.set(.event(a)), boss.set(.event(b)))
        let helper = try world.device(role: "volunteer", assignedTo: [a])
        try helper.pull(isLive: true)
        _ = world.core.takeWoken()
        let signup = boss.newRow()
        try boss.push(boss.set(.signup(boss.newRow(), event: b)))
        #expect(world.core.takeWoken() == [])
        try boss.push(boss.set(.signup(signup, event: a)))
        #expect(world.core.takeWoken() == [helper.session!])
        let news = try helper.take(
            helper.follow(world.core.news(in: helper.session!, now: world.now)))
        #expect(news.map(\.row) == [signup])
        #expect(world.core.news(in: helper.session!, now: world.now) == [])
        // Another process works on the same files.
        let other = try world.otherProcess()
        _ = try other.addMember(name: "Bo", role: "ambassador", assignedTo: [], now: world.now)
        try world.core.tick(now: world.now + 1_000)
        #expect(world.core.takeWoken() == [helper.session!])
        let more = try helper.take(
            helper.follow(world.core.news(in: helper.session!, now: world.now)))
        #expect(more.map(\.table) == [SystemTables.member.id])
        try other.close()
    }

    @Test func aLiveReplicaIsToldThatARowLeft() throws {
        let world = try World()
        let boss = try world.device()
        let (a, b, task) = (boss.newRow(), boss.newRow(), boss.newRow())
        try boss.push(
            boss.set(.event(a)), boss.set(.event(b)), boss.set(.task(task, "t", event: a)))
        try boss.pull()
        let helper = try world.device(role: "volunteer", assignedTo: [a])
        try helper.pull(isLive: true)
        _ = world.core.takeWoken()
        try boss.push(boss.set(.update(TestDomain.task, task, "event", .row(b))))
        #expect(world.core.takeWoken() == [helper.session!])
        let news = try helper.take(
            helper.follow(world.core.news(in: helper.session!, now: world.now)))
        #expect(news.map(\.state) == [.gone])
        #expect(helper.rows[RowKey(TestDomain.task.id, task)] == nil)
    }

    @Test(arguments: StoreKind.all)
    func aRangeThatDiffersIsFoundAndSentWhole(store: StoreKind) throws {
        let world = try World(on: store)
        let boss = try world.device()
        let event = boss.newRow()
        let signups = (0..<30).map { _ in boss.newRow() }
        try boss.push(boss.set(.event(event)))
        try boss.push(try boss.seal(signups.map { boss.set(.signup($0, event: event)) }))
        try boss.pull()
        let (low, high) = (signups[0], signups[29])
        let ranges = [
            RowRange(low: low, high: signups[14]), RowRange(low: signups[15], high: high),
        ]
        let answer = boss.say(.digestQuery(DigestQuery(scope: .row(event), ranges: ranges)))
        guard case .digestAnswer(let digests)? = answer.first else {
            Issue.record("\(answer)")
            return
        }
        #expect(digests.digests.map(\.count) == [15, 15])
        var sum = digests.digests[0]
        sum.add(digests.digests[1])
        #expect(sum == boss.digests.first { $0.scope == .allRows }?.digest)
        let rows = boss.say(.rangeQuery(RangeQuery(scope: .row(event), range: ranges[1])))
        guard case .rangeRows(let part)? = rows.first else {
            Issue.record("\(rows)")
            return
        }
        #expect(part.batch.rows.map(\.row) == Array(signups[15...]))
        // Who may not see it learns nothing.
        let stranger = try world.device(role: "volunteer")
        stranger.hello()
        let denied = stranger.say(.digestQuery(DigestQuery(scope: .row(event), ranges: ranges)))
        guard case .digestAnswer(let none)? = denied.first else { return }
        #expect(none.digests == [.empty, .empty])
    }

    @Test(arguments: StoreKind.all, [1, 2, 3, 4] as [UInt64])
    func digestsAreThoseOfTheRowsAfterRandomWork(store: StoreKind, seed: UInt64) throws {
        let world = try World(seed, on: store)
        let chance = Chance(seed &* 77)
        let boss = try world.device()
        let events = (0..<4).map { _ in boss.newRow() }
        try boss.push(try boss.seal(events.map { boss.set(.event($0, capacity: 3)) }))
        let devices =
            [boss]
            + (try (0..<3).map {
                try world.device(role: "volunteer", assignedTo: [events[$0], events[$0 + 1]])
            })
        var made: [(TableSchema, RowID)] = events.map { (TestDomain.event, $0) }
        for _ in 0..<120 {
            world.now += Int64(chance.below(5_000))
            let device = devices[chance.below(devices.count)]
            let (table, row) = made[chance.below(made.count)]
            let event = events[chance.below(4)]
            switch chance.below(9) {
            case 0, 1:
                let new = device.newRow()
                made.append((TestDomain.signup, new))
                try device.push(device.set(.signup(new, event: event)))
            case 2:
                let new = device.newRow()
                made.append((TestDomain.task, new))
                try device.push(device.set(.task(new, "t", event: event)))
            case 3: try device.push(device.set(.delete(table, row)))
            case 4 where table.id == TestDomain.task.id:
                try device.push(device.set(.update(table, row, "event", .row(event))))
            case 4, 5:
                let column = table.columns[table.id == TestDomain.signup.id ? 2 : 0]
                try device.push(
                    device.set(
                        .update(table, row, column.name, .text("v\(chance.below(4))"))))
            case 6:
                try device.push(
                    device.set(
                        .update(TestDomain.event, event, "notes", .text("n\(chance.below(3))"))))
            default: try device.pull()
            }
        }
        for device in devices { try device.pull() }
        try world.expectHealthy()
    }
}

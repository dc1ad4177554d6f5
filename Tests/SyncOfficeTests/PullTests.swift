import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// Where pulls begin: after cuts, in the middle, and from places that our replica never names.
@Suite struct PullTests {
    private static func assign(_ helper: TestDevice, to event: RowID, by boss: TestDevice) -> Change
    {
        Change(
            .insert, table: SystemTables.assignment.id, row: boss.newRow(),
            cells: [Cell(ColumnID(1), .row(helper.member)), Cell(ColumnID(2), .row(event))])
    }

    /// Takes over batches, and loses the checkpoint and the line.
    private static func stage(_ messages: [Message], at device: TestDevice) -> Sequence {
        var through = device.cursor.sequence
        for case .batch(let batch) in messages {
            device.apply(batch)
            through = batch.through
        }
        device.hangUp()
        return through
    }

    private static func signups(of device: TestDevice) -> Int {
        device.rows.keys.filter { $0.table == TestDomain.signup.id }.count
    }

    /// Somebody with two events, the second with a sign-up.
    private static func twoEvents(_ world: World) throws -> (boss: TestDevice, a: RowID, b: RowID) {
        let boss = try world.device()
        let (a, b) = (boss.newRow(), boss.newRow())
        try boss.push(
            boss.set(.event(a)), boss.set(.event(b)), boss.set(.signup(boss.newRow(), event: b)))
        return (boss, a, b)
    }

    /// A pull is begun, and nothing of it arrives.
    private static func begin(_ pull: Pull, at device: TestDevice, in world: World) throws {
        device.hello()
        let session = try #require(device.session)
        _ = world.core.received(.pull(pull), in: session, now: world.now)
        device.hangUp()
    }

    @Test(arguments: StoreKind.all)
    func aNewScopeIsBroughtThoughThePullThatSetOutToBringItWasCut(store: StoreKind) throws {
        let world = try World(on: store)
        let (boss, a, b) = try Self.twoEvents(world)
        let helper = try world.device(role: "volunteer", assignedTo: [a])
        try helper.pull()
        helper.hangUp()
        try boss.push(boss.set(.signup(boss.newRow(), event: a)))
        helper.hello()
        let pull = Pull(after: helper.cursor.sequence, isResumed: false, isLive: false)
        let through = Self.stage(helper.say(.pull(pull)), at: helper)
        try boss.push(boss.set(Self.assign(helper, to: b, by: boss)))
        let resumed = Pull(after: through, isResumed: true, isLive: false)
        try Self.begin(resumed, at: helper, in: world)
        try helper.pull(after: through, isResumed: true)
        #expect(helper.scopes == [.shared, .row(a), .row(b)])
        #expect(Self.signups(of: helper) == 2)
    }

    @Test(arguments: StoreKind.all)
    func aScopeThatWasLostAndComesBackIsBroughtToAResumedPull(store: StoreKind) throws {
        let world = try World(on: store)
        let (boss, a, b) = try Self.twoEvents(world)
        let helper = try world.device(role: "volunteer", assignedTo: [a, b])
        try helper.pull(isLive: true)
        try boss.pull()
        let old = try #require(
            try world.core.rows(in: SystemTables.assignment.id).first { $0["subject"] == .row(b) })
        try boss.push(boss.set(.delete(SystemTables.assignment, old.id)))
        try helper.take(helper.follow(world.core.news(in: helper.session!, now: world.now)))
        #expect(helper.scopes == [.shared, .row(a)])
        try boss.push(boss.set(.signup(boss.newRow(), event: a)))
        let news = helper.follow(world.core.news(in: helper.session!, now: world.now))
        let through = Self.stage(news, at: helper)
        try boss.push(boss.set(Self.assign(helper, to: b, by: boss)))
        try helper.pull(after: through, isResumed: true)
        #expect(helper.scopes == [.shared, .row(a), .row(b)])
        #expect(Self.signups(of: helper) == 2)
    }

    @Test(arguments: StoreKind.all)
    func whenOnlyTheCheckpointWasLostOnlyItIsSentAgain(store: StoreKind) throws {
        let world = try World(on: store)
        let author = try world.device()
        try author.push(author.set(.event(author.newRow())), author.set(.event(author.newRow())))
        let reader = try world.device()
        reader.hello()
        let pull = Pull(after: .zero, isResumed: false, isLive: false)
        let through = Self.stage(reader.say(.pull(pull)), at: reader)
        #expect(through == (try world.head()))
        #expect(try reader.pull(after: through, isResumed: true).isEmpty)
        #expect(reader.cursor.sequence == through)
    }

    @Test(arguments: StoreKind.all)
    func aPullThatPassesOverSomethingIsAnsweredFromItsCheckpoint(store: StoreKind) throws {
        let world = try World(on: store)
        let (author, reader) = (try world.device(), try world.device())
        try reader.pull()
        reader.hangUp()
        let row = author.newRow()
        try author.push(author.set(.event(row)))
        #expect(try reader.pull(after: world.head()).contains { $0.row == row })
    }

    @Test(arguments: StoreKind.all)
    func onlyAResumedPullReliesOnTheOneBefore(store: StoreKind) throws {
        let world = try World(on: store)
        let (boss, a, b) = try Self.twoEvents(world)
        let helper = try world.device(role: "volunteer", assignedTo: [a])
        try helper.pull()
        try boss.push(boss.set(Self.assign(helper, to: b, by: boss)))
        let fromFurtherBack = Pull(after: Sequence(1), isResumed: false, isLive: false)
        try Self.begin(fromFurtherBack, at: helper, in: world)
        try helper.pull()
        #expect(Self.signups(of: helper) == 1)
    }

    @Test func whoWasLeftAloneIsNotSentEverythingAgain() throws {
        let world = try World()
        let boss = try world.device()
        let (a, b) = (boss.newRow(), boss.newRow())
        try boss.push(boss.set(.event(a)), boss.set(.event(b)))
        let helper = try world.device(role: "volunteer", assignedTo: [a])
        try helper.pull(isLive: true)
        try boss.push(boss.set(.signup(boss.newRow(), event: b)))
        #expect(helper.follow(world.core.news(in: helper.session!, now: world.now)).isEmpty)
        #expect(try helper.pull().isEmpty)
    }

    @Test func aReplicaThatIsBeingSentMuchIsNotSilent() throws {
        let world = try World()
        world.core.pageSize = PageSize(rows: 5, bytes: 2_000)
        let author = try world.device()
        for _ in 0..<30 { try author.push(author.set(.event(author.newRow()))) }
        let reader = try world.device()
        reader.hello()
        let session = try #require(reader.session)
        let pull = Pull(after: .zero, isResumed: false, isLive: false)
        _ = world.core.received(.pull(pull), in: session, now: world.now)
        for _ in 0..<3 {
            world.now += 100_000
            #expect(world.core.nextPage(in: session, now: world.now).last == .continueFeed)
            #expect(world.core.deadlineReached(in: session, now: world.now) == [])
        }
    }
}

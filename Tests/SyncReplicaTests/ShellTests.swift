import GRDB
import SyncEngine
import SyncProtocol
import Synchronization
import Testing

@testable import SyncReplica

@Suite struct ShellTests {
    private let world: World

    init() throws {
        world = try World()
    }

    /// Serves one connection from a fake office.
    private func serve(_ office: sending FakeOffice, _ connection: Pair) async throws {
        let session = office.connect()
        while let frame = try await connection.receive() {
            try await connection.send(try session.received(frame))
        }
    }

    @Test func `sealing ahead leaves a connection nothing to wait for and sends the same`() throws {
        let office = FakeOffice()
        let replica = try world.joined(office)
        try replica.addTheme("A")
        try replica.addTheme("B")
        try replica.seal()
        try replica.seal()
        #expect(try replica.status().pending == 0)
        #expect(try replica.status().sealed == 2)
        try replica.addTheme("C")
        #expect(try replica.sync(office).admitted == 3)
        #expect(try replica.status().sealed == 0)
    }

    @Test func `a sync over a connection tells its progress and closes it`() async throws {
        let office = FakeOffice()
        let replica = try world.joined(office)
        try replica.addTheme("A")
        office.set(
            TestDomain.theme, RowID(timestamp: .zero, device: .office),
            [Cell(ColumnID(1), .text("B"))])
        let (near, far) = Pair.make()
        let told = Mutex<[SyncProgress]>([])
        async let serving: Void = serve(office, far)
        let report = try await replica.sync(over: near) { progress in
            told.withLock { $0.append(progress) }
        }
        try await serving
        #expect(report.admitted == 1)
        #expect(report.rowsReceived == 2)
        #expect(told.withLock { $0.last?.isCurrent } == true)
        #expect(try replica.themes() == ["A", "B"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `observations see what a sync applied`() async throws {
        let office = FakeOffice()
        let replica = try world.joined(office)
        office.set(
            TestDomain.theme, RowID(timestamp: .zero, device: .office),
            [Cell(ColumnID(1), .text("B"))])
        let observation = ValueObservation.tracking { db in
            try String.fetchAll(db, sql: "SELECT name FROM theme")
        }
        var values = observation.values(in: replica.reader).makeAsyncIterator()
        #expect(try await values.next() == [])
        try replica.sync(office)
        var seen = try await values.next()
        while seen == [] { seen = try await values.next() }
        #expect(seen == ["B"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `observations see what a repair mended`() async throws {
        let office = FakeOffice()
        let replica = try world.joined(office)
        office.set(
            TestDomain.theme, RowID(timestamp: .zero, device: .office),
            [Cell(ColumnID(1), .text("A"))])
        try replica.sync(office)
        try replica.store.write { access in
            try access.withoutTriggers {
                try access.db.execute(sql: "UPDATE theme SET name = 'broken'")
            }
        }
        _ = try replica.doctor(repair: true)
        let observation = ValueObservation.tracking { db in
            try String.fetchAll(db, sql: "SELECT name FROM theme")
        }
        var values = observation.values(in: replica.reader).makeAsyncIterator()
        #expect(try await values.next() == ["broken"])
        #expect(try replica.sync(office).repaired == 1)
        var seen = try await values.next()
        while seen == ["broken"] { seen = try await values.next() }
        #expect(seen == ["A"])
    }

    /// Seed 23428: the line went dead after the question.
    @Test func `who wants to join waits for a silent office no longer than a minute`()
        async throws
    {
        let replica = try world.create()
        let (near, far) = Pair.make()
        let error = await #expect(throws: ReplicaError.self) {
            try await replica.enrol(
                over: near, deployment: DeploymentID(1), secret: [UInt8](repeating: 1, count: 16),
                name: "laptop", addresses: [], patience: .milliseconds(20))
        }
        #expect(error?.code == .officeSilent)
        #expect(try replica.identity() == nil)
        #expect(try await far.receive() != nil)
    }

    @Test func `enrolling keeps the identity in the file`() async throws {
        let replica = try world.create()
        let (near, far) = Pair.make(office: Hash256(of: [1]))
        let member = RowID(timestamp: .zero, device: .office)
        async let joined = replica.enrol(
            over: near, deployment: DeploymentID(5), secret: Array(repeating: 1, count: 16),
            name: "laptop", addresses: ["localhost:1"])
        let schema = TestDomain().schema
        let frame = try #require(try await far.receive())
        guard case .enrol(let enrol) = try Message(frame: frame, schema: schema) else {
            Issue.record("no enrol")
            return
        }
        #expect(enrol.name == "laptop" && enrol.signingKey.count == 32)
        let device = DeviceID(random: 9)
        let answer = Enrolled(
            device: device, member: member, role: "volunteer", memberName: "Kim", clock: world.now)
        try await far.send([try Message.enrolled(answer).frame(schema: schema)])
        let identity = try await joined
        #expect(identity.device == device)
        #expect(identity.addresses == ["localhost:1"])
        #expect(try replica.status().identity == identity)
        #expect(try world.open().identity() == identity)
        await #expect(throws: ReplicaError.self) {
            try await replica.enrol(
                over: near, deployment: DeploymentID(5), secret: [], name: "x", addresses: [])
        }
    }

    @Test func `another office's key is refused before anything is said`() async throws {
        let replica = try world.joined(FakeOffice())
        let (near, _) = Pair.make(office: Hash256(of: [2]))
        let error = await #expect(throws: ReplicaError.self) {
            _ = try await replica.sync(over: near)
        }
        #expect(error?.code == .otherOffice)
    }

    @Test func `an office that closes early is told as such`() async throws {
        let replica = try world.joined(FakeOffice())
        let (near, far) = Pair.make()
        await far.close()
        let error = await #expect(throws: ReplicaError.self) {
            _ = try await replica.sync(over: near)
        }
        #expect(error?.code == .officeClosed)
    }

    @Test func `live work goes up as it is made, and cancelling ends it in good order`()
        async throws
    {
        let office = FakeOffice()
        let replica = try world.joined(office)
        let (near, far) = Pair.make()
        let judged = AsyncStream.makeStream(of: Void.self)
        office.judge = { _ in
            judged.continuation.yield()
            return nil
        }
        async let serving: Void = serve(office, far)
        let current = AsyncStream.makeStream(of: Void.self)
        let report = try await withThrowingTaskGroup(of: SyncReport?.self) { group in
            group.addTask {
                try await replica.sync(over: near, live: true) { progress in
                    if progress.isCurrent { current.continuation.yield() }
                }
            }
            for await _ in current.stream { break }
            try replica.addTheme("made while live")
            for await _ in judged.stream { break }
            group.cancelAll()
            return try await group.next() ?? nil
        }
        try await serving
        #expect(report?.checkpoints == 2, "everything, then what it listens from")
        #expect(try replica.status().pending == 0)
    }
}

import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

@Suite struct OfficeDeviceTests {
    static func refusal(_ messages: [Message]) -> Refusal.Code? {
        for case .refusal(let refusal) in messages { return refusal.code }
        return nil
    }

    @Test(arguments: StoreKind.all)
    func anInviteIsGoodForOneDevice(store: StoreKind) throws {
        let world = try World(on: store)
        let member = try world.core.addMember(
            name: "Ane", role: "volunteer", assignedTo: [], now: world.now)
        let invite = try world.core.invite(member: member, validMilliseconds: 1_000, now: world.now)
        let device = TestDevice(world)
        try device.enrol(invite.secret)
        #expect(device.member == member)
        // The answer was lost: the same device asks again.
        let id = device.id
        try device.enrol(invite.secret)
        #expect(device.id == id)
        #expect(try world.core.devices().count == 1)
        let thief = TestDevice(world)
        #expect(Self.refusal(thief.say(thief.enrolment(invite.secret))) == .inviteSpent)
        #expect(thief.session == nil)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func anInviteExpiresAndAGuessIsUnknown(store: StoreKind) throws {
        let world = try World(on: store)
        let member = try world.core.addMember(
            name: "Ane", role: "volunteer", assignedTo: [], now: world.now)
        let invite = try world.core.invite(member: member, validMilliseconds: 1_000, now: world.now)
        let device = TestDevice(world)
        let guess = Array(repeating: UInt8(7), count: 16)
        #expect(Self.refusal(device.say(device.enrolment(guess))) == .inviteUnknown)
        world.now += 1_000
        #expect(Self.refusal(device.say(device.enrolment(invite.secret))) == .inviteExpired)
        #expect(try world.core.devices().isEmpty)
        #expect(throws: OfficeError.self) {
            try world.core.invite(
                member: RowID(timestamp: .zero, device: .office), validMilliseconds: 1,
                now: world.now)
        }
    }

    @Test(arguments: StoreKind.all)
    func aRevokedDeviceIsShutOutAtOnce(store: StoreKind) throws {
        let world = try World(on: store)
        let (device, other) = (try world.device(), try world.device())
        try device.pull(isLive: true)
        let segment = try device.seal([device.set(.event(device.newRow()))])
        try world.core.revoke(device.id, now: world.now)
        #expect(
            Self.refusal(device.say(.push(Push(segment: segment.bytes)))) == .revokedDevice)
        #expect(device.session == nil)
        #expect(Self.refusal(device.hello()) == .revokedDevice)
        #expect(try world.core.devices().first { $0.id == device.id }?.revokedAt == world.now)
        #expect(try other.push(other.set(.event(other.newRow()))).areAdmitted)
        try world.expectHealthy()
    }

    @Test(arguments: StoreKind.all)
    func strangersAreRefused(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        let stranger = TestDevice(world)
        #expect(Self.refusal(stranger.hello()) == .unknownDevice)
        // The right number, the wrong key.
        stranger.id = device.id
        #expect(Self.refusal(stranger.hello()) == .unknownDevice)
        let other = device.say(device.helloMessage(deployment: DeploymentID(1)))
        #expect(Self.refusal(other) == .otherDeployment)
        let bytes = try device.seal([device.set(.event(device.newRow()))]).bytes
        device.hello()
        #expect(Self.refusal(device.say(.push(Push(segment: [1, 2, 3])))) == .malformed)
        let second = try world.device()
        second.hello()
        #expect(Self.refusal(second.say(.push(Push(segment: bytes)))) == .unknownDevice)
        // All that, and the office lives.
        #expect(try device.push(SealedSegment(bytes: bytes)).verdicts.areAdmitted)
    }

    @Test(arguments: StoreKind.all)
    func aSegmentOfAnotherDeploymentIsRefused(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        device.hello()
        let segment = try SealedSegment.seal(
            [device.set(.event(device.newRow()))], deployment: DeploymentID(1), device: device.id,
            previous: .zero, schema: world.domain.schema, signer: TestSigner(key: device.key))
        let answer = device.say(.push(Push(segment: segment.bytes)))
        #expect(Self.refusal(answer) == .otherDeployment)
        #expect(device.session == nil)
        #expect(try world.core.rows(in: TestDomain.event.id).isEmpty)
    }

    @Test(arguments: StoreKind.all)
    func theReportTellsHowTheOfficeStands(store: StoreKind) throws {
        let world = try World(on: store)
        let device = try world.device()
        try device.push(device.set(.event(device.newRow())))
        world.now += 10
        device.hello()
        try device.pull()
        try world.core.markBackedUp(through: Sequence(2))
        let report = try world.core.report()
        #expect(report.name == "Test")
        #expect(report.sequence == (try world.head()))
        #expect(report.tables.first { $0.table == "event" }?.rows == 1)
        #expect(report.devices.map(\.lastContact) == [world.now])
        #expect(report.backedUpThrough == Sequence(2))
        #expect(report.databaseBytes > 0)
        try world.core.markBackedUp(through: Sequence(99_999))
        device.hello()
        #expect(device.welcome?.backedUpThrough == (try world.head()))
    }
}

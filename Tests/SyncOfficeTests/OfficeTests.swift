import Crypto
import Foundation
import SyncEngine
import SyncProtocol
import SyncTransport
import Testing

@testable import SyncOffice

/// The office as programs use it: over connections, by several processes, on disks that fill up.
@Suite(.timeLimit(.minutes(1))) struct OfficeTests {
    /// A peer that speaks messages over a connection.
    struct Peer {
        let connection: any FrameConnection
        let schema: Schema

        func send(_ messages: Message...) async throws {
            try await connection.send(messages.map { try $0.frame(schema: schema) })
        }

        func receive() async throws -> Message? {
            guard let frame = try await connection.receive() else { return nil }
            return try Message(frame: frame, schema: schema)
        }

        /// Everything up to a checkpoint or a refusal.
        func answers() async throws -> [Message] {
            var all: [Message] = []
            while let message = try await receive() {
                all.append(message)
                switch message {
                case .checkpoint, .refusal: return all
                default: break
                }
            }
            return all
        }
    }

    /// A folder that is removed at the end, an office in it, and chance.
    final class Place: Sendable {
        let folder = NSTemporaryDirectory() + "feltbog-shell-" + UUID().uuidString
        let chance = Chance(7)
        static let now: Milliseconds = 1_800_000_000_000

        func create() throws -> Office {
            try Office.create(
                in: folder, domain: TestDomain(), name: "Test", clock: { Self.now },
                random: { [chance] in chance.next() })
        }

        func open() throws -> Office {
            try Office.open(
                in: folder, domain: TestDomain(), clock: { Self.now },
                random: { [chance] in chance.next() })
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }
    }

    static func connect(_ office: Office, _ fingerprint: Hash256) -> (Peer, any FrameConnection) {
        let (client, server) = InProcessPair.make(
            clientFingerprint: fingerprint, serverFingerprint: .zero)
        return (Peer(connection: client, schema: TestDomain().schema), server)
    }

    static func hello(_ office: Office, _ device: DeviceID) -> Message {
        .hello(
            Hello(
                versions: 1...1, deployment: office.deployment, device: device, schemaVersion: 1,
                cursor: .unknown, receipt: .unknown, nextNumber: .first, lastSegment: .zero,
                scopes: [], clock: 0))
    }

    static func segment(
        _ office: Office, _ device: DeviceID, _ key: Curve25519.Signing.PrivateKey,
        _ titles: [String], first: UInt64 = 1, previous: Hash256 = .zero
    ) throws -> SealedSegment {
        let sets = titles.enumerated().map { index, title in
            let number = first + UInt64(index)
            return ChangeSet(
                device: device, number: ChangeNumber(number),
                timestamp: Timestamp(milliseconds: Place.now),
                basis: Basis(epoch: .unknown, sequence: .zero),
                changes: [
                    .event(
                        RowID(
                            timestamp: Timestamp(milliseconds: Place.now + Int64(number)),
                            device: device), title)
                ])
        }
        return try SealedSegment.seal(
            sets, deployment: office.deployment, device: device, previous: previous,
            schema: TestDomain().schema, signer: TestSigner(key: key))
    }

    static func enrol(
        _ office: Office, _ peer: Peer, _ key: Curve25519.Signing.PrivateKey
    ) async throws -> DeviceID {
        let member = try office.addMember(name: "Ane", role: "ambassador")
        let invite = try office.invite(member: member, validMilliseconds: 86_400_000)
        try await peer.send(
            .enrol(
                Enrol(
                    versions: 1...1, deployment: office.deployment, secret: invite.secret,
                    signingKey: Array(key.publicKey.rawRepresentation), name: "laptop")))
        guard case .enrolled(let enrolled)? = try await peer.receive() else {
            throw Refused(.malformed, "not enrolled")
        }
        return enrolled.device
    }

    @Test func oneFlightEnrolsPushesAndPulls() async throws {
        let place = Place()
        let office = try place.create()
        let key = Curve25519.Signing.PrivateKey()
        let (peer, server) = Self.connect(office, Hash256(of: [1]))
        async let served: Void = office.serve(server)
        let device = try await Self.enrol(office, peer, key)
        let one = try Self.segment(office, device, key, ["a", "b"])
        let two = try Self.segment(office, device, key, ["c"], first: 3, previous: one.hash)
        try await peer.send(
            Self.hello(office, device), .push(Push(segment: one.bytes)),
            .push(Push(segment: two.bytes)),
            .pull(Pull(after: .zero, isResumed: false, isLive: false)))
        let answers = try await peer.answers()
        let verdicts = answers.compactMap { message in
            if case .verdicts(let verdicts) = message { verdicts.verdicts.count } else { nil }
        }
        #expect(verdicts == [2, 1])
        guard case .welcome = answers[0], case .batch(let batch) = answers[3] else {
            Issue.record("\(answers.count) answers")
            return
        }
        #expect(batch.rows.filter { $0.table == TestDomain.event.id }.count == 3)
        try await peer.send(.goodbye)
        await served
        #expect(try office.report().tables.first { $0.table == "event" }?.rows == 3)
        try office.close()
    }

    @Test func aLivePeerHearsOfWhatAnotherProcessDoes() async throws {
        let place = Place()
        let office = try place.create()
        let key = Curve25519.Signing.PrivateKey()
        let (peer, server) = Self.connect(office, Hash256(of: [1]))
        async let served: Void = office.serve(server)
        let device = try await Self.enrol(office, peer, key)
        try await peer.send(
            Self.hello(office, device),
            .pull(Pull(after: .zero, isResumed: false, isLive: true)))
        _ = try await peer.answers()
        // By the same process …
        try office.addMember(name: "Bo", role: "volunteer")
        guard case .batch(let first)? = try await peer.answers().first else {
            Issue.record("no batch")
            return
        }
        #expect(first.rows.map(\.table) == [SystemTables.member.id])
        try office.close()
        // … which tells its peers when it stops.
        guard case .refusal(let refusal)? = try await peer.answers().last else {
            Issue.record("no refusal")
            return
        }
        #expect(refusal.code == .shuttingDown)
        await served
    }

    @Test func manyPeersPushAtTheSameTime() async throws {
        let place = Place()
        let office = try place.create()
        try await withThrowingTaskGroup(of: Int.self) { group in
            for index in 0..<12 {
                group.addTask {
                    let key = Curve25519.Signing.PrivateKey()
                    let (peer, server) = Self.connect(office, Hash256(of: [UInt8(index)]))
                    async let served: Void = office.serve(server)
                    let device = try await Self.enrol(office, peer, key)
                    try await peer.send(Self.hello(office, device))
                    var previous = Hash256.zero
                    for number in 1...5 {
                        let segment = try Self.segment(
                            office, device, key, ["t"], first: UInt64(number), previous: previous)
                        previous = segment.hash
                        try await peer.send(.push(Push(segment: segment.bytes)))
                    }
                    try await peer.send(.pull(Pull(after: .zero, isResumed: false, isLive: false)))
                    let answers = try await peer.answers()
                    try await peer.send(.goodbye)
                    await served
                    return answers.filter { if case .verdicts = $0 { true } else { false } }.count
                }
            }
            for try await count in group { #expect(count == 5) }
        }
        #expect(try office.report().tables.first { $0.table == "event" }?.rows == 60)
        #expect(try office.doctor().isEmpty)
        try office.close()
    }

    @Test func garbageEndsItsConnectionOnly() async throws {
        let place = Place()
        let office = try place.create()
        for kind in [UInt8(1), 2, 3, 4] {
            let (peer, server) = Self.connect(office, Hash256(of: [1]))
            async let served: Void = office.serve(server)
            try await peer.connection.send([Frame(kind: kind, flags: 1, payload: [9, 9, 9])])
            guard case .refusal(let refusal)? = try await peer.answers().last else {
                Issue.record("no refusal")
                return
            }
            #expect(refusal.code == .malformed)
            await served
        }
        try office.addMember(name: "Ane", role: "ambassador")
        try office.close()
    }

    // MARK: Files

    @Test func anOfficeIsMadeOnceAndFoundAgain() throws {
        let place = Place()
        func code(_ body: () throws -> Office) -> OfficeError.Code? {
            do {
                try body().close()
                return nil
            } catch {
                return (error as? OfficeError)?.code
            }
        }
        #expect(code { try place.open() } == .missing)
        let office = try place.create()
        let deployment = office.deployment
        #expect(code { try place.create() } == .exists)
        try office.close()
        #expect(throws: OfficeError.self) { try office.report() }
        let again = try place.open()
        #expect(again.deployment == deployment)
        try again.close()
        let path = place.folder + "/office.db"
        for suffix in ["-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
        try Data("something else entirely".utf8).write(to: URL(fileURLWithPath: path))
        #expect(code { try place.open() } == .foreignFile)
    }

    @Test func whatANewerProgramWroteIsLeftAlone() throws {
        let world = try World()
        try world.core.store.write { try world.core.store.setMeta(.integer(99), for: "schema") }
        do {
            _ = try world.otherProcess()
            Issue.record("opened")
        } catch {
            #expect((error as? OfficeError)?.code == .newerSchema)
        }
    }

    @Test func twoProcessesWriteOneOffice() throws {
        let place = Place()
        let serving = try place.create()
        let other = try place.open()
        for index in 0..<10 {
            try (index.isMultiple(of: 2) ? serving : other).addMember(
                name: "m\(index)", role: "volunteer")
        }
        #expect(try serving.rows(in: SystemTables.member.id).count == 10)
        #expect(try serving.report().sequence == Sequence(10))
        #expect(try serving.doctor().isEmpty)
        try other.close()
        try serving.close()
        let reopened = try place.open()
        #expect(try reopened.doctor().isEmpty)
        try reopened.close()
    }
}

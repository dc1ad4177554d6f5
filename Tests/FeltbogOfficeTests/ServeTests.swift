import Foundation
import GreenForum
import Logging
import ServiceLifecycle
import SyncOffice
import SyncProtocol
import SyncTransport
import Testing

@testable import feltbog_office

@Suite(.timeLimit(.minutes(1))) struct ServeTests {
    private static let schema = GreenForumDomain().schema

    /// A running service over an office with one invited ambassador; stops it when `body` is done.
    private func withService(
        _ body: @Sendable (Office, TLSListener, TransportKeys, Invite) async throws -> Void
    ) async throws {
        let data = DataFolder(
            option: FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path,
            environment: [:])
        defer { try? FileManager.default.removeItem(atPath: data.path) }
        try data.make()
        let keys = try data.makeKeys()
        let office = try data.createOffice(name: "Test")
        defer { try? office.close() }
        let member = try office.addMember(name: "Anne", role: Role.ambassador.rawValue)
        let (secret, expires) = try office.invite(member: member, validMilliseconds: 86_400_000)
        let listener = try await TLSListener.bind(host: "127.0.0.1", port: 0, keys: keys)
        let invite = Invite(
            deployment: office.deployment, officeFingerprint: keys.fingerprint,
            addresses: ["\(listener.address)"], secret: secret, expires: expires)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let service = OfficeService(
            office: office, listener: listener, graceMilliseconds: 600_000, logger: logger,
            announce: {})
        let group = ServiceGroup(services: [service], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await body(office, listener, keys, try Invite(text: invite.text))
                await group.triggerGracefulShutdown()
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }

    private static func enrol(
        _ invite: Invite, secret: [UInt8], keys: TransportKeys
    ) async throws -> (any FrameConnection, Message?) {
        let connection = try await TLSConnector.connect(
            to: invite.addresses, keys: keys, expecting: invite.officeFingerprint)
        let request = Enrol(
            versions: 1...1, deployment: invite.deployment, secret: secret,
            signingKey: SigningKey.generate().publicKey.bytes, name: "Laptop")
        try await connection.send([try Message.enrol(request).frame(schema: schema)])
        let answer = try await connection.receive()
        return (connection, try answer.flatMap { try Message(frame: $0, schema: schema) })
    }

    @Test func `A device enrols over TLS with its invite, once`() async throws {
        try await withService { office, _, _, invite in
            let keys = try TransportKeys.generate()
            let (connection, answer) = try await Self.enrol(
                invite, secret: invite.secret, keys: keys)
            guard case .enrolled(let enrolled)? = answer else {
                Issue.record("\(String(describing: answer))")
                return
            }
            #expect(enrolled.memberName == "Anne")
            #expect(try office.devices().map(\.id) == [enrolled.device])
            await connection.close()
            let (_, again) = try await Self.enrol(
                invite, secret: invite.secret, keys: try TransportKeys.generate())
            guard case .refusal(let refusal)? = again else {
                Issue.record("\(String(describing: again))")
                return
            }
            #expect(refusal.code == .inviteSpent)
        }
    }

    @Test func `A wrong secret is refused and the connection closed`() async throws {
        try await withService { office, _, _, invite in
            let (connection, answer) = try await Self.enrol(
                invite, secret: Array(repeating: 7, count: 16), keys: try TransportKeys.generate())
            guard case .refusal(let refusal)? = answer else {
                Issue.record("\(String(describing: answer))")
                return
            }
            #expect(refusal.code == .inviteUnknown)
            #expect(try await connection.receive() == nil)
            #expect(try office.devices().isEmpty)
        }
    }

    @Test func `Stopping with idle devices connected is a matter of moments`() async throws {
        let clock = ContinuousClock()
        let open = Held()
        let taken = try await clock.measure {
            try await withService { _, _, _, invite in
                let (connection, _) = try await Self.enrol(
                    invite, secret: invite.secret, keys: try TransportKeys.generate())
                await open.keep(connection)
            }
        }
        // Far below the ten minutes that work in hand may take, however busy the machine is.
        #expect(taken < .seconds(300))
        #expect(try await open.all.first?.receive() == nil)
    }
}

/// Keeps connections open beyond a closure.
private actor Held {
    private(set) var all: [any FrameConnection] = []

    func keep(_ connection: any FrameConnection) { all.append(connection) }
}

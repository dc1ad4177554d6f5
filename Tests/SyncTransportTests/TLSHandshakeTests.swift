import NIOCore
import NIOSSL
import SyncProtocol
import Testing

@testable import SyncTransport

@Suite(.timeLimit(.minutes(1))) struct TLSHandshakeTests {
    private static let short: TransportSettings = {
        var settings = TransportSettings()
        settings.handshakeMilliseconds = 150
        return settings
    }()
    private static let impatient: TransportSettings = {
        var settings = TransportSettings()
        settings.firstFrameMilliseconds = 500
        return settings
    }()

    @Test func `Another key than the pinned one ends the attempt`() async throws {
        try await withListener { listener in
            let failure = await code {
                try await TLSConnector.connect(
                    to: ["\(listener.address)"], keys: TestKeys.device,
                    expecting: TestKeys.stranger.fingerprint)
            }
            #expect(failure == .wrongFingerprint)
        }
    }

    @Test func `The next address is tried, whatever answered at the one before`() async throws {
        try await withListener { office in
            let other = try await TLSListener.bind(
                host: "127.0.0.1", port: 0, keys: TestKeys.stranger)
            let connection = try await TLSConnector.connect(
                to: ["no address at all", "\(other.address)", "\(office.address)"],
                keys: TestKeys.device, expecting: TestKeys.office.fingerprint)
            try await connection.send([frame(1)])
            #expect(try await connection.receive() == frame(1))
            await other.shutDown(withinMilliseconds: 0)
        }
    }

    @Test func `Nobody at the address is unreachable`() async throws {
        let listener = try await TLSListener.bind(
            host: "127.0.0.1", port: 0, keys: TestKeys.office)
        await listener.shutDown(withinMilliseconds: 0)
        #expect(await code { try await connect(listener) } == .unreachable)
    }

    @Test func `No address at all is malformed`() async {
        let failure = await code {
            try await TLSConnector.connect(
                to: [], keys: TestKeys.device, expecting: TestKeys.office.fingerprint)
        }
        #expect(failure == .malformed)
    }

    @Test func `A cancelled attempt ends`() async throws {
        try await withListener { listener in
            let attempt = Task { try await connect(listener) }
            attempt.cancel()
            await #expect(throws: CancellationError.self) { _ = try await attempt.value }
        }
    }

    @Test func `Any key is let in and told`() async throws {
        try await withListener(serve: { connection in
            #expect(connection.peerFingerprint == TestKeys.stranger.fingerprint)
        }) { listener in
            let connection = try await connect(listener, keys: TestKeys.stranger)
            #expect(try await connection.receive() == nil)
        }
    }

    private static func foreign(_ change: (inout TLSConfiguration) -> Void) -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = [TLSContexts.applicationProtocol]
        configuration.certificateChain = [.certificate(TestKeys.device.certificate)]
        configuration.privateKey = .privateKey(TestKeys.device.privateKey)
        change(&configuration)
        return configuration
    }

    @Test func `A client without a certificate is closed and never handed on`() async throws {
        try await expectRefusal(
            Self.foreign {
                $0.certificateChain = []
                $0.privateKey = nil
            })
    }

    @Test func `A client that speaks TLS 1.2 is closed and never handed on`() async throws {
        try await expectRefusal(Self.foreign { $0.maximumTLSVersion = .tlsv12 })
    }

    @Test func `A client of another protocol is closed and never handed on`() async throws {
        try await expectRefusal(Self.foreign { $0.applicationProtocols = ["h2"] })
        try await expectRefusal(Self.foreign { $0.applicationProtocols = [] })
    }

    private func expectRefusal(_ configuration: TLSConfiguration) async throws {
        try await withListener(serve: { _ in Issue.record("handed on") }) { listener in
            try await RawClient.sendAndAwaitEnd(frame(1).encoded, to: listener, tls: configuration)
        }
    }

    @Test(arguments: [
        Array("GET / HTTP/1.1\r\n\r\n".utf8), [0x16, 3, 1, 0xFF, 0xFF, 1, 2, 3], [0],
    ])
    func `Garbage is closed by the deadline at the latest`(bytes: [UInt8]) async throws {
        try await withListener(Self.short, serve: { _ in Issue.record("handed on") }) { listener in
            try await RawClient.sendAndAwaitEnd(bytes, to: listener)
        }
    }

    @Test func `A silent connection meets its deadline`() async throws {
        try await withListener(Self.short, serve: { _ in Issue.record("handed on") }) { listener in
            try await RawClient.sendAndAwaitEnd([], to: listener)
        }
    }

    @Test func `A peer that shakes hands and says nothing meets its deadline`() async throws {
        try await withListener(
            Self.impatient,
            serve: { connection in
                #expect(await code { try await connection.receive() } == .timedOut)
            }
        ) { listener in
            let connection = try await connect(listener)
            #expect(try await connection.receive() == nil)
        }
    }

    @Test func `Nobody is closed for silence after the first frame`() async throws {
        try await withListener(Self.impatient) { listener in
            let speaker = try await connect(listener)
            try await speaker.send([frame(1)])
            #expect(try await speaker.receive() == frame(1))
            let silent = try await connect(listener)
            #expect(try await silent.receive() == nil)
            try await speaker.send([frame(2)])
            #expect(try await speaker.receive() == frame(2))
        }
    }
}

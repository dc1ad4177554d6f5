import SyncProtocol
import SyncTransport
import Testing

@Suite(.timeLimit(.minutes(1))) struct InProcessPairTests {
    private func pair(bytesMax: Int = 1_000) -> (any FrameConnection, any FrameConnection) {
        InProcessPair.make(
            clientFingerprint: TestKeys.device.fingerprint,
            serverFingerprint: TestKeys.office.fingerprint, bytesMax: bytesMax)
    }

    @Test func `Frames arrive in order, both ways, and each end knows the other`() async throws {
        let (client, server) = pair()
        #expect(client.peerFingerprint == TestKeys.office.fingerprint)
        #expect(server.peerFingerprint == TestKeys.device.fingerprint)
        try await client.send([frame(1), frame(2)])
        try await server.send([frame(3)])
        #expect(try await server.receive() == frame(1))
        #expect(try await server.receive() == frame(2))
        #expect(try await client.receive() == frame(3))
    }

    @Test func `A sender waits for a slow reader`() async throws {
        let (client, server) = pair(bytesMax: 1_000)
        async let sent: Void = client.send((0..<100).map { frame(UInt8($0), 600) })
        for number in 0..<100 { #expect(try await server.receive()?.kind == UInt8(number)) }
        try await sent
    }

    @Test func `After a close what was sent is still read, then nothing`() async throws {
        let (client, server) = pair()
        try await client.send([frame(1)])
        await client.close()
        #expect(try await server.receive() == frame(1))
        #expect(try await server.receive() == nil)
        #expect(await code { try await server.send([frame(2)]) } == .closed)
        #expect(await code { try await client.send([frame(2)]) } == .closed)
        #expect(try await client.receive() == nil)
    }

    @Test func `A waiting reader and a waiting writer learn of the close`() async throws {
        let (client, server) = pair(bytesMax: 10)
        async let read = server.receive()
        async let written = code { try await server.send([frame(1, 20), frame(2, 20)]) }
        await client.close()
        #expect(try await read == nil)
        #expect(await written == .closed)
    }

    @Test func `A cancelled reader loses no frame`() async throws {
        let (client, server) = pair()
        let reader = Task { try await server.receive() }
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        try await client.send([frame(1)])
        #expect(try await server.receive() == frame(1))
    }
}

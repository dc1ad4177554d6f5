import SyncProtocol
import Testing

@testable import SyncTransport

@Suite(.timeLimit(.minutes(1))) struct TLSListenerTests {
    @Test func `200 connections are held and served side by side`() async throws {
        try await withListener { listener in
            let connections = try await withThrowingTaskGroup(of: (any FrameConnection).self) {
                group in
                for _ in 0..<200 { group.addTask { try await connect(listener) } }
                var all: [any FrameConnection] = []
                for try await connection in group { all.append(connection) }
                return all
            }
            #expect(listener.connectionCount == 200)
            for connection in connections { try await connection.send([frame(7)]) }
            for connection in connections { #expect(try await connection.receive() == frame(7)) }
        }
    }

    @Test(arguments: [true, false])
    func `Above the cap a connection is refused, and room comes back`(perAddress: Bool) async throws
    {
        var small = TransportSettings()
        if perAddress { small.connectionsPerAddressMax = 2 } else { small.connectionsMax = 2 }
        try await withListener(small) { listener in
            let first = try await connect(listener)
            let second = try await connect(listener)
            #expect(await code { try await connect(listener) } != nil)
            await first.close()
            while listener.connectionCount > 1 { await Task.yield() }
            let third = try await connect(listener)
            for connection in [second, third] {
                try await connection.send([frame(1)])
                #expect(try await connection.receive() == frame(1))
            }
        }
    }

    @Test func `A taken port is an error in words`() async throws {
        try await withListener { listener in
            let failure = await code {
                try await TLSListener.bind(
                    host: "127.0.0.1", port: listener.address.port, keys: TestKeys.office)
            }
            #expect(failure == .unreachable)
        }
    }

    @Test func `Shutdown with idle connections returns long before its time is up`() async throws {
        let listener = try await TLSListener.bind(
            host: "127.0.0.1", port: 0, keys: TestKeys.office)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listener.run(echo) }
            var connections: [any FrameConnection] = []
            for _ in 0..<20 {
                let connection = try await connect(listener)
                try await connection.send([frame(1)])
                #expect(try await connection.receive() == frame(1))
                connections.append(connection)
            }
            let clock = ContinuousClock()
            let taken = await clock.measure {
                await listener.shutDown(withinMilliseconds: 600_000)
            }
            #expect(taken < .seconds(300))
            for connection in connections { #expect(try await connection.receive() == nil) }
            // Connecting again would prove nothing: the port may be somebody else's by now. The group ends
            // only when `run` has returned.
            #expect(listener.connectionCount == 0)
        }
    }

    @Test func `Shutdown lets work go on until its time is up`() async throws {
        let began = Gate()
        let listener = try await TLSListener.bind(
            host: "127.0.0.1", port: 0, keys: TestKeys.office)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await listener.run { connection in
                    // Sends for ever, so it is never idle.
                    while (try? await connection.send([frame(1, 1_000)])) != nil {
                        await began.open()
                    }
                }
            }
            let connection = try await connect(listener)
            let reader = Task {
                var count = 0
                while (try? await connection.receive()) != nil { count += 1 }
                return count
            }
            await began.wait()
            await listener.shutDown(withinMilliseconds: 500)
            #expect(await reader.value > 0)
            #expect(listener.connectionCount == 0)
        }
    }

    @Test func `Shutdown cuts a peer that does not answer`() async throws {
        let gate = Gate()
        let listener = try await TLSListener.bind(
            host: "127.0.0.1", port: 0, keys: TestKeys.office)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await listener.run { connection in
                    await gate.open()
                    try? await connection.send((0..<64).map { _ in frame(1, 1_000_000) })
                }
            }
            let deaf = try await connect(listener)
            await gate.wait()
            await listener.shutDown(withinMilliseconds: 100)
            #expect(listener.connectionCount == 0)
            await deaf.close()
        }
    }
}

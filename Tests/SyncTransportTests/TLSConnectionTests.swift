import SyncProtocol
import SyncTransport
import Testing

@Suite(.timeLimit(.minutes(1))) struct TLSConnectionTests {
    @Test func `Frames come back, and each side knows the other's key`() async throws {
        try await withListener(serve: { connection in
            #expect(connection.peerFingerprint == TestKeys.device.fingerprint)
            await echo(connection)
        }) { listener in
            let connection = try await connect(listener)
            #expect(connection.peerFingerprint == TestKeys.office.fingerprint)
            try await connection.send([frame(1), frame(2, 0), frame(3, 100_000)])
            #expect(try await connection.receive() == frame(1))
            #expect(try await connection.receive() == frame(2, 0))
            #expect(try await connection.receive() == frame(3, 100_000))
            await connection.close()
        }
    }

    @Test func `The largest frames go both ways past slow readers`() async throws {
        let big = frame(9, Limits.frameBytesMax - 8)
        let count = 12
        try await withListener(serve: { connection in
            // Reads only after all of its own were taken.
            for _ in 0..<count { try? await connection.send([big]) }
            for _ in 0..<count {
                let got = try? await connection.receive()
                #expect(got == big)
            }
            try? await connection.send([frame(1)])
        }) { listener in
            let connection = try await connect(listener)
            async let sent: Void = connection.send(Array(repeating: big, count: count))
            for _ in 0..<count { #expect(try await connection.receive() == big) }
            try await sent
            #expect(try await connection.receive() == frame(1))
            #expect(try await connection.receive() == nil)
        }
    }

    @Test func `Both sides may send before either reads`() async throws {
        let all = (1...8).map { frame(UInt8($0), 1_000_000) }
        var settings = TransportSettings()
        settings.readAheadWhileSendingBytesMax = 16 << 20
        let generous = settings
        try await withListener(
            generous,
            serve: { connection in
                try? await connection.send(all)
                for wanted in all {
                    let got = try? await connection.receive()
                    #expect(got == wanted)
                }
                try? await connection.send([frame(9)])
            }
        ) { listener in
            let connection = try await connect(listener, settings: generous)
            try await connection.send(all)
            for wanted in all { #expect(try await connection.receive() == wanted) }
            #expect(try await connection.receive() == frame(9))
        }
    }

    @Test func `A cancelled sender leaves whole frames`() async throws {
        let gate = Gate()
        try await withListener(serve: { connection in
            await gate.wait()
            await echo(connection)
        }) { listener in
            let connection = try await connect(listener)
            let progress = Progress()
            let sender = Task {
                for number in 0..<64 {
                    try await connection.send([frame(UInt8(number), 1_000_000)])
                    await progress.add()
                }
            }
            let watcher = Task { try await connection.receive() }
            await progress.reached(1)
            sender.cancel()
            await #expect(throws: CancellationError.self) { try await sender.value }
            async let sent: Void = connection.send([frame(200)])
            await gate.open()
            var last = try await watcher.value
            while last?.kind != 200 { last = try await connection.receive() }
            #expect(last == frame(200))
            try await sent
        }
    }

    @Test func `A sender waits while the peer does not read`() async throws {
        let gate = Gate()
        try await withListener(serve: { connection in
            await gate.wait()
            await echo(connection)
        }) { listener in
            let connection = try await connect(listener)
            let progress = Progress()
            async let sent: Void = {
                for number in 0..<64 {
                    try await connection.send([frame(UInt8(number), 1_000_000)])
                    await progress.add()
                }
            }()
            await progress.reached(1)
            // Far more than both sides' sockets and the read-ahead hold.
            #expect(await progress.count < 64)
            await gate.open()
            for number in 0..<64 { #expect(try await connection.receive()?.kind == UInt8(number)) }
            try await sent
        }
    }

    @Test func `A peer that stops reading for too long is given up`() async throws {
        var short = TransportSettings()
        short.stallMilliseconds = 100
        let settings = short
        let gate = Gate()
        try await withListener(serve: { _ in await gate.wait() }) { listener in
            let connection = try await connect(listener, settings: settings)
            let all = (0..<64).map { _ in frame(1, 1_000_000) }
            #expect(await code { try await connection.send(all) } == .timedOut)
            await gate.open()
        }
    }

    @Test func `A close by the client ends the server's loop in good order`() async throws {
        let ended = Gate()
        try await withListener(serve: { connection in
            #expect((try? await connection.receive()) == frame(1))
            let end: Frame? = try! await connection.receive()
            #expect(end == nil)
            await ended.open()
        }) { listener in
            let connection = try await connect(listener)
            try await connection.send([frame(1)])
            await connection.close()
            await connection.close()
            await ended.wait()
            #expect(try await connection.receive() == nil)
            #expect(await code { try await connection.send([frame(1)]) } == .closed)
        }
    }

    @Test func `A close by the server is read after what it sent`() async throws {
        try await withListener(serve: { connection in
            try? await connection.send([frame(1), frame(2)])
        }) { listener in
            let connection = try await connect(listener)
            #expect(try await connection.receive() == frame(1))
            #expect(try await connection.receive() == frame(2))
            #expect(try await connection.receive() == nil)
        }
    }

    @Test func `A reader that waits learns of this side's close`() async throws {
        try await withListener { listener in
            let connection = try await connect(listener)
            async let read = connection.receive()
            await connection.close()
            #expect(try await read == nil)
        }
    }

    @Test func `A cancelled reader loses no frame`() async throws {
        try await withListener { listener in
            let connection = try await connect(listener)
            let reader = Task { try await connection.receive() }
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
            try await connection.send([frame(1, 200_000)])
            #expect(try await connection.receive() == frame(1, 200_000))
        }
    }

    @Test func `A length above the limit is malformed`() async throws {
        try await withListener(serve: { connection in
            #expect(await code { try await connection.receive() } == .malformed)
        }) { listener in
            let connection = try await connect(listener)
            // A frame that no decoder takes: one byte more than a frame may have.
            try? await connection.send([frame(1, Limits.frameBytesMax)])
            let answer = try? await connection.receive()
            #expect(answer == nil)
        }
    }
}

/// Counts, and lets a test wait for a count.
actor Progress {
    private(set) var count = 0
    private var waiters: [(Int, CheckedContinuation<Void, Never>)] = []

    func add() {
        count += 1
        for (wanted, waiter) in waiters where wanted <= count { waiter.resume() }
        waiters.removeAll { $0.0 <= count }
    }

    func reached(_ wanted: Int) async {
        if count >= wanted { return }
        await withCheckedContinuation { waiters.append((wanted, $0)) }
    }
}

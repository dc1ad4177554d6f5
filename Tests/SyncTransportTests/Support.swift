import NIOCore
import NIOPosix
import NIOSSL
import SyncProtocol
import Testing

@testable import SyncTransport

/// Keys are dear to make: the tests share three pairs.
enum TestKeys {
    static let office = try! TransportKeys.generate()
    static let device = try! TransportKeys.generate()
    static let stranger = try! TransportKeys.generate()
}

func frame(_ kind: UInt8, _ count: Int = 3) -> Frame {
    var payload = [UInt8](repeating: kind, count: count)
    for index in stride(from: 0, to: count, by: 997) { payload[index] = UInt8(index / 997 & 0xFF) }
    return Frame(kind: kind, flags: 0, payload: payload)
}

/// Sends back whatever comes until the peer closes.
@Sendable func echo(_ connection: any FrameConnection) async {
    while let frame = try? await connection.receive() { try? await connection.send([frame]) }
}

/// A listener at a free port of this machine that lives as long as `body` runs.
func withListener(
    _ settings: TransportSettings = TransportSettings(),
    serve: @escaping @Sendable (any FrameConnection) async -> Void = echo,
    _ body: @Sendable (TLSListener) async throws -> Void
) async throws {
    let listener = try await TLSListener.bind(
        host: "127.0.0.1", port: 0, keys: TestKeys.office, settings: settings)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await listener.run(serve) }
        do {
            try await body(listener)
            await listener.shutDown(withinMilliseconds: 0)
        } catch {
            await listener.shutDown(withinMilliseconds: 0)
            throw error
        }
    }
}

func connect(
    _ listener: TLSListener, keys: TransportKeys = TestKeys.device,
    settings: TransportSettings = TransportSettings()
) async throws -> any FrameConnection {
    try await TLSConnector.connect(
        to: ["\(listener.address)"], keys: keys, expecting: TestKeys.office.fingerprint,
        settings: settings)
}

/// The code of the error that `body` throws; `nil` when it throws none of ours.
func code(of body: () async throws -> some Any) async -> TransportError.Code? {
    do {
        _ = try await body()
        return nil
    } catch {
        return (error as? TransportError)?.code
    }
}

/// A socket of the test's own making: plain, or with another TLS than ours.
enum RawClient {
    /// Opens, sends `bytes`, and returns when the listener closed the connection.
    static func sendAndAwaitEnd(
        _ bytes: [UInt8], to listener: TLSListener, tls: TLSConfiguration? = nil
    ) async throws {
        let context = try tls.map { try NIOSSLContext(configuration: $0) }
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    guard let context else { return }
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: listener.address.host, port: listener.address.port).get()
        if !bytes.isEmpty { channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil) }
        try await channel.closeFuture.get()
    }
}

/// Lets tests wait for each other without looking at a clock.
actor Gate {
    private var isOpen = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    func open() {
        isOpen = true
        for waiter in waiters { waiter.resume() }
        waiters = []
    }

    func wait() async {
        if isOpen { return }
        await withCheckedContinuation { waiters.append($0) }
    }
}

internal import NIOCore
internal import NIOPosix
internal import NIOSSL
public import SyncProtocol

/// Accepts connections at one port. Every peer must show a certificate; any key is let in, and who it belongs
/// to is for the caller to decide by `peerFingerprint`.
public final class TLSListener: Sendable {
    /// Where it really listens.
    public let address: NetworkAddress
    /// Accepted connections whose handshake is done; ends when the listener shuts down. For one consumer.
    /// It holds at most `TransportSettings.connectionsMax`.
    public let connections: AsyncStream<any FrameConnection>

    private let channel: any Channel
    private let book: ConnectionBook
    private let settings: TransportSettings

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - host: a numeric address or a name of this machine.
    ///   - port: 0 takes a free one; `address` tells which.
    /// - Throws: `TransportError` `unreachable` when the address cannot be had.
    public static func bind(
        host: String, port: Int, keys: TransportKeys,
        settings: TransportSettings = TransportSettings()
    ) async throws -> TLSListener {
        let context = try TLSContexts.server(keys: keys, settings: settings)
        let (stream, continuation) = AsyncStream.makeStream(of: (any FrameConnection).self)
        let book = ConnectionBook(settings: settings, accepted: continuation)
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 512)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.socketOption(.so_keepalive), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try accept(channel, context: context, settings: settings, book: book)
                    }
                }
                .bind(host: host, port: port).get()
            let address = NetworkAddress(
                host: channel.localAddress?.ipAddress ?? host,
                port: channel.localAddress?.port ?? port)
            return TLSListener(
                address: address, connections: stream, channel: channel, book: book,
                settings: settings)
        } catch {
            let wanted = NetworkAddress(host: host, port: port)
            throw TransportError(
                .unreachable, "Cannot listen at \(wanted).", detail: "\(error)")
        }
    }

    private init(
        address: NetworkAddress, connections: AsyncStream<any FrameConnection>,
        channel: any Channel, book: ConnectionBook, settings: TransportSettings
    ) {
        self.address = address
        self.connections = connections
        self.channel = channel
        self.book = book
        self.settings = settings
    }

    deinit {
        channel.close(promise: nil)
    }

    private static func accept(
        _ channel: any Channel, context: NIOSSLContext, settings: TransportSettings,
        book: ConnectionBook
    ) throws {
        let host = channel.remoteAddress?.ipAddress ?? ""
        guard book.admit(channel, from: host) else {
            throw TransportError(.refused, "Too many connections.")
        }
        channel.closeFuture.whenComplete { _ in book.release(channel, from: host) }
        let pin = PinCheck(expecting: nil)
        let tls = NIOSSLServerHandler(
            context: context, customVerificationCallback: { pin.verify($0, $1) })
        let frames = try TLSPipeline.add(
            tls, pin: pin, peerSpeaksFirst: true, settings: settings, to: channel)
        frames.takeReadiness()?.whenSuccess { connection in book.opened(connection, on: channel) }
    }

    /// Calls `serve` for each accepted connection, side by side, and closes the connection when it returns.
    /// Returns when the listener was shut down and all of them are done.
    public func run(_ serve: @escaping @Sendable (any FrameConnection) async -> Void) async {
        await withDiscardingTaskGroup { group in
            for await connection in connections {
                group.addTask {
                    await serve(connection)
                    await connection.close()
                }
            }
        }
    }

    /// How many connections there are, finished with TLS or not.
    public var connectionCount: Int { book.count }

    /// Stops listening first, closes connections as they fall idle, and cuts the rest when the time is up.
    ///
    /// - Parameter milliseconds: how long connections may go on with what they are doing.
    public func shutDown(withinMilliseconds milliseconds: Int64) async {
        try? await channel.close().get()
        await book.close(withinMilliseconds: milliseconds)
    }
}

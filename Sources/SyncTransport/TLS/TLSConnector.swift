internal import NIOCore
internal import NIOPosix
internal import NIOSSL
public import SyncProtocol

/// Opens connections to an office whose key is known.
public enum TLSConnector {
    /// Tries the addresses in order and returns the first connection that is up.
    ///
    /// A machine that holds another key ends only the attempt at its own address: another address may still be
    /// the office's. Nothing that the caller wants to say has been sent by then.
    ///
    /// - Parameters:
    ///   - addresses: `host:port`, as `NetworkAddress` reads them.
    ///   - keys: what this side proves itself with.
    ///   - fingerprint: the office's pinned key.
    ///   - deadlineSeconds: for all attempts together; each gets a fair part of what is left.
    /// - Throws: `TransportError` with the most telling code of the attempts: `wrong-fingerprint`, `refused`,
    ///   `timed-out`, `malformed` (no address at all), `unreachable`; `CancellationError`.
    public static func connect(
        to addresses: [String], keys: TransportKeys, expecting fingerprint: Hash256,
        deadlineSeconds: Double = Double(Limits.handshakeSecondsMax),
        settings: TransportSettings = TransportSettings()
    ) async throws -> any FrameConnection {
        let context = try TLSContexts.client(keys: keys, settings: settings)
        let end = NIODeadline.now() + .milliseconds(Int64(max(deadlineSeconds, 0) * 1_000))
        var worst = TransportError(.malformed, "There is no address to try.")
        for (index, text) in addresses.enumerated() {
            let failure: TransportError
            if let address = NetworkAddress(text) {
                let left = max((end - .now()).nanoseconds / 1_000_000, 0)
                var patience = settings
                patience.handshakeMilliseconds = max(left / Int64(addresses.count - index), 1)
                do {
                    return try await connect(
                        to: address, context: context, expecting: fingerprint, settings: patience)
                } catch let error as TransportError {
                    failure = error
                }
            } else {
                failure = TransportError(.malformed, "“\(text)” is no address.")
            }
            if rank(failure) > rank(worst) || index == 0 { worst = failure }
        }
        throw worst
    }

    private static func connect(
        to address: NetworkAddress, context: NIOSSLContext, expecting fingerprint: Hash256,
        settings: TransportSettings
    ) async throws -> any FrameConnection {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let ready = loop.makePromise(of: TLSConnection.self)
        // The handlers keep the same time; this also covers a name that does not resolve.
        let deadline = loop.scheduleTask(in: .milliseconds(settings.handshakeMilliseconds)) {
            ready.fail(
                TransportError(.unreachable, "Nobody answers at \(address).", detail: "timed out"))
        }
        open(address, on: loop, context: context, expecting: fingerprint, settings: settings)
            .flatMapErrorThrowing { error in throw translate(error, at: address) }
            .cascade(to: ready)
        defer { deadline.cancel() }
        return try await withTaskCancellationHandler {
            try await ready.futureResult.get()
        } onCancel: {
            ready.fail(CancellationError())
        }
    }

    private static func open(
        _ address: NetworkAddress, on loop: any EventLoop, context: NIOSSLContext,
        expecting fingerprint: Hash256, settings: TransportSettings
    ) -> EventLoopFuture<TLSConnection> {
        ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(settings.handshakeMilliseconds))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pin = PinCheck(expecting: fingerprint)
                    let tls = try NIOSSLClientHandler(
                        context: context, serverHostname: nil,
                        customVerificationCallback: { pin.verify($0, $1) })
                    try TLSPipeline.add(
                        tls, pin: pin, peerSpeaksFirst: false, settings: settings, to: channel)
                }
            }
            .connect(host: address.host, port: address.port)
            .flatMap { channel in
                channel.eventLoop.flatSubmit {
                    let handler = try? channel.pipeline.syncOperations.handler(
                        type: FrameHandler.self)
                    return handler?.takeReadiness()
                        ?? channel.eventLoop.makeFailedFuture(TransportError(.refused))
                }
            }
    }

    private static func translate(
        _ error: any Error, at address: NetworkAddress
    ) -> TransportError {
        guard let error = error as? TransportError else {
            return TransportError(
                .unreachable, "Nobody answers at \(address).", detail: "\(error)")
        }
        let detail = error.detail.isEmpty ? "\(address)" : "\(address): \(error.detail)"
        return TransportError(error.code, error.message, detail: detail)
    }

    /// How much a failure tells the person who reads it.
    private static func rank(_ error: TransportError) -> Int {
        switch error.code {
        case .wrongFingerprint: 5
        case .refused: 4
        case .timedOut: 3
        case .closed: 2
        case .unreachable: 1
        case .malformed: 0
        }
    }
}

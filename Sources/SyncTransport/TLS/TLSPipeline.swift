internal import NIOCore
internal import NIOSSL

/// The three handlers of a connection, in order: socket, TLS, frames.
enum TLSPipeline {
    /// To be called on the channel's event loop.
    @discardableResult
    static func add(
        _ tls: NIOSSLHandler, pin: PinCheck, peerSpeaksFirst: Bool, settings: TransportSettings,
        to channel: any Channel
    ) throws -> FrameHandler {
        let socket = SocketHandler()
        let frames = FrameHandler(
            ready: channel.eventLoop.makePromise(), pin: pin, socket: socket,
            peerSpeaksFirst: peerSpeaksFirst, settings: settings)
        try channel.pipeline.syncOperations.addHandlers([socket, tls, frames])
        return frames
    }

    /// Closes the socket of a channel that has this pipeline without a word to the peer.
    static func cut(_ channel: any Channel) {
        channel.eventLoop.execute {
            let frames = try? channel.pipeline.syncOperations.handler(type: FrameHandler.self)
            if let frames { frames.cut() } else { channel.close(promise: nil) }
        }
    }
}

internal import NIOCore

/// First in the pipeline, before TLS: ends the connection at once when an orderly close takes too long.
final class SocketHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    /// Closes the socket without a word to the peer.
    func cut() { context?.close(promise: nil) }
}

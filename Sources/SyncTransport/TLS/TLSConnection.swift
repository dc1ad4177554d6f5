internal import NIOCore
internal import SyncProtocol

/// Frames over one TLS connection; a thin hand into the event loop where `FrameHandler` does the work.
final class TLSConnection: FrameConnection {
    let peerFingerprint: Hash256
    private let channel: any Channel
    private let handler: NIOLoopBound<FrameHandler>

    /// What is handed to the event loop at once, so that a stalled peer holds one piece, not all.
    private static let pieceBytesMax = 64 << 10

    init(channel: any Channel, handler: NIOLoopBound<FrameHandler>, peerFingerprint: Hash256) {
        self.channel = channel
        self.handler = handler
        self.peerFingerprint = peerFingerprint
    }

    deinit {
        // Nobody can speak on it any more.
        channel.close(promise: nil)
    }

    func receive() async throws -> Frame? {
        try await call(of: Frame?.self) { handler, call, promise in handler.receive(call, promise) }
    }

    /// A cancelled call leaves whole frames: the one that it had begun still goes out.
    func send(_ frames: [Frame]) async throws {
        try Task.checkCancellation()
        var rest = ByteBuffer()
        for frame in frames {
            rest.writeBytes(frame.encoded)
            while let piece = rest.readSlice(length: Self.pieceBytesMax) {
                do {
                    try await write(piece)
                } catch let error as CancellationError {
                    if rest.readableBytes > 0 { leave(rest) }
                    throw error
                }
            }
            rest.discardReadBytes()
        }
        if rest.readableBytes > 0 { try await write(rest) }
    }

    func close() async {
        channel.eventLoop.execute { self.handler.value.close() }
        try? await channel.closeFuture.get()
    }

    /// Closes at once if nothing was going on for so long.
    ///
    /// - Returns: whether it was idle.
    func closeIfIdle(for milliseconds: Int64) async -> Bool {
        let isIdle = try? await channel.eventLoop.submit {
            guard self.handler.value.isIdle(for: milliseconds) else { return false }
            self.handler.value.close()
            return true
        }.get()
        return isIdle ?? true
    }

    private func write(_ buffer: ByteBuffer) async throws {
        try await call(of: Void.self) { handler, call, promise in
            handler.write(buffer, call, promise)
        }
    }

    private func leave(_ rest: ByteBuffer) {
        let call = PendingCall()
        call.cancel()
        channel.eventLoop.execute {
            let promise = self.channel.eventLoop.makePromise(of: Void.self)
            self.handler.value.write(rest, call, promise)
        }
    }

    private func call<Value: Sendable>(
        of type: Value.Type,
        _ body: @escaping @Sendable (FrameHandler, PendingCall, EventLoopPromise<Value>) -> Void
    ) async throws -> Value {
        let loop = channel.eventLoop
        let promise = loop.makePromise(of: type)
        let pending = PendingCall()
        return try await withTaskCancellationHandler {
            loop.execute { body(self.handler.value, pending, promise) }
            return try await promise.futureResult.get()
        } onCancel: {
            loop.execute { self.handler.value.cancel(pending) }
        }
    }
}

internal import NIOCore
internal import NIOTLS
internal import SyncProtocol

/// Last in the pipeline: bytes become frames when somebody asks for one; nothing is read from the socket
/// beyond a small read-ahead while nobody asks.
///
/// All of it runs on the connection's event loop. Verbs in the order things happen: handshake, `receive`,
/// `write`, `close`, the end.
final class FrameHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = Never
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What became of the connection.
    private enum End {
        case inGoodOrder
        case failed(TransportError)
    }

    private enum Phase {
        case handshaking(EventLoopPromise<TLSConnection>, deadline: Scheduled<Void>?)
        case open
        case closing
        case ended(End)
    }

    private let settings: TransportSettings
    private let pin: PinCheck
    private let socket: SocketHandler
    /// Whether the peer has to speak first, and within the handshake's time.
    private let peerSpeaksFirst: Bool
    private var phase: Phase
    /// The answer for whoever opened the connection, until it was taken.
    private var readiness: EventLoopFuture<TLSConnection>?
    private var isConnected = false
    private var context: ChannelHandlerContext?

    private var inbox = Inbox()
    private lazy var outbox = Outbox(stallMilliseconds: settings.stallMilliseconds) {
        self.fail(TransportError(.timedOut, "The peer stopped reading."))
        self.socket.cut()
    }
    private var reader: Waiter<Frame?>?
    private var isReadHeld = false
    private var framesReceived = 0

    private var firstFrame: Scheduled<Void>?
    private var lastActivity = NIODeadline.now()

    init(
        ready: EventLoopPromise<TLSConnection>, pin: PinCheck, socket: SocketHandler,
        peerSpeaksFirst: Bool, settings: TransportSettings
    ) {
        self.phase = .handshaking(ready, deadline: nil)
        self.readiness = ready.futureResult
        self.pin = pin
        self.socket = socket
        self.peerSpeaksFirst = peerSpeaksFirst
        self.settings = settings
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        guard case .handshaking(let ready, _) = phase else { return }
        let deadline = schedule(after: settings.handshakeMilliseconds) {
            self.fail(TransportError(.timedOut, "The handshake took too long."))
            self.socket.cut()
        }
        phase = .handshaking(ready, deadline: deadline)
        isConnected = context.channel.isActive
    }

    func channelActive(context: ChannelHandlerContext) {
        isConnected = true
        context.fireChannelActive()
    }

    /// The answer for whoever opened the connection; once only, since it holds the connection.
    func takeReadiness() -> EventLoopFuture<TLSConnection>? {
        defer { readiness = nil }
        return readiness
    }

    // MARK: Handshake

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .handshaking(let ready, let deadline) = phase,
            case TLSUserEvent.handshakeCompleted(let negotiated)? = event as? TLSUserEvent
        else { return context.fireUserInboundEventTriggered(event) }
        guard negotiated == TLSContexts.applicationProtocol, let peer = pin.accepted else {
            fail(TransportError(.refused, "The peer does not speak this protocol."))
            return context.close(promise: nil)
        }
        deadline?.cancel()
        phase = .open
        lastActivity = .now()
        if peerSpeaksFirst {
            firstFrame = schedule(after: settings.firstFrameMilliseconds) { self.firstFrameIsDue() }
        }
        ready.succeed(
            TLSConnection(
                channel: context.channel,
                handler: NIOLoopBound(self, eventLoop: context.eventLoop), peerFingerprint: peer))
    }

    private func firstFrameIsDue() {
        // A reader that waits shows that it is the peer who is silent, not we who are slow.
        guard framesReceived == 0, case .open = phase else { return }
        guard reader != nil else {
            firstFrame = schedule(after: settings.firstFrameMilliseconds) { self.firstFrameIsDue() }
            return
        }
        fail(TransportError(.timedOut, "The peer did not say what it wants."))
        context?.close(promise: nil)
    }

    // MARK: Receiving

    /// Promises the next frame; `nil` once the peer closed in good order. One call at a time.
    func receive(_ call: PendingCall, _ promise: EventLoopPromise<Frame?>) {
        guard !call.isCancelled else { return promise.fail(CancellationError()) }
        precondition(reader == nil, "one reader at a time")
        reader = Waiter(call: call, promise: promise)
        deliver()
    }

    /// The caller's task was cancelled.
    func cancel(_ call: PendingCall) {
        call.cancel()
        if let reader, reader.call === call {
            self.reader = nil
            reader.promise.fail(CancellationError())
        }
        outbox.cancel(call)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .open = phase else { return }
        lastActivity = .now()
        inbox.append(unwrapInboundIn(data))
        deliver()
    }

    func read(context: ChannelHandlerContext) {
        guard wantsBytes else {
            isReadHeld = true
            return
        }
        context.read()
    }

    private var wantsBytes: Bool {
        guard case .open = phase else { return true }
        if reader != nil || inbox.waitingByteCount < settings.readAheadBytesMax { return true }
        return !outbox.isEmpty && inbox.waitingByteCount < settings.readAheadWhileSendingBytesMax
    }

    private func releaseRead() {
        guard isReadHeld, wantsBytes else { return }
        isReadHeld = false
        context?.read()
    }

    private func deliver() {
        guard let reader else { return }
        switch phase {
        case .handshaking:
            preconditionFailure("a reader before the handshake")
        case .closing:
            self.reader = nil
            return reader.promise.succeed(nil)
        case .open, .ended:
            break
        }
        do {
            if let frame = try inbox.next() {
                self.reader = nil
                framesReceived += 1
                firstFrame?.cancel()
                firstFrame = nil
                reader.promise.succeed(frame)
            } else if case .ended(let end) = phase {
                self.reader = nil
                switch end {
                case .failed(let error): reader.promise.fail(error)
                case .inGoodOrder where !inbox.isEmpty:
                    reader.promise.fail(TransportError(.malformed, "The last frame is cut off."))
                case .inGoodOrder: reader.promise.succeed(nil)
                }
            }
        } catch {
            self.reader = nil
            let broken = TransportError(.malformed, detail: "\(error)")
            phase = .ended(.failed(broken))
            inbox = Inbox()
            reader.promise.fail(broken)
            context?.close(promise: nil)
        }
        releaseRead()
    }

    // MARK: Sending and closing

    /// Promises that the bytes are in the system's hands. A cancelled call takes no byte back: only its
    /// promise fails, with `CancellationError`. One call at a time.
    func write(_ buffer: ByteBuffer, _ call: PendingCall, _ promise: EventLoopPromise<Void>) {
        guard case .open = phase, let context else { return promise.fail(closedError) }
        outbox.write(buffer, Waiter(call: call, promise: promise), on: context)
        releaseRead()
    }

    private var closedError: TransportError {
        if case .ended(.failed(let error)) = phase { return error }
        return TransportError(.closed)
    }

    /// Says goodbye in TLS, waits for the peer's goodbye for `closeMilliseconds`, then closes the socket.
    func close() {
        guard case .open = phase else { return }
        phase = .closing
        inbox = Inbox()
        deliver()
        context?.close(promise: nil)
        releaseRead()
    }

    /// Whether nothing was sent, received or half done for `milliseconds`.
    func isIdle(for milliseconds: Int64) -> Bool {
        outbox.isEmpty && inbox.isEmpty
            && NIODeadline.now() - max(lastActivity, outbox.lastProgress)
                >= .milliseconds(milliseconds)
    }

    /// Closes the socket without a word to the peer.
    func cut() {
        fail(TransportError(.closed, "This side is shutting down."))
        socket.cut()
    }

    // MARK: The end

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail(translate(error))
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.inGoodOrder)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.inGoodOrder)
        self.context = nil
    }

    private func fail(_ error: TransportError) { end(.failed(error)) }

    /// The first end counts; what was received before it is still handed on.
    private func end(_ end: End) {
        switch phase {
        case .handshaking(let ready, let deadline):
            deadline?.cancel()
            phase = .ended(end)
            if !isConnected {
                ready.fail(TransportError(.unreachable))
            } else if case .failed(let error) = end {
                ready.fail(error)
            } else {
                ready.fail(TransportError(.refused, "The peer closed during the handshake."))
            }
        case .open:
            phase = .ended(end)
            deliver()
        case .closing:
            phase = .ended(.inGoodOrder)
        case .ended:
            return
        }
        firstFrame?.cancel()
        outbox.end(closedError)
    }

    private func translate(_ error: any Error) -> TransportError {
        if pin.isMismatch { return TransportError(.wrongFingerprint) }
        var inHandshake = false
        if case .handshaking = phase { inHandshake = true }
        return TransportError(
            translating: error, inHandshake: inHandshake, beforeFirstFrame: framesReceived == 0)
    }

    private func schedule(
        after milliseconds: Int64, _ action: @escaping () -> Void
    ) -> Scheduled<Void>? {
        context?.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(milliseconds), action)
    }
}

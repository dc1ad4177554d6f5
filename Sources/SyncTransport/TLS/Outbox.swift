internal import NIOCore

/// What one connection has to send and the system has not taken yet. Lives on the connection's event loop.
final class Outbox {
    /// When the system last took bytes.
    private(set) var lastProgress = NIODeadline.now()
    private let stallMilliseconds: Int64
    private var stalled: (() -> Void)?
    private var writer: Waiter<Void>?
    private var writesUnderway = 0
    private var stall: Scheduled<Void>?

    /// - Parameters:
    ///   - stallMilliseconds: how long the peer may take no byte.
    ///   - stalled: called when it took longer.
    init(stallMilliseconds: Int64, stalled: @escaping () -> Void) {
        self.stallMilliseconds = stallMilliseconds
        self.stalled = stalled
    }

    var isEmpty: Bool { writesUnderway == 0 }

    /// Promises that the bytes are in the system's hands. A cancelled call takes no byte back: only its
    /// promise fails, with `CancellationError`. One call at a time.
    func write(_ buffer: ByteBuffer, _ waiter: Waiter<Void>, on context: ChannelHandlerContext) {
        precondition(writer == nil, "one writer at a time")
        if waiter.call.isCancelled {
            waiter.promise.fail(CancellationError())
        } else {
            writer = waiter
        }
        writesUnderway += 1
        if stall == nil { watch(on: context.eventLoop) }
        let written = context.eventLoop.makePromise(of: Void.self)
        let loop = context.eventLoop
        written.futureResult.assumeIsolated().whenComplete { result in
            self.wrote(waiter.call, result, on: loop)
        }
        context.writeAndFlush(NIOAny(buffer), promise: written)
    }

    /// The caller's task was cancelled.
    func cancel(_ call: PendingCall) {
        guard writer?.call === call else { return }
        finish(.failure(CancellationError()))
    }

    /// Nothing goes out any more.
    func end(_ error: TransportError) {
        stall?.cancel()
        stall = nil
        stalled = nil
        finish(.failure(error))
    }

    private func wrote(
        _ call: PendingCall, _ result: Result<Void, any Error>, on loop: any EventLoop
    ) {
        writesUnderway -= 1
        lastProgress = .now()
        stall?.cancel()
        stall = nil
        if writesUnderway > 0 { watch(on: loop) }
        guard writer?.call === call else { return }
        finish(result.mapError { TransportError(.closed, detail: "\($0)") })
    }

    private func finish(_ result: Result<Void, any Error>) {
        let promise = writer?.promise
        writer = nil
        promise?.completeWith(result)
    }

    private func watch(on loop: any EventLoop) {
        guard stalled != nil else { return }
        stall = loop.assumeIsolated().scheduleTask(in: .milliseconds(stallMilliseconds)) {
            self.stalled?()
        }
    }
}

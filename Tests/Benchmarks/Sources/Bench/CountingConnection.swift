import SyncProtocol
import Synchronization

/// Counts what crosses a connection, and the time that its user spends between its calls.
final class CountingConnection: FrameConnection {
    struct Count {
        var bytesSent = 0
        /// Of the largest frame sent: the pushed segment when there is one.
        var largestFrameSent = 0
        var bytesReceived = 0
        /// How often the direction turned from sending to receiving with something sent.
        var roundTrips = 0
        /// Between a frame's arrival and the next call.
        var workTime = Duration.zero
        fileprivate var isSending = false
        fileprivate var arrivedAt: ContinuousClock.Instant?
    }

    private let base: any FrameConnection
    private let state = Mutex(Count())

    init(_ base: any FrameConnection) {
        self.base = base
    }

    var count: Count { state.withLock { $0 } }

    var peerFingerprint: Hash256 { base.peerFingerprint }

    func send(_ frames: [Frame]) async throws {
        state.withLock { count in
            count.stopClock()
            count.bytesSent += frames.reduce(0) { $0 + $1.byteCount }
            count.largestFrameSent = max(
                count.largestFrameSent, frames.map(\.byteCount).max() ?? 0)
            count.isSending = true
        }
        try await base.send(frames)
    }

    func receive() async throws -> Frame? {
        state.withLock { $0.stopClock() }
        let frame = try await base.receive()
        state.withLock { count in
            guard let frame else { return }
            if count.isSending { count.roundTrips += 1 }
            count.isSending = false
            count.bytesReceived += frame.byteCount
            count.arrivedAt = ContinuousClock.now
        }
        return frame
    }

    func close() async {
        state.withLock { $0.stopClock() }
        await base.close()
    }
}

extension CountingConnection.Count {
    fileprivate mutating func stopClock() {
        if let arrivedAt { workTime += ContinuousClock.now - arrivedAt }
        arrivedAt = nil
    }
}

import SyncProtocol
import Synchronization

/// Two ends of an in-memory connection.
final class Pair: FrameConnection {
    let peerFingerprint: Hash256
    private let incoming: AsyncStream<Frame>
    private let iterator: Mutex<AsyncStream<Frame>.Iterator>
    private let outgoing: AsyncStream<Frame>.Continuation

    private init(
        _ fingerprint: Hash256, _ incoming: AsyncStream<Frame>,
        _ outgoing: AsyncStream<Frame>.Continuation
    ) {
        self.peerFingerprint = fingerprint
        self.incoming = incoming
        self.iterator = Mutex(incoming.makeAsyncIterator())
        self.outgoing = outgoing
    }

    static func make(office: Hash256 = .zero) -> (replica: Pair, office: Pair) {
        let up = AsyncStream.makeStream(of: Frame.self)
        let down = AsyncStream.makeStream(of: Frame.self)
        return (
            Pair(office, down.stream, up.continuation), Pair(.zero, up.stream, down.continuation)
        )
    }

    func send(_ frames: [Frame]) async throws {
        for frame in frames { outgoing.yield(frame) }
    }

    func receive() async throws -> Frame? {
        var iterator = iterator.withLock { $0 }
        let frame = await iterator.next()
        try Task.checkCancellation()
        return frame
    }

    func close() async {
        outgoing.finish()
    }
}

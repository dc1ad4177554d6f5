internal import Synchronization

/// Tells those who listen that something has happened, without saying what or how often.
final class Signal: Sendable {
    private struct Listeners {
        var next = 0
        var waiting: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let listeners = Mutex(Listeners())

    func raise() {
        for continuation in listeners.withLock({ Array($0.waiting.values) }) {
            continuation.yield()
        }
    }

    /// Raised signals from now on; several that nobody took yet are one.
    func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = listeners.withLock { listeners in
            listeners.next += 1
            listeners.waiting[listeners.next] = continuation
            return listeners.next
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0.waiting[number] = nil }
        }
        return stream
    }
}

internal import NIOCore
internal import Synchronization

/// One call that waits, told apart from others by identity.
final class PendingCall: Sendable {
    private let cancelled = Atomic(false)

    var isCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }
}

/// A call and what it was promised.
struct Waiter<Value: Sendable> {
    let call: PendingCall
    let promise: EventLoopPromise<Value>
}

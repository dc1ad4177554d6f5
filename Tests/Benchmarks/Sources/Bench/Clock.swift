import SyncProtocol
import Synchronization

/// A clock that the workload sets.
final class SetClock: Sendable {
    private let time: Mutex<Milliseconds>

    init(_ milliseconds: Milliseconds) {
        self.time = Mutex(milliseconds)
    }

    var now: Milliseconds { time.withLock { $0 } }

    func set(_ milliseconds: Milliseconds) { time.withLock { $0 = milliseconds } }
}

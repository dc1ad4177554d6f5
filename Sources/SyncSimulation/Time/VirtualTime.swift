package import SyncProtocol
internal import Synchronization

/// The world's true time. Nobody in it sees it but through a clock of their own.
package final class VirtualTime: Sendable {
    private let milliseconds: Atomic<Int64>

    /// When every world begins.
    package static let start: Milliseconds = 1_800_000_000_000

    package init() {
        self.milliseconds = Atomic(Self.start)
    }

    package var now: Milliseconds { milliseconds.load(ordering: .relaxed) }

    /// Time moves forward only.
    func move(to time: Milliseconds) {
        precondition(time >= now, "time went back to \(time)")
        milliseconds.store(time, ordering: .relaxed)
    }
}

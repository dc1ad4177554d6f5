internal import Synchronization

/// The core's one owner: whoever comes in is alone with it.
///
/// Unchecked, because the core is reachable through `withLock` only, and no result may carry it out: results
/// are sendable, the core is not.
final class CoreLock: @unchecked Sendable {
    private let core: OfficeCore
    private let lock = Mutex(())

    init(_ core: OfficeCore) {
        self.core = core
    }

    func withLock<T: Sendable>(_ body: (OfficeCore) throws -> T) rethrows -> T {
        try lock.withLock { _ in try body(core) }
    }
}

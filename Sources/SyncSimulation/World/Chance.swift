public import SyncProtocol
internal import Synchronization

/// The world's time and dice, shared by everyone in it.
public final class Chance: Sendable {
    private let time: Mutex<Milliseconds>
    private let dice: Mutex<SeededRandom>

    public init(seed: UInt64, startingAt milliseconds: Milliseconds) {
        self.time = Mutex(milliseconds)
        self.dice = Mutex(SeededRandom(seed: seed))
    }

    public var now: Milliseconds { time.withLock { $0 } }

    public func advance(_ milliseconds: Milliseconds) {
        time.withLock { $0 += milliseconds }
    }

    public func draw() -> UInt64 { dice.withLock { $0.next() } }

    public func below(_ bound: Int) -> Int { dice.withLock { $0.below(bound) } }

    public func chance(_ percent: Int) -> Bool { dice.withLock { $0.chance(percent) } }

    public func pick<T: Sendable>(_ items: [T]) -> T? { dice.withLock { $0.pick(items) } }
}

internal import Synchronization

/// The dice of one node: keys, secrets and identities are drawn from it. Each node has its own, so that
/// leaving a step out does not change what the others draw.
package final class Dice: Sendable {
    private let generator: Mutex<SeededRandom>

    package init(seed: UInt64) {
        self.generator = Mutex(SeededRandom(seed: seed))
    }

    package func draw() -> UInt64 { generator.withLock { $0.next() } }
}

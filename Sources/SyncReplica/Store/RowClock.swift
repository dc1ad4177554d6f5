internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import Synchronization

/// The clock of row ids, as one process reads it.
final class RowClock: Sendable {
    private let random: @Sendable () -> UInt64
    /// The last reading that this process gave out: a file with another one may be a copy.
    private let given = Mutex<Timestamp?>(nil)

    init(random: @escaping @Sendable () -> UInt64) {
        self.random = random
    }

    /// The reading after the one in the file, kept there in the same transaction.
    func reading(wall: Milliseconds, _ db: Database) throws -> Timestamp {
        let last = try Standing.clock(db)
        var clock = HybridClock(last: last, isOwn: given.withLock { $0 == last })
        let reading = clock.reading(wall: wall, draw: random)
        given.withLock { $0 = reading }
        try Standing.setClock(reading, db)
        return reading
    }
}

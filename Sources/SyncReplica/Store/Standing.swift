internal import Foundation
internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Where the replica stands: single values that change in the same transactions as what they belong to.
enum Standing {
    private static let cursorKey = "cursor"
    private static let receiptKey = "receipt"
    private static let clockKey = "clock"
    private static let offsetKey = "clock.offset"
    private static let uncertaintyKey = "clock.uncertainty"
    private static let officeTimeKey = "clock.office"
    private static let welcomedEpochKey = "welcomed.epoch"
    private static let numberKey = "number.next"
    private static let segmentKey = "segment.last"
    private static let backedUpKey = "backed_up"
    private static let lastSyncKey = "last_sync"

    /// The last checkpoint applied.
    static func cursor(_ db: Database) throws -> Mark { try mark(cursorKey, db) }

    static func setCursor(_ mark: Mark, _ db: Database) throws { try set(mark, cursorKey, db) }

    /// Where the office stood at the last verdict received.
    static func receipt(_ db: Database) throws -> Mark { try mark(receiptKey, db) }

    static func setReceipt(_ mark: Mark, _ db: Database) throws { try set(mark, receiptKey, db) }

    /// The last reading of the clock of row ids.
    static func clock(_ db: Database) throws -> Timestamp {
        Timestamp(rawValue: try number(clockKey, db)) ?? .zero
    }

    static func setClock(_ reading: Timestamp, _ db: Database) throws {
        try set(reading.rawValue, clockKey, db)
    }

    static func offset(_ db: Database) throws -> ClockOffset {
        ClockOffset(
            milliseconds: try time(offsetKey, db), uncertainty: try time(uncertaintyKey, db))
    }

    static func setOffset(_ offset: ClockOffset, _ db: Database) throws {
        try MetaTable.set(offset.milliseconds, for: offsetKey, in: db)
        try MetaTable.set(offset.uncertainty, for: uncertaintyKey, in: db)
    }

    /// The epoch of the last Welcome: what is staged came after that, or was staged under the same one.
    static func welcomedEpoch(_ db: Database) throws -> Epoch {
        let number = try MetaTable.value(Int64.self, for: welcomedEpochKey, in: db) ?? 0
        return Epoch(UInt64(bitPattern: number))
    }

    static func setWelcomedEpoch(_ epoch: Epoch, _ db: Database) throws {
        try MetaTable.set(Int64(bitPattern: epoch.rawValue), for: welcomedEpochKey, in: db)
    }

    /// What the office's clock said when it last welcomed this replica: the one measure of how long ago
    /// something was that no clock here can spoil.
    static func officeTime(_ db: Database) throws -> Milliseconds {
        try time(officeTimeKey, db)
    }

    static func setOfficeTime(_ time: Milliseconds, _ db: Database) throws {
        try MetaTable.set(time, for: officeTimeKey, in: db)
    }

    /// The number of the next change set to be sealed.
    static func nextNumber(_ db: Database) throws -> ChangeNumber {
        ChangeNumber(max(try number(numberKey, db), 1))
    }

    static func setNextNumber(_ number: ChangeNumber, _ db: Database) throws {
        try set(number.rawValue, numberKey, db)
    }

    /// The hash of the last segment sealed: the next one names it.
    static func lastSegment(_ db: Database) throws -> Hash256 {
        try MetaTable.value(Data.self, for: segmentKey, in: db).flatMap { Hash256(bytes: $0) }
            ?? .zero
    }

    static func setLastSegment(_ hash: Hash256, _ db: Database) throws {
        try MetaTable.set(Data(hash.bytes), for: segmentKey, in: db)
    }

    /// Admitted segments up to here are safe in a backup of the office.
    static func backedUpThrough(_ db: Database) throws -> Sequence {
        Sequence(try number(backedUpKey, db))
    }

    static func setBackedUpThrough(_ sequence: Sequence, _ db: Database) throws {
        try set(sequence.rawValue, backedUpKey, db)
    }

    static func lastSync(_ db: Database) throws -> Milliseconds? {
        try MetaTable.value(Int64.self, for: lastSyncKey, in: db)
    }

    static func setLastSync(_ time: Milliseconds, _ db: Database) throws {
        try MetaTable.set(time, for: lastSyncKey, in: db)
    }

    /// A time or a difference of times that can be reckoned with, whatever the disk made of it.
    private static func time(_ key: String, _ db: Database) throws -> Milliseconds {
        let time = try MetaTable.value(Int64.self, for: key, in: db) ?? 0
        return min(max(time, -(1 << 50)), 1 << 50)
    }

    private static func number(_ key: String, _ db: Database) throws -> UInt64 {
        UInt64(bitPattern: try MetaTable.value(Int64.self, for: key, in: db) ?? 0)
    }

    private static func set(_ number: UInt64, _ key: String, _ db: Database) throws {
        try MetaTable.set(Int64(bitPattern: number), for: key, in: db)
    }

    private static func mark(_ key: String, _ db: Database) throws -> Mark {
        guard let data = try MetaTable.value(Data.self, for: key, in: db), data.count == 48,
            let head = Hash256(bytes: data.suffix(32))
        else { return .unknown }
        return Mark(
            epoch: Epoch(word(data.prefix(8))),
            sequence: Sequence(word(data.dropFirst(8).prefix(8))), head: head)
    }

    private static func set(_ mark: Mark, _ key: String, _ db: Database) throws {
        var data = Data()
        for word in [mark.epoch.rawValue, mark.sequence.rawValue] {
            for shift in stride(from: 56, through: 0, by: -8) {
                data.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
            }
        }
        data.append(contentsOf: mark.head.bytes)
        try MetaTable.set(data, for: key, in: db)
    }

    private static func word(_ bytes: Data) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

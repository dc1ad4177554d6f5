import Crypto
import Foundation
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// An office of its own, a clock that stands still, and chance that repeats itself.
final class World {
    let domain = TestDomain()
    let place: any OfficePlace
    var now: Milliseconds {
        get { time.now }
        set { time.now = newValue }
    }
    private let time: StandingClock
    private let chance: Chance

    init(_ seed: UInt64 = 1, on store: StoreKind = .sqlite) throws {
        let (chance, time) = (Chance(seed), StandingClock())
        self.chance = chance
        self.time = time
        self.place = try store.makePlace(domain: domain, time: time, chance: chance)
    }

    var core: OfficeCore { place.core }

    func random() -> UInt64 { chance.next() }

    /// Ends the office and starts it again.
    func reopen(_ domain: (any Domain)? = nil) throws { try place.reopen(domain) }

    /// Keeps a copy of the database.
    func backUp() throws { try place.backUp() }

    /// Puts the kept copy in the place of the database.
    func restore(keepsMark: Bool = false) throws { try place.restore(keepsMark: keepsMark) }

    /// A second process on the same files.
    func otherProcess() throws -> OfficeCore {
        try #require(place as? FolderPlace).otherProcess()
    }

    /// A member with a device that is enrolled.
    func device(
        role: String = "ambassador", assignedTo: [RowID] = [], name: String = "laptop"
    ) throws -> TestDevice {
        let member = try core.addMember(name: name, role: role, assignedTo: assignedTo, now: now)
        return try enrol(member)
    }

    func enrol(_ member: RowID) throws -> TestDevice {
        let invite = try core.invite(member: member, validMilliseconds: 60_000, now: now)
        let device = TestDevice(self)
        try device.enrol(invite.secret)
        return device
    }

    /// Behind the office's back.
    var sql: Statements {
        get throws { try #require(core.store as? SQLiteOfficeStore).sql }
    }

    func row(_ id: RowID, _ table: TableSchema) throws -> Row? {
        try core.store.read { try core.store.row(id, in: table.id) }
    }

    func outcomes() throws -> [Row] { try core.rows(in: SystemTables.outcome.id) }

    func head() throws -> Sequence { try core.mark().sequence }

    /// Nothing is wrong with the database.
    func expectHealthy(_ location: SourceLocation = #_sourceLocation) throws {
        let faults = try core.doctor().filter { $0.severity == .fault }
        #expect(faults.isEmpty, sourceLocation: location)
    }
}

final class StandingClock {
    var now: Milliseconds = 1_800_000_000_000
}

/// SplitMix64: chance that repeats itself.
final class Chance: @unchecked Sendable {
    private var state: UInt64
    private let lock = NSLock()

    init(_ seed: UInt64) { state = seed }

    func next() -> UInt64 {
        lock.withLock {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}

struct TestSigner: SegmentSigner {
    let key: Curve25519.Signing.PrivateKey

    func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }
}

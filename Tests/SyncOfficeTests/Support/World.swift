import Crypto
import Foundation
import SyncEngine
import SyncProtocol
import Testing

@testable import SyncOffice

/// An office in a folder of its own, a clock that stands still, and chance that repeats itself.
final class World {
    let folder: String
    let domain = TestDomain()
    private(set) var core: OfficeCore
    var now: Milliseconds = 1_800_000_000_000
    private let chance: Chance

    init(_ seed: UInt64 = 1) throws {
        folder = NSTemporaryDirectory() + "feltbog-office-" + UUID().uuidString
        let chance = Chance(seed)
        self.chance = chance
        core = try OfficeCore.create(
            in: folder, domain: domain, name: "Test", now: now, random: { chance.next() })
    }

    deinit {
        try? core.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    func random() -> UInt64 { chance.next() }

    /// Closes the office and opens it again, as after a restart.
    func reopen() throws {
        try core.close()
        try open()
    }

    func open() throws {
        let chance = self.chance
        core = try OfficeCore.open(in: folder, domain: domain, now: now, random: { chance.next() })
    }

    /// A second process on the same files.
    func otherProcess() throws -> OfficeCore {
        let chance = self.chance
        return try OfficeCore.open(in: folder, domain: domain, now: now, random: { chance.next() })
    }

    /// Keeps a copy of the database file.
    func backUp(_ name: String = "copy") throws {
        _ = try core.copyDatabase(to: folder + "/" + name + ".db")
    }

    /// Puts a kept copy in the place of the database.
    func restore(_ name: String = "copy", keepsMarkFile: Bool = false) throws {
        try core.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: folder + "/office.db" + suffix)
        }
        if !keepsMarkFile { try? FileManager.default.removeItem(atPath: folder + "/office.mark") }
        try FileManager.default.copyItem(
            atPath: folder + "/" + name + ".db", toPath: folder + "/office.db")
        try open()
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

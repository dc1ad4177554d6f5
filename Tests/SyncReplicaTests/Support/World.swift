import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import Synchronization

@testable import SyncReplica

/// A folder of its own, a clock that is told the time, numbers from a seed.
final class World: Sendable {
    let folder: URL
    private let time = Mutex<Milliseconds>(1_780_000_000_000)
    private let generator = Mutex(SplitMix(seed: 7))

    init() throws {
        let base = FileManager.default.temporaryDirectory
        folder = base.appending(path: "replica-\(ProcessInfo.processInfo.globallyUniqueString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    var now: Milliseconds { time.withLock { $0 } }

    func pass(_ milliseconds: Milliseconds) {
        time.withLock { $0 += milliseconds }
    }

    func random() -> UInt64 {
        generator.withLock { $0.next() }
    }

    func create(_ name: String = "a", domain: any Domain = TestDomain()) throws -> Replica {
        try Replica.create(
            at: path(name), domain: domain, lockTimeoutMilliseconds: 300, clock: { self.now },
            random: { self.random() })
    }

    func open(_ name: String = "a", domain: any Domain = TestDomain()) throws -> Replica {
        try Replica.open(
            at: path(name), domain: domain, lockTimeoutMilliseconds: 300, clock: { self.now },
            random: { self.random() })
    }

    /// A replica that has joined this office.
    func joined(_ office: FakeOffice, _ name: String = "a") throws -> Replica {
        let replica = try create(name)
        try replica.join(office)
        return replica
    }
}

struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Replica {
    /// As `enrol` would, without a connection.
    func join(_ office: FakeOffice) throws {
        let key = try SigningKey(random: store.random)
        let device = office.enrol(key.publicBytes)
        try store.write { access in
            try IdentityStore.setSigningKey(key, access.db)
            try IdentityStore.setIdentity(
                ReplicaIdentity(
                    deployment: office.deployment, device: device, member: office.member,
                    role: "ambassador", memberName: "Kim", officeFingerprint: .zero,
                    addresses: []),
                access.db)
        }
    }

    /// One whole session with the office, frame by frame.
    ///
    /// - Parameter cutAfter: the connection breaks after this many frames from the office.
    @discardableResult
    func sync(_ office: FakeOffice, cutAfter: Int = .max) throws -> SyncReport {
        let core = ReplicaCore(store)
        let session = office.connect()
        var toOffice = try core.begin(.sync)
        var received = 0
        while !core.isFinished, core.failure == nil {
            var fromOffice: [Frame] = []
            for frame in toOffice { fromOffice += try session.received(frame) }
            toOffice = []
            if fromOffice.isEmpty { break }
            for frame in fromOffice {
                guard received < cutAfter else { return core.report }
                received += 1
                toOffice += try core.received(frame)
            }
        }
        if let failure = core.failure { throw ReplicaError(failure) }
        return core.report
    }

    @discardableResult
    func addTheme(_ name: String, points: Int = 0) throws -> RowID {
        try write { db in
            let id = try makeRowID(db)
            try db.execute(
                sql: "INSERT INTO theme (id, name, points) VALUES (?, ?, ?)",
                arguments: [id, name, points])
            return id
        }
    }

    func themes() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT name FROM theme ORDER BY name") }
    }

    func execute(_ sql: String, _ arguments: StatementArguments = []) throws {
        try write { try $0.execute(sql: sql, arguments: arguments) }
    }

    func one<T: DatabaseValueConvertible>(
        _ sql: String, _ arguments: StatementArguments = []
    ) throws -> T? {
        try read { try T.fetchOne($0, sql: sql, arguments: arguments) }
    }
}

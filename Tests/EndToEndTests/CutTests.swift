import Foundation
import GRDB
import GreenForum
import SyncEngine
import SyncOffice
import SyncProtocol
import SyncReplica
import SyncTransport
import Testing

/// Two syncs over TLS on loopback, cut after k bytes in one direction: a first one that fetches what is there,
/// and one that sends three sets. Whatever k is, a sound sync afterwards finds everything exactly once.
@Suite struct CutTests {
    /// A prime, so that frames' borders are met at all distances. `FELTBOG_PROVE_SECONDS`: as many offsets as
    /// that time allows, in the order of this stride over and over, each once.
    private static let stride = 211

    @Test(arguments: CutProxy.Direction.allCases)
    func `cut after any byte, everything is there exactly once and nothing half is visible`(
        _ direction: CutProxy.Direction
    ) async throws {
        let scene = try await CutScene()
        let total = try await scene.bytes(direction)
        #expect(total > 1_000)
        let end = Campaign.seconds.map { ContinuousClock.now + .seconds($0 / 2) }
        // `stride` and `total` share no factor, as the stride is a prime: all offsets come, each once.
        #expect(!total.isMultiple(of: Self.stride))
        let count = end == nil ? total / Self.stride + 1 : total
        var done = 0
        for step in 0..<count {
            if let end, ContinuousClock.now > end { break }
            try await scene.run(cutAfter: step * Self.stride % total, direction)
            done += 1
        }
        try Campaign.note(["cut \(direction) offsets": done, "cut \(direction) bytes": total])
    }
}

/// An office with forty themes and a replica that has joined it, as files to copy.
private struct CutScene {
    private let folder: Folder
    private let keys = try! TransportKeys.generate()
    private let officeKeys = try! TransportKeys.generate()
    private static let themes = 40
    private static let own = 3

    init() async throws {
        folder = try Folder()
        let office = try SyncOffice.Office.create(
            in: folder.file("office"), domain: Self.domain, name: "Kontoret", clock: Self.now,
            random: Self.draw)
        let member = try office.addMember(name: "Ambassadøren", role: "ambassador")
        let replica = try Replica.create(
            at: folder.file("replica"), domain: Self.domain, clock: Self.now, random: Self.draw)
        let other = try Replica.create(
            at: folder.file("other"), domain: Self.domain, clock: Self.now, random: Self.draw)
        for number in 1...Self.themes { try Self.add("Tema \(number)", to: other) }
        let proxy = try await Line(office, officeKeys)
        for one in [replica, other] {
            let secret = try office.invite(member: member, validMilliseconds: 86_400_000).secret
            let connection = try await proxy.connect(one === replica ? keys : .generate())
            try await one.enrol(
                over: connection, deployment: office.deployment, secret: secret, name: "Laptop",
                addresses: [])
            if one === other {
                _ = try await one.sync(over: connection)
            } else {
                await connection.close()
            }
        }
        try await proxy.close()
        for one in [replica, other] { try one.close() }
        try office.close()
    }

    /// How many bytes pass when nothing is cut.
    func bytes(_ direction: CutProxy.Direction) async throws -> Int {
        try await run(cutAfter: nil, direction)
    }

    /// One world of its own.
    ///
    /// - Returns: the bytes that passed before the sound sync.
    @discardableResult
    func run(cutAfter bytes: Int?, _ direction: CutProxy.Direction) async throws -> Int {
        let copy = folder.file("run")
        let files = FileManager.default
        try? files.removeItem(atPath: copy)
        try files.createDirectory(atPath: copy, withIntermediateDirectories: false)
        for name in ["office", "replica", "replica-wal"]
        where files.fileExists(atPath: folder.file(name)) {
            try files.copyItem(atPath: folder.file(name), toPath: copy + "/" + name)
        }
        let office = try SyncOffice.Office.open(
            in: copy + "/office", domain: Self.domain, clock: Self.now, random: Self.draw)
        let replica = try Replica.open(
            at: copy + "/replica", domain: Self.domain, clock: Self.now, random: Self.draw)
        let line = try await Line(office, officeKeys)
        let base = try office.report().sequence

        line.proxy.cut(after: bytes, direction)
        let first = await line.tries(replica, keys)
        try expectWhole(replica, isSynced: first, bytes)
        for number in 1...Self.own { try Self.add("Eget \(number)", to: replica) }
        let second = await line.tries(replica, keys)
        let passed = line.proxy.bytesPassed(direction)
        if bytes == nil { #expect(first && second) }
        #expect(try replica.doctor().isEmpty)

        line.proxy.cut(after: nil)
        for isLast in [false, true] {
            let report = try await replica.sync(over: line.connect(keys))
            #expect(report.scopesDiffering == 0 && report.repaired == 0 && !report.reidentified)
            if isLast { #expect(report.setsSent == 0 && report.rowsReceived == 0) }
        }
        #expect(try replica.outbox().isEmpty, "\(bytes ?? -1)")
        #expect(try office.rows(in: ThemeTable.id).count == Self.themes + Self.own)
        #expect(try Self.themeCount(replica) == Self.themes + Self.own)
        // Each set has one sequence, and the copy of the office had none of them.
        let sequence = try office.report().sequence.rawValue
        #expect(sequence == base.rawValue + UInt64(Self.own), "\(bytes ?? -1)")
        #expect(try replica.doctor().isEmpty && office.doctor().isEmpty)
        try await line.close()
        try replica.close()
        try office.close()
        return passed
    }

    /// All that the office has or nothing of it.
    private func expectWhole(_ replica: Replica, isSynced: Bool, _ bytes: Int?) throws {
        let count = try Self.themeCount(replica)
        let cursor = try replica.status().cursor.sequence
        #expect(count == (cursor == .zero ? 0 : Self.themes), "\(bytes ?? -1)")
        if isSynced { #expect(count == Self.themes) }
    }

    private static func themeCount(_ replica: Replica) throws -> Int {
        try replica.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM theme") ?? 0 }
    }

    private static func add(_ name: String, to replica: Replica) throws {
        try replica.write { db in
            try db.execute(
                sql: "INSERT INTO theme (id, name, area) VALUES (?, ?, 'energy')",
                arguments: [replica.makeRowID(db), name])
        }
    }

    private static let domain = GreenForumDomain()

    @Sendable private static func now() -> Milliseconds {
        Milliseconds(Date().timeIntervalSince1970 * 1_000)
    }

    @Sendable private static func draw() -> UInt64 { .random(in: .min ... .max) }
}

/// An office behind TLS behind a proxy.
private final class Line: Sendable {
    let proxy: CutProxy
    private let listener: TLSListener
    private let office: Hash256
    private let serving: Task<Void, Never>

    init(_ office: SyncOffice.Office, _ keys: TransportKeys) async throws {
        let listener = try await TLSListener.bind(host: "127.0.0.1", port: 0, keys: keys)
        self.listener = listener
        self.office = keys.fingerprint
        self.proxy = try CutProxy(to: UInt16(listener.address.port))
        self.serving = Task { await listener.run { await office.serve($0) } }
    }

    func connect(_ keys: TransportKeys) async throws -> any FrameConnection {
        try await TLSConnector.connect(
            to: ["127.0.0.1:\(proxy.port)"], keys: keys, expecting: office)
    }

    /// - Returns: whether the sync came to its end.
    func tries(_ replica: Replica, _ keys: TransportKeys) async -> Bool {
        (try? await replica.sync(over: connect(keys))) != nil
    }

    func close() async throws {
        proxy.close()
        await listener.shutDown(withinMilliseconds: 2_000)
        await serving.value
    }
}

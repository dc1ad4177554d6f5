import Foundation
import GRDB
import SyncOffice
import SyncProtocol
import SyncReplica
import SyncTransport

/// Two people count birds on two replicas, meet at an office, and see each other's counts: all in one
/// process, with a schema of its own.
///
///     swift run bird-count
@main
struct BirdCount {
    static func main() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "bird-count-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }

        let office = try Office.create(
            in: folder + "/office", domain: BirdDomain(), name: "Bird office", clock: now,
            random: draw)
        let ada = try await join("ada", office, folder)
        let bo = try await join("bo", office, folder)

        try count("Solsort", 3, on: ada)
        try count("Musvit", 7, on: bo)
        try count("Stær", 40_000, on: bo)
        for (name, replica) in [("ada", ada), ("bo", bo), ("ada", ada)] {
            let report = try await connected(name, office) { try await replica.sync(over: $0) }
            print(
                "\(name): \(report.admitted) admitted, \(report.rowsReceived) rows received,",
                "\(report.bytesSent) bytes up, \(report.bytesReceived) bytes down")
        }
        try show(ada)
    }

    private static func count(_ species: String, _ seen: Int, on replica: Replica) throws {
        try replica.write { db in
            try db.execute(
                sql: "INSERT INTO observation (id, species, seen) VALUES (?, ?, ?)",
                arguments: [replica.makeRowID(db), species, seen])
        }
    }

    private static func show(_ replica: Replica) throws {
        try replica.read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT species, seen, checked FROM observation ORDER BY species")
            while let row = try rows.next() {
                let (species, seen, isChecked): (String, Int, Bool) = (row[0], row[1], row[2])
                print("  \(species): \(seen)\(isChecked ? "" : "  (not believable)")")
            }
        }
    }

    private static func join(
        _ name: String, _ office: Office, _ folder: String
    ) async throws -> Replica {
        let replica = try Replica.create(
            at: "\(folder)/\(name).db", domain: BirdDomain(), clock: now, random: draw)
        let member = try office.addMember(name: name, role: "counter")
        let secret = try office.invite(member: member, validMilliseconds: 60_000).secret
        _ = try await connected(name, office) { connection in
            try await replica.enrol(
                over: connection, deployment: office.deployment, secret: secret, name: name,
                addresses: [])
        }
        return replica
    }

    /// Serves one connection in this process; `TLSConnector` and `TLSListener` do the same over the network.
    private static func connected<T: Sendable>(
        _ name: String, _ office: Office,
        _ body: @Sendable (any FrameConnection) async throws -> T
    ) async throws -> T {
        let (client, server) = InProcessPair.make(
            clientFingerprint: Hash256(of: Array(name.utf8)),
            serverFingerprint: Hash256(of: Array("office".utf8)))
        async let served: Void = office.serve(server)
        let result = try await body(client)
        await client.close()
        await served
        return result
    }

    @Sendable private static func now() -> Milliseconds {
        Milliseconds(Date().timeIntervalSince1970 * 1_000)
    }

    @Sendable private static func draw() -> UInt64 { UInt64.random(in: .min ... .max) }
}

import FieldDay
import Foundation
import GRDB
import SyncOffice
import SyncProtocol
import SyncReplica
import SyncTransport
import Synchronization

/// An office and its replicas in one folder and one process, on a clock that the workload sets.
final class Stage: Sendable {
    let folder: String
    let office: Office
    private let time = SetClock(FieldDayWorkload.begin)

    init(in folder: String) throws {
        self.folder = folder
        let time = self.time
        self.office = try Office.create(
            in: folder + "/office", domain: OpenDomain(), name: "Bench",
            clock: { time.now }, random: { UInt64.random(in: .min ... .max) })
    }

    func setTime(_ milliseconds: Milliseconds) { time.set(milliseconds) }

    func join(_ name: String) async throws -> Replica {
        let time = self.time
        let replica = try Replica.create(
            at: "\(folder)/\(name).db", domain: OpenDomain(), clock: { time.now },
            random: { UInt64.random(in: .min ... .max) })
        let member = try office.addMember(name: name, role: "ambassador")
        let secret = try office.invite(member: member, validMilliseconds: 1 << 40).secret
        try await connected(as: name) { connection in
            _ = try await replica.enrol(
                over: connection, deployment: self.office.deployment, secret: secret, name: name,
                addresses: [])
        }
        return replica
    }

    /// One sync, counted.
    func sync(
        _ replica: Replica, as name: String
    ) async throws -> (CountingConnection.Count, SyncReport) {
        let result = Mutex<(CountingConnection.Count, SyncReport)?>(nil)
        try await connected(as: name) { connection in
            let counting = CountingConnection(connection)
            let report = try await replica.sync(over: counting)
            result.withLock { $0 = (counting.count, report) }
        }
        guard let result = result.withLock({ $0 }) else { throw CancellationError() }
        return result
    }

    private func connected(
        as name: String, _ body: @Sendable (any FrameConnection) async throws -> Void
    ) async throws {
        let (client, server) = InProcessPair.make(
            clientFingerprint: Hash256(of: Array(name.utf8)),
            serverFingerprint: Hash256(of: Array("office".utf8)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.office.serve(server) }
            try await body(client)
            await client.close()
            try await group.waitForAll()
        }
    }
}

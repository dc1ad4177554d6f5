package import SyncEngine
package import SyncProtocol
package import SyncReplica

/// The real replica, on a simulated disk of its own.
package final class DiskReplica: ReplicaNode {
    package let disk: SimulatedDisk
    private var setting: NodeSetting
    private var replica: Replica
    private var core: ReplicaCore
    private var helloAt: Milliseconds = 0
    private static let fileName = "replica.db"

    /// Opens the replica on the disk, or makes one on a disk that has none.
    package init(_ setting: NodeSetting, on disk: SimulatedDisk) throws {
        self.disk = disk
        self.setting = setting
        self.replica = try Self.open(setting, disk)
        self.core = replica.makeCore()
    }

    private static func open(_ setting: NodeSetting, _ disk: SimulatedDisk) throws -> Replica {
        try Replica(
            at: disk.path(fileName), on: SimulatedFiles(), isNew: disk.size(fileName) == nil,
            domain: setting.domain, clock: setting.clock, random: setting.random)
    }

    // MARK: Life

    package func restart(_ loss: Loss, domain: (any Domain)?) throws {
        if let domain { setting = setting.with(domain) }
        if loss == .nothing { try? replica.close() }
        disk.restart(loss)
        try open()
    }

    package func image() throws -> NodeImage { NodeImage(disk.copy(seed: setting.diskLuck())) }

    package func restore(_ image: NodeImage) throws {
        guard let other = image.content as? SimulatedDisk else {
            preconditionFailure("an image of another kind of node")
        }
        disk.replace(with: other)
        try open()
    }

    private func open() throws {
        replica = try Self.open(setting, disk)
        core = replica.makeCore()
    }

    // MARK: Joining

    package func enrolment(
        deployment: DeploymentID, secret: [UInt8], name: String
    ) throws -> Parcel {
        helloAt = setting.clock()
        return .frame(
            try replica.enrolmentFrame(deployment: deployment, secret: secret, name: name))
    }

    package func finishEnrolment(_ enrolled: Enrolled, deployment: DeploymentID) throws {
        _ = try replica.finishEnrolment(
            enrolled, deployment: deployment, sent: helloAt,
            office: Hash256(of: Array("office".utf8)), addresses: [])
    }

    // MARK: Work

    package func write(
        _ body: (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws -> Int64? {
        try replica.writeChanges(setting.domain.schema, body)
    }

    package func retry(_ entry: Int64) throws -> [Int64] { try replica.retry(entry) }

    package func discard(_ entry: Int64) throws { try replica.discard(entry) }

    // MARK: Session

    package func connected(isLive: Bool) throws -> [Parcel] {
        core = replica.makeCore(pushLimit: setting.pushLimit)
        return try core.begin(isLive ? .live : .sync).map(Parcel.frame)
    }

    package func received(_ parcel: Parcel) throws -> [Parcel] {
        try core.received(parcel.frame(setting.domain.schema)).map(Parcel.frame)
    }

    package func localChange() throws -> [Parcel] { try core.localChange().map(Parcel.frame) }

    package func tick() throws -> [Parcel] { try core.tick().map(Parcel.frame) }

    package func disconnected() {}

    package var isFinished: Bool { core.isFinished }
    package var isResting: Bool { core.isResting }
    package var failure: SessionFailure? { core.failure }
    package var report: SyncReport { core.report }

    // MARK: What checkers see

    package func device() throws -> DeviceID? { try replica.identity()?.device }

    package func drawn<T>(_ body: (any RowSource) throws -> T) throws -> T {
        try replica.readRows(setting.domain.schema, body)
    }

    package func committed(_ table: TableID, _ row: RowID) throws -> Row? {
        try replica.committed(table, row)
    }

    package func outbox() throws -> [OutboxEntry] { try replica.outbox(openOnly: false) }

    package func cursor() throws -> Mark { try replica.marks().cursor }

    package func receipt() throws -> Mark { try replica.marks().receipt }

    package func heldScopes() throws -> [Scope] { try replica.heldScopes() }

    package func doctor() throws -> [String] {
        try replica.doctor().map { "\($0.code.rawValue) \($0.subject)" }
    }

    /// A person lets `doctor` mend what it can.
    func repair() throws { _ = try replica.doctor(repair: true) }
}

extension NodeSetting {
    /// The same node with another program.
    func with(_ domain: any Domain) -> NodeSetting {
        NodeSetting(
            name: name, domain: domain, clock: clock, random: random, diskLuck: diskLuck,
            pushLimit: pushLimit)
    }
}

internal import Foundation
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// The real replica on real files.
final class FileReplica: ReplicaNode {
    private var setting: NodeSetting
    private var files: FileSet
    private var replica: Replica
    private var core: ReplicaCore
    private static let fileName = "replica.db"

    init(_ setting: NodeSetting, in folder: String) throws {
        self.setting = setting
        self.files = try FileSet(folder + "/" + setting.name)
        self.replica = try Replica.create(
            at: files.folder + "/" + Self.fileName, domain: setting.domain, clock: setting.clock,
            random: setting.random)
        self.core = replica.makeCore()
    }

    // MARK: Life

    func restart(_ loss: Loss, domain: (any Domain)?) throws {
        if let domain {
            setting = NodeSetting(
                name: setting.name, domain: domain, clock: setting.clock, random: setting.random)
        }
        switch loss {
        case .nothing: try replica.close()
        case .process, .power:
            let dead = replica
            try files.replace(by: files.content())
            try? dead.close()
        }
        try open()
    }

    func image() throws -> NodeImage { NodeImage(try files.content()) }

    func restore(_ image: NodeImage) throws {
        guard let content = image.content as? [String: Data] else {
            preconditionFailure("an image of another kind of node")
        }
        try replica.close()
        try files.replace(by: content)
        try open()
    }

    private func open() throws {
        replica = try Replica.open(
            at: files.folder + "/" + Self.fileName, domain: setting.domain, clock: setting.clock,
            random: setting.random)
        core = replica.makeCore()
    }

    // MARK: Joining

    private var helloAt: Milliseconds = 0

    func enrolment(deployment: DeploymentID, secret: [UInt8], name: String) throws -> Parcel {
        helloAt = setting.clock()
        return .frame(
            try replica.enrolmentFrame(deployment: deployment, secret: secret, name: name))
    }

    func finishEnrolment(_ enrolled: Enrolled, deployment: DeploymentID) throws {
        _ = try replica.finishEnrolment(
            enrolled, deployment: deployment, sent: helloAt,
            office: Hash256(of: Array("office".utf8)), addresses: [])
    }

    // MARK: Work

    func write(
        _ body: (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws -> Int64? {
        try replica.writeChanges(setting.domain.schema, body)
    }

    func retry(_ entry: Int64) throws -> [Int64] { try replica.retry(entry) }

    func discard(_ entry: Int64) throws { try replica.discard(entry) }

    // MARK: Session

    func connected(isLive: Bool) throws -> [Parcel] {
        core = replica.makeCore()
        return try core.begin(isLive: isLive).map(Parcel.frame)
    }

    func received(_ parcel: Parcel) throws -> [Parcel] {
        try core.received(parcel.frame(setting.domain.schema)).map(Parcel.frame)
    }

    func localChange() throws -> [Parcel] { try core.localChange().map(Parcel.frame) }

    func tick() throws -> [Parcel] { try core.tick().map(Parcel.frame) }

    func disconnected() {}

    var isFinished: Bool { core.isFinished }
    var isResting: Bool { core.isResting }
    var failure: SessionFailure? { core.failure }
    var report: SyncReport { core.report }

    // MARK: What checkers see

    func device() throws -> DeviceID? { try replica.identity()?.device }

    func drawn<T>(_ body: (any RowSource) throws -> T) throws -> T {
        try replica.readRows(setting.domain.schema, body)
    }

    func committed(_ table: TableID, _ row: RowID) throws -> Row? {
        try replica.committed(table, row)
    }

    func outbox() throws -> [OutboxEntry] { try replica.outbox(openOnly: false) }

    func cursor() throws -> Mark { try replica.marks().cursor }

    func receipt() throws -> Mark { try replica.marks().receipt }

    func heldScopes() throws -> [Scope] { try replica.heldScopes() }

    func doctor() throws -> [String] {
        try replica.doctor().map { "\($0.code.rawValue) \($0.subject)" }
    }
}

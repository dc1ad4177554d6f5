internal import SyncEngine
internal import SyncOffice
package import SyncProtocol

/// What checkers may look at.
extension World: WorldView {
    package var officeNow: Milliseconds { officeClock.now }
    package var officeData: any OfficeView {
        CoreView(core: office.core, schema: officeDomain.schema)
    }
    package var replicaCount: Int { replicas.count }
    package func node(_ replica: Int) -> any ReplicaNode { replicas[replica].node }
    package func schema(of replica: Int) -> Schema {
        domains[replicas[replica].version - 1].schema
    }
    package func isEnrolled(_ replica: Int) -> Bool { replicas[replica].isEnrolled }
    package func isShutOut(_ replica: Int) -> Bool { replicas[replica].isShutOut }
}

/// The real office's own account.
struct CoreView: OfficeView {
    let core: OfficeCore
    let schema: Schema

    func log(after sequence: Sequence) throws -> [LogLine] {
        try core.log(after: sequence).map { entry in
            LogLine(
                sequence: entry.sequence, epoch: entry.epoch, device: entry.device,
                number: ChangeNumber(entry.number), at: entry.at, entry: entry.entry,
                head: entry.head)
        }
    }

    func head(at sequence: Sequence) throws -> Hash256? { try core.head(at: sequence) }

    func rows(in table: TableID) throws -> [Row] {
        try core.rows(in: table).sorted { $0.id < $1.id }
    }

    func row(_ key: RowKey) throws -> Row? { try core.row(key) }

    func changed(after sequence: Sequence) throws -> [(key: RowKey, row: Row?)] {
        try core.changed(after: sequence)
    }

    func epochs() throws -> [EpochLine] {
        try core.epochs().entries.map {
            EpochLine(epoch: $0.epoch, start: $0.start, agreed: $0.agreed, lost: $0.lost)
        }
    }

    func devices() throws -> [DeviceLine] {
        try core.deviceRecords().map {
            DeviceLine(
                device: $0.device, member: $0.member, copiedFrom: $0.copiedFrom,
                isRevoked: $0.revokedAt != nil)
        }
    }

    func verdict(on number: ChangeNumber, of device: DeviceID) throws -> Verdict? {
        try core.verdict(on: number, of: device)
    }

    func segment(with number: ChangeNumber, of device: DeviceID) throws -> Hash256? {
        try core.segment(with: number, of: device)
    }

    func tombstones() throws -> Set<RowKey> { Set(try core.tombstones().map(\.key)) }
    func retiredThrough() throws -> Sequence { try core.retiredThrough() }
    func digests() throws -> [(scope: Scope, digest: Digest)] { try core.digests() }

    func segment(_ bytes: [UInt8]) throws -> SealedSegment {
        try core.segmentReading.segment(bytes)
    }

    func changeSets(in segment: SealedSegment) throws -> [ChangeSet] {
        try core.segmentReading.changeSets(in: segment, schema: schema)
    }

    func faults() throws -> [String] {
        try core.doctor().filter { $0.severity == .fault }.map(\.message)
    }
}

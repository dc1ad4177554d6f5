package import SyncEngine
package import SyncProtocol

/// What a checker may look at: a world, or in a test something made up.
package protocol WorldView: AnyObject {
    /// By the office's clock.
    var officeNow: Milliseconds { get }
    /// The office's program.
    var officeDomain: any Domain { get }
    var officeData: any OfficeView { get }
    /// How many replicas there are. Never shrinks.
    var replicaCount: Int { get }
    func node(_ replica: Int) -> any ReplicaNode
    /// What the replica's program knows.
    func schema(of replica: Int) -> Schema
    func isEnrolled(_ replica: Int) -> Bool
    /// Whether the office will not talk to the replica any more, and rightly so.
    func isShutOut(_ replica: Int) -> Bool
}

/// The office's own account, read without changing anything.
package protocol OfficeView {
    /// The log after a sequence, in order.
    func log(after sequence: Sequence) throws -> [LogLine]
    /// `nil` where the log does not reach.
    func head(at sequence: Sequence) throws -> Hash256?
    /// All rows of a table, sorted by id.
    func rows(in table: TableID) throws -> [Row]
    func row(_ key: RowKey) throws -> Row?
    /// Rows that were written or deleted after a sequence, each once.
    func changed(after sequence: Sequence) throws -> [(key: RowKey, row: Row?)]
    /// Oldest first.
    func epochs() throws -> [EpochLine]
    func devices() throws -> [DeviceLine]
    /// What is remembered of one set.
    func verdict(on number: ChangeNumber, of device: DeviceID) throws -> Verdict?
    /// The hash of the judged segment that has this set.
    func segment(with number: ChangeNumber, of device: DeviceID) throws -> Hash256?
    /// Deleted rows that are remembered.
    func tombstones() throws -> Set<RowKey>
    /// Deletions up to here may have been forgotten.
    func retiredThrough() throws -> Sequence
    /// The digests that the office keeps, by scope.
    func digests() throws -> [(scope: Scope, digest: Digest)]
    /// Opens a pushed segment.
    func segment(_ bytes: [UInt8]) throws -> SealedSegment
    func changeSets(in segment: SealedSegment) throws -> [ChangeSet]
    /// What the office finds wrong with itself.
    func faults() throws -> [String]
}

/// One entry of the office's log.
package struct LogLine: Hashable, Sendable {
    package let sequence: Sequence
    package let epoch: Epoch
    package let device: DeviceID
    /// 0 for the office's own.
    package let number: ChangeNumber
    /// The effective time.
    package let at: Milliseconds
    package let entry: Hash256
    package let head: Hash256

    package init(
        sequence: Sequence, epoch: Epoch, device: DeviceID, number: ChangeNumber,
        at: Milliseconds, entry: Hash256, head: Hash256
    ) {
        self.sequence = sequence
        self.epoch = epoch
        self.device = device
        self.number = number
        self.at = at
        self.entry = entry
        self.head = head
    }
}

/// One history that the office has lived through.
package struct EpochLine: Hashable, Sendable {
    package let epoch: Epoch
    package let start: Sequence
    package let agreed: Sequence
    /// The epoch of the history that was lost when this one was opened.
    package let lost: Epoch

    package init(epoch: Epoch, start: Sequence, agreed: Sequence, lost: Epoch) {
        self.epoch = epoch
        self.start = start
        self.agreed = agreed
        self.lost = lost
    }
}

/// One device that the office knows.
package struct DeviceLine: Hashable, Sendable {
    package let device: DeviceID
    package let member: RowID
    package let copiedFrom: DeviceID?
    package let isRevoked: Bool

    package init(device: DeviceID, member: RowID, copiedFrom: DeviceID?, isRevoked: Bool) {
        self.device = device
        self.member = member
        self.copiedFrom = copiedFrom
        self.isRevoked = isRevoked
    }
}

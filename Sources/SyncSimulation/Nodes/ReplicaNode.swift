package import SyncEngine
package import SyncProtocol
package import SyncReplica

/// One device in a simulated world: its replica, its process and its disk.
///
/// Two kinds: the real `Replica` on a simulated disk, and `ReplicaSession` over rows in memory. Every
/// method but `restart` and `restore` throws when the process is down after a disk fault; the world then
/// restarts it.
package protocol ReplicaNode: AnyObject {
    // MARK: Life

    /// Ends the process and starts another on the same disk.
    ///
    /// - Parameter domain: the program's domain from now on; `nil` for the same as before.
    func restart(_ loss: Loss, domain: (any Domain)?) throws
    /// A copy of the disk as it is at this moment, process running.
    func image() throws -> NodeImage
    /// Ends the process, replaces the disk's content and starts again. An image of another node makes this
    /// one its copy.
    func restore(_ image: NodeImage) throws

    // MARK: Joining

    func enrolment(deployment: DeploymentID, secret: [UInt8], name: String) throws -> Parcel
    func finishEnrolment(_ enrolled: Enrolled, deployment: DeploymentID) throws

    // MARK: Work

    /// One local transaction: `body` looks and says what to change.
    ///
    /// - Returns: the outbox entry that it made, `nil` when it changed nothing.
    func write(
        _ body: (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws -> Int64?
    /// Makes a returned set's changes again, with those that need it. Answers the new entries.
    func retry(_ entry: Int64) throws -> [Int64]
    func discard(_ entry: Int64) throws

    // MARK: One session at a time

    /// A connection stands. A session that was under way is forgotten.
    func connected(isLive: Bool) throws -> [Parcel]
    func received(_ parcel: Parcel) throws -> [Parcel]
    /// Local work was written while a live session rests.
    func localChange() throws -> [Parcel]
    func tick() throws -> [Parcel]
    /// The connection is gone.
    func disconnected()
    /// The session has said and heard everything.
    var isFinished: Bool { get }
    /// A live session has nothing to do.
    var isResting: Bool { get }
    var failure: SessionFailure? { get }
    /// Of the current or last session.
    var report: SyncReport { get }

    // MARK: What checkers see

    /// `nil` before enrolment.
    func device() throws -> DeviceID?
    /// The rows as drawn, pending work on top.
    func drawn<T>(_ body: (any RowSource) throws -> T) throws -> T
    /// A row as the office has it, `nil` when it does not.
    func committed(_ table: TableID, _ row: RowID) throws -> Row?
    /// All change sets still known here, oldest first.
    func outbox() throws -> [OutboxEntry]
    func cursor() throws -> Mark
    func receipt() throws -> Mark
    /// The scopes whose rows are here, sorted.
    func heldScopes() throws -> [Scope]
    /// Faults found by checking everything, each a sentence; none when sound.
    func doctor() throws -> [String]
}

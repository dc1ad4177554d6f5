package import SyncEngine
package import SyncProtocol

/// Everything the office keeps, behind one narrow set of calls: the seam for stores other than SQLite.
///
/// Holds nothing that another process may change: each call looks. Not safe for use from several threads
/// at once; writers of several processes wait for each other. All calls but those about transactions and
/// copies are made inside `write` and `read` only. Trouble with the disk is thrown as `StoreError` or
/// `OfficeError`.
package protocol OfficeStore: OfficeReader, AnyObject {
    // MARK: Transactions

    /// One transaction, on disk when this returns; nothing of it stays when `body` throws.
    func write<T>(_ body: () throws -> T) throws -> T
    /// Reads one state of everything.
    func read<T>(_ body: () throws -> T) throws -> T
    /// A consistent copy in a new file; refused by a store that is no file.
    func copy(to path: String) throws
    /// Lets go of everything; later calls fail.
    func close() throws

    // MARK: Single values

    /// A value kept under a name, `nil` when there is none.
    func meta(_ key: String) throws -> Value?
    /// Keeps a value under a name.
    func setMeta(_ value: Value, for key: String) throws
    /// Changes whenever another process commits.
    func dataVersion() throws -> Int64
    /// About how large the store is.
    func byteCount() throws -> Int64
    /// What the store itself finds wrong with its files, each a sentence.
    func damages() throws -> [String]

    // MARK: The log

    /// The newest sequence and its head; zero for an empty log.
    func head() throws -> (sequence: Sequence, head: Hash256)
    /// The head at a sequence. One index look-up.
    func head(at sequence: Sequence) throws -> Hash256?
    /// Adds the next sequence.
    func append(_ entry: LogEntry) throws
    /// The entries after a sequence, in order, at most `limit`.
    func log(after sequence: Sequence, limit: Int) throws -> [LogEntry]
    /// The epochs that were opened, oldest first.
    func epochs() throws -> EpochHistory
    /// Remembers that an epoch was opened.
    func append(_ epoch: EpochHistory.Entry, now: Milliseconds) throws

    // MARK: Rows

    /// A live row's stored cells. One index look-up.
    func stored(_ key: RowKey) throws -> StoredRow?
    /// Calls `body` with each live row of a table in the order of ids. `body` must not write.
    func forEachRow(in table: TableID, _ body: (StoredRow) throws -> Void) throws
    /// How many live rows a table has.
    func rowCount(in table: TableID) throws -> Int
    /// Where a row stands in the feed, deleted or not. One index look-up.
    func place(of key: RowKey) throws -> RowPlace?
    /// Makes or replaces a row, its clocks and its place; with a deletion its cells are its tombstone.
    func put(_ row: StandingRow, at place: RowPlace) throws
    /// Remembers that a row left a scope.
    func putGone(_ key: RowKey, from scope: Scope, at sequence: Sequence) throws
    /// Forgets that a row ever left these scopes.
    func forgetGone(_ key: RowKey, from scopes: [Scope]) throws
    /// How many live rows of a table have a place, and the newest sequence among them.
    func livePlaces(in table: TableID) throws -> (count: Int, newest: Sequence)
    /// Deleted rows that are remembered, in the order of their deletion.
    func tombstones() throws -> [Tombstone]
    /// Forgets deletions, and that rows left scopes, up to a sequence; those up to `last` are forgotten already.
    ///
    /// - Returns: how many.
    /// - Complexity: O(rows whose sequence lies between).
    func retire(after last: Sequence, through sequence: Sequence) throws -> Int

    // MARK: The feed

    /// What is in one scope, and what left it, after a sequence: in order, at most `limit`.
    func feed(of scope: Scope, after: Sequence, limit: Int) throws -> [FeedEntry]
    /// What is in any scope, and what left any, after a sequence: in order, at most `limit`.
    func feed(after: Sequence, limit: Int) throws -> [FeedEntry]
    /// Everything of one sequence, in order.
    func feed(at sequence: Sequence) throws -> [FeedEntry]
    /// Live rows of a scope last written at or before a sequence, after a position: in order, at most
    /// `limit`. `allRows` stands for every row's scope.
    func backfill(
        of scope: Scope, through: Sequence, after position: FeedPosition, limit: Int
    ) throws -> [FeedEntry]
    /// Live rows of a scope in a range of ids, sorted by id. `allRows` stands for every row's scope.
    func entries(of scope: Scope, in range: ClosedRange<RowID>) throws -> [FeedEntry]
    /// The kept digest of a scope. One index look-up.
    func digest(of scope: Scope) throws -> Digest
    /// Keeps a scope's digest; an empty one is forgotten.
    func setDigest(_ digest: Digest, of scope: Scope) throws
    /// Every digest that is kept, sorted by scope.
    func digests() throws -> [(scope: Scope, digest: Digest)]

    // MARK: Segments and verdicts

    /// What is remembered of a judged segment.
    func segment(of device: DeviceID, first: ChangeNumber) throws -> SegmentOrder.Remembered?
    /// All segments of a device, in order.
    func segments(of device: DeviceID) throws -> [SegmentOrder.Remembered]
    /// Keeps a segment whose sets all have verdicts, and moves its device's next number behind it.
    func keep(_ segment: SealedSegment, now: Milliseconds) throws
    /// Keeps a verdict for good.
    func record(_ verdict: Verdict, of number: ChangeNumber, device: DeviceID) throws
    /// The verdicts on a device's sets with these numbers, in order.
    func verdicts(
        of device: DeviceID, in numbers: ClosedRange<ChangeNumber>
    ) throws -> [(number: ChangeNumber, verdict: Verdict)]
    /// Remembers that a set of this device which made the row was returned.
    func rememberReturned(_ key: RowKey, device: DeviceID) throws
    /// Forgets it: the row was made after all.
    func forgetReturned(_ key: RowKey, device: DeviceID) throws

    // MARK: Deadlines

    /// Remembers a deadline, once.
    func remember(_ deadline: RuleRunner.Deadline) throws
    /// Forgets a deadline.
    func forget(_ deadline: RuleRunner.Deadline) throws
    /// Deadlines that have come, earliest first, at most `limit`.
    func dueDeadlines(now: Milliseconds, limit: Int) throws -> [RuleRunner.Deadline]

    // MARK: Devices

    /// One index look-up.
    func device(_ id: DeviceID) throws -> DeviceRecord?
    /// All devices, oldest first.
    func devices() throws -> [DeviceRecord]
    /// The identity that a device was given before with this key.
    func copy(of device: DeviceID, signingKey: [UInt8]) throws -> DeviceRecord?
    /// Keeps a new device.
    func insert(_ device: DeviceRecord) throws
    /// Remembers when a device was shut out, the first time.
    func revoke(_ device: DeviceID, at time: Milliseconds) throws
    /// Remembers that nobody waits for a device any longer.
    func giveUp(_ device: DeviceID, at time: Milliseconds) throws
    /// What a device's last pull set out to bring.
    func pull(of device: DeviceID) throws -> PullRecord?
    /// Remembers what a pull sets out to bring, the contact before it and the checkpoint it starts from. A
    /// device that was given up is waited for again.
    func begin(
        _ pull: PullRecord, of device: DeviceID, contact: Milliseconds, cursor: Sequence
    ) throws

    // MARK: Invites

    /// An invite by the hash of its secret.
    func invite(_ secretHash: Hash256) throws -> InviteRecord?
    /// Keeps a new invite.
    func insertInvite(_ secretHash: Hash256, member: RowID, expires: Milliseconds) throws
    /// Remembers who has used an invite, and when.
    func spendInvite(_ secretHash: Hash256, by device: DeviceID, at time: Milliseconds) throws
}

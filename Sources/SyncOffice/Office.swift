public import SyncEngine
public import SyncProtocol
internal import Synchronization

/// The office: the one authority that admits change sets, orders them and decides by rules.
///
/// Several processes may open one office at the same time: while one serves, another invites, reports or
/// adds members. All calls may come from any thread; each is carried out alone.
///
/// ```swift
/// let office = try Office.open(in: folder, domain: domain, clock: clock, random: random)
/// await office.serve(connection)
/// ```
public final class Office: Sendable {
    /// Names this office and all its replicas.
    public let deployment: DeploymentID
    let schema: Schema
    let clock: @Sendable () -> Milliseconds
    private let core: CoreLock
    private let mailboxes = Mutex<[Int: Mailbox]>([:])
    let pushes = PushQueue()

    private init(
        _ core: OfficeCore, schema: Schema, clock: @escaping @Sendable () -> Milliseconds
    ) {
        self.deployment = core.deployment
        self.schema = schema
        self.clock = clock
        self.core = CoreLock(core)
    }

    /// Makes an office in a folder that has none.
    ///
    /// - Parameters:
    ///   - folder: made when it is missing.
    ///   - name: what people call the office.
    ///   - clock: Unix milliseconds.
    ///   - random: 64 unpredictable bits; secrets are made of them.
    /// - Throws: `OfficeError`: `exists`, or trouble with the disk.
    public static func create(
        in folder: String, domain: any Domain, name: String,
        clock: @escaping @Sendable () -> Milliseconds, random: @escaping @Sendable () -> UInt64
    ) throws -> Office {
        let core = try OfficeCore.create(
            in: folder, domain: domain, name: name, now: clock(), random: random)
        return Office(core, schema: domain.schema, clock: clock)
    }

    /// Opens the office in a folder. One that was restored from a backup notices it here, or at the next
    /// Hello of a device that knows better, and opens a new epoch.
    ///
    /// - Throws: `OfficeError`: `missing`, `foreign-file`, `newer-schema`, `damaged`, `locked`, or trouble
    ///   with the disk.
    public static func open(
        in folder: String, domain: any Domain, clock: @escaping @Sendable () -> Milliseconds,
        random: @escaping @Sendable () -> UInt64
    ) throws -> Office {
        let core = try OfficeCore.open(
            in: folder, domain: domain, now: clock(), random: random)
        return Office(core, schema: domain.schema, clock: clock)
    }

    // MARK: Members and devices

    /// Makes a member.
    ///
    /// - Parameter subjects: rows (events, groups) that the member is assigned to.
    /// - Returns: the member's row.
    /// - Throws: `OfficeError` `refused` when the domain does not allow it.
    @discardableResult
    public func addMember(
        name: String, role: String, assignedTo subjects: [RowID] = []
    ) throws -> RowID {
        try use { core, now in
            try core.addMember(name: name, role: role, assignedTo: subjects, now: now)
        }
    }

    /// Makes a one-time invite for one device of a member. The secret is kept nowhere.
    ///
    /// - Throws: `OfficeError` `unknown` when there is no such member.
    public func invite(
        member: RowID, validMilliseconds: Int64
    ) throws -> (secret: [UInt8], expires: Milliseconds) {
        try use { core, now in
            try core.invite(member: member, validMilliseconds: validMilliseconds, now: now)
        }
    }

    /// All devices, oldest first.
    public func devices() throws -> [OfficeDevice] {
        try use { core, _ in try core.devices() }
    }

    /// Shuts a device out, now and for good. Its admitted work stays.
    ///
    /// - Throws: `OfficeError` `unknown` when there is no such device.
    public func revoke(_ device: DeviceID) throws {
        try use { core, now in try core.revoke(device, now: now) }
    }

    /// Waits for a device no longer before deletions are forgotten. It may come back: then it reloads what it
    /// holds, and its pending work is kept.
    ///
    /// - Throws: `OfficeError` `unknown` when there is no such device.
    public func giveUp(_ device: DeviceID) throws {
        try use { core, now in try core.giveUp(device, now: now) }
    }

    // MARK: Looking

    /// How the office stands. Counts rows, else index look-ups.
    public func report() throws -> OfficeReport {
        try use { core, _ in try core.report() }
    }

    /// Checks the whole database. Reads all of it.
    ///
    /// - Returns: what is wrong or worth knowing; nothing when all is well.
    public func doctor() throws -> [Finding] {
        try use { core, _ in try core.doctor() }
    }

    /// All rows of a table, sorted by row id.
    public func rows(in table: TableID) throws -> [Row] {
        try use { core, _ in try core.rows(in: table) }
    }

    /// Reads one state of the rows.
    ///
    /// - Parameter body: must not let the reader escape.
    public func read<T: Sendable>(_ body: (any RowReader) throws -> T) throws -> T {
        try core.withLock { core in try core.store.read { try body(core.store) } }
    }

    // MARK: Keeping

    /// A consistent copy of the database in a new file, while the office serves.
    ///
    /// - Returns: the sequence through which the copy has everything. Call `markBackedUp` once it is safe.
    public func copyDatabase(to path: String) throws -> Sequence {
        try use { core, _ in try core.copyDatabase(to: path) }
    }

    /// Lets replicas forget admitted segments up to a sequence, because a backup has them.
    public func markBackedUp(through sequence: Sequence) throws {
        try use { core, _ in try core.markBackedUp(through: sequence) }
    }

    /// Wakes rules whose time has come, and looks for what other processes did. Connections do it while
    /// they last; an office without any may be ticked by hand.
    public func tick() throws {
        try use { core, now in try core.tick(now: now) }
    }

    /// Tells every peer that the office stops, and releases the files. Later calls fail.
    public func close() throws {
        for mailbox in mailboxes.withLock({ $0.values.map { $0 } }) { mailbox.stop() }
        try use { core, _ in try core.close() }
    }

    // MARK: For the connections

    /// Carries one call out alone, then wakes the connections that it concerns.
    func use<T: Sendable>(_ body: (OfficeCore, Milliseconds) throws -> T) throws -> T {
        do {
            let (result, woken) = try core.withLock { core in
                let result = try body(core, clock())
                return (result, core.takeWoken())
            }
            wake(woken)
            return result
        } catch {
            throw error is Refused ? OfficeError(.refused) : OfficeError(error)
        }
    }

    func add(_ mailbox: Mailbox, of session: Int) {
        mailboxes.withLock { $0[session] = mailbox }
    }

    func removeMailbox(of session: Int) {
        mailboxes.withLock { _ = $0.removeValue(forKey: session) }
    }

    private func wake(_ sessions: [Int]) {
        guard !sessions.isEmpty else { return }
        let concerned = mailboxes.withLock { all in sessions.compactMap { all[$0] } }
        for mailbox in concerned { mailbox.wake() }
    }
}

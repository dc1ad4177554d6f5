internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// The replica's file: opening it, and transactions in which nothing is left uncaptured.
final class ReplicaStore: Sendable {
    let file: DatabaseFile
    let domain: any Domain
    let schema: Schema
    let clock: @Sendable () -> Milliseconds
    let random: @Sendable () -> UInt64
    let rowClock: RowClock
    private let uncleanMark: UncleanMark

    /// - Parameter isNew: whether the file is made now; it must not exist then.
    init(
        path: String, files: any FileSystem, isNew: Bool, domain: any Domain,
        lockTimeoutMilliseconds: Int,
        clock: @escaping @Sendable () -> Milliseconds, random: @escaping @Sendable () -> UInt64
    ) throws {
        self.domain = domain
        self.schema = domain.schema
        self.clock = clock
        self.random = random
        self.rowClock = RowClock(random: random)
        if isNew, files.exists(path) {
            throw ReplicaError(.exists, detail: path)
        }
        self.uncleanMark = UncleanMark(path: path, files: files)
        if isNew { uncleanMark.set() }
        self.file = try translatingErrors {
            try DatabaseFile(
                path: path, files: files, applicationID: ReplicaTables.applicationID,
                mustExist: !isNew, lockTimeoutMilliseconds: lockTimeoutMilliseconds)
        }
        try translatingErrors {
            if uncleanMark.isSet { try checkAfterUncleanEnd() }
            try ReplicaTables.prepare(
                schema, in: file, willWrite: { uncleanMark.set() },
                beforeUpgrade: { try Collector(access: access($0)).collectLeftovers() },
                afterUpgrade: { try SchemaUpgrade(access: access($0)).run() })
            try makeProvisionalDevice()
        }
    }

    /// Reads in one transaction.
    func read<T>(_ body: (Access) throws -> T) throws -> T {
        try translatingErrors { try file.read { try body(access($0)) } }
    }

    /// As `read`, for a body that is not ours.
    func readOnly<T>(_ body: (Access) throws -> T) throws -> T {
        try translatingErrors { try file.readOnly { try body(access($0)) } }
    }

    /// Writes in one transaction. What other programs wrote before is collected first.
    func write<T>(_ body: (Access) throws -> T) throws -> T {
        uncleanMark.set()
        do {
            return try translatingErrors {
                try file.write { db in
                    let access = access(db)
                    try Collector(access: access).collectLeftovers()
                    return try body(access)
                }
            }
        } catch let error as ReplicaError where [.ioError, .diskFull].contains(error.code) {
            // The log may hold what the disk never will.
            uncleanMark.keep()
            throw error
        }
    }

    /// Writes a copy of the file as it stands; `path` is empty or does not exist.
    func copy(to path: String) throws {
        try translatingErrors { try file.copy(to: path) }
    }

    /// The file ends in good order, unless the disk failed before.
    func close() throws {
        try translatingErrors { try file.close() }
        uncleanMark.clear()
    }

    private func access(_ db: Database) -> Access {
        Access(db, schema: schema, wall: clock(), rowClock: rowClock)
    }

    /// Also when the process that made the file ended before it came this far.
    private func makeProvisionalDevice() throws {
        guard try file.read({ try !IdentityStore.hasDevice($0) }) else { return }
        try file.write { try IdentityStore.setDevice(DeviceID(random: random()), $0) }
    }

    private func checkAfterUncleanEnd() throws {
        try file.makeLogDurable()
        let verdict = try file.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
        guard verdict == "ok" else {
            throw ReplicaError(.damaged, detail: verdict ?? "quick_check gave no answer")
        }
        uncleanMark.clear()
    }
}

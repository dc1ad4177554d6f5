import Foundation
import GRDB
import SyncEngine
import SyncProtocol
import SyncReplica
import SyncSimulation

/// The real `Replica` in a file, as a node: what `MemoryReplica` is measured against.
final class FileReplica: ReplicaNode {
    private let path: String
    private var domain: any Domain
    private let clock: @Sendable () -> Milliseconds
    private let random: @Sendable () -> UInt64
    private(set) var replica: Replica
    private var core: ReplicaCore
    private var isConnected = false
    private var enrolmentSentAt: Milliseconds = 0

    init(
        path: String, domain: any Domain, clock: @escaping @Sendable () -> Milliseconds,
        random: @escaping @Sendable () -> UInt64
    ) throws {
        self.path = path
        self.domain = domain
        self.clock = clock
        self.random = random
        self.replica = try Replica.create(at: path, domain: domain, clock: clock, random: random)
        self.core = replica.makeCore()
    }

    private func open() throws {
        replica = try Replica.open(at: path, domain: domain, clock: clock, random: random)
        core = replica.makeCore()
    }

    func restart(_ loss: Loss, domain: (any Domain)?) throws {
        disconnected()
        try replica.close()
        if let domain { self.domain = domain }
        try open()
    }

    func image() throws -> NodeImage {
        disconnected()
        try replica.close()
        defer { try? open() }
        return NodeImage(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func restore(_ image: NodeImage) throws {
        guard let content = image.content as? Data else { throw ReplicaError(.foreignFile) }
        disconnected()
        try replica.close()
        for suffix in ["-wal", "-shm", ".open"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
        try content.write(to: URL(fileURLWithPath: path))
        try open()
    }

    func enrolment(deployment: DeploymentID, secret: [UInt8], name: String) throws -> Parcel {
        enrolmentSentAt = clock()
        return .frame(
            try replica.enrolmentFrame(deployment: deployment, secret: secret, name: name))
    }

    func finishEnrolment(_ enrolled: Enrolled, deployment: DeploymentID) throws {
        _ = try replica.finishEnrolment(
            enrolled, deployment: deployment, sent: enrolmentSentAt, office: .zero, addresses: [])
    }

    func write(
        _ body: (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws -> Int64? {
        let before = try outbox().last?.entry ?? 0
        try replica.write { db in
            let rows = FileRows(db: db, reader: replica.rowReader(db), schema: domain.schema)
            for change in try body(rows, { try replica.makeRowID(db) }) {
                try rows.carryOut(change)
            }
        }
        return try outbox().last.flatMap { $0.entry > before ? $0.entry : nil }
    }

    func retry(_ entry: Int64) throws -> [Int64] { try replica.retry(entry) }

    func discard(_ entry: Int64) throws { try replica.discard(entry) }

    func connected(isLive: Bool) throws -> [Parcel] {
        core = replica.makeCore()
        isConnected = true
        return try core.begin(isLive: isLive).map(Parcel.frame)
    }

    func received(_ parcel: Parcel) throws -> [Parcel] {
        guard isConnected else { return [] }
        return try core.received(parcel.frame(domain.schema)).map(Parcel.frame)
    }

    func localChange() throws -> [Parcel] { try core.localChange().map(Parcel.frame) }

    func tick() throws -> [Parcel] { try core.tick().map(Parcel.frame) }

    func disconnected() { isConnected = false }

    var isFinished: Bool { core.isFinished }
    var isResting: Bool { isConnected && core.isResting }
    var failure: SessionFailure? { core.failure }
    var report: SyncReport { core.report }

    func device() throws -> DeviceID? { try replica.identity()?.device }

    func drawn<T>(_ body: (any RowSource) throws -> T) throws -> T {
        try replica.read { db in
            try body(FileRows(db: db, reader: replica.rowReader(db), schema: domain.schema))
        }
    }

    func committed(_ table: TableID, _ row: RowID) throws -> SyncEngine.Row? {
        try replica.committed(table, row)
    }

    func outbox() throws -> [OutboxEntry] { try replica.outbox(openOnly: false) }
    func cursor() throws -> Mark { try replica.status().cursor }
    func receipt() throws -> Mark { .unknown }
    func heldScopes() throws -> [Scope] { try replica.heldScopes() }

    func doctor() throws -> [String] {
        try replica.doctor().map { "\($0.code.rawValue) \($0.subject)" }
    }
}

/// Rows of a replica's file, read and written by plain SQL. Valid inside one access.
struct FileRows: RowSource {
    let db: Database
    let reader: any RowReader
    let schema: Schema

    func row(_ id: RowID, in table: TableID) throws -> SyncEngine.Row? {
        try reader.row(id, in: table)
    }

    func rows(
        in table: TableID, where column: ColumnID, equals value: Value
    ) throws -> [SyncEngine.Row] {
        try reader.rows(in: table, where: column, equals: value)
    }

    func rows(in table: TableID) throws -> [SyncEngine.Row] {
        guard let name = schema[table]?.name else { return [] }
        return try RowID.fetchAll(db, sql: "SELECT id FROM \"\(name)\" ORDER BY id")
            .compactMap { try reader.row($0, in: table) }
    }

    func carryOut(_ change: Change) throws {
        guard let table = schema[change.table] else { return }
        let cells = change.cells.filter { table[$0.column] != nil }
        let columns = cells.map { "\"\(table[$0.column]!.name)\"" }
        let values = cells.map { databaseValue($0.value) }
        let id = Data(change.row.bytes).databaseValue
        switch change.kind {
        case .insert:
            let marks = Array(repeating: "?", count: cells.count + 1).joined(separator: ", ")
            try db.execute(
                sql: """
                    INSERT INTO "\(table.name)" (\((["id"] + columns).joined(separator: ", ")))
                    VALUES (\(marks))
                    """,
                arguments: StatementArguments([id] + values))
        case .update:
            let list = columns.map { $0 + " = ?" }.joined(separator: ", ")
            try db.execute(
                sql: "UPDATE \"\(table.name)\" SET \(list) WHERE id = ?",
                arguments: StatementArguments(values + [id]))
        case .delete:
            try db.execute(
                sql: "DELETE FROM \"\(table.name)\" WHERE id = ?",
                arguments: StatementArguments([id]))
        }
    }

    private func databaseValue(_ value: Value) -> DatabaseValue {
        switch value {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .real(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}

import SyncEngine
import SyncProtocol
import SyncReplica

@testable import SyncSimulation

/// A replica of a made-up world: whatever a test puts into it.
final class MadeUpReplica: ReplicaNode {
    struct Missing: Error {}

    struct Rows: RowSource {
        var rows: [RowKey: Row] = [:]

        func row(_ id: RowID, in table: TableID) throws -> Row? { rows[RowKey(table, id)] }

        func rows(in table: TableID) throws -> [Row] {
            rows.values.filter { $0.table.id == table }.sorted { $0.id < $1.id }
        }

        func rows(
            in table: TableID, where column: ColumnID, equals value: Value
        ) throws -> [Row] {
            try rows(in: table).filter { $0[column] == value }
        }
    }

    var id = DeviceID(rawValue: 1)!
    var entries: [OutboxEntry] = []
    var rows = Rows()
    var committedRows = Rows()
    var at = Mark.unknown
    var lastReceipt = Mark.unknown
    var scopes: [Scope] = []
    var faults: [String] = []
    var report = SyncReport()

    func device() throws -> DeviceID? { id }
    func drawn<T>(_ body: (any RowSource) throws -> T) throws -> T { try body(rows) }
    func committed(_ table: TableID, _ row: RowID) throws -> Row? {
        committedRows.rows[RowKey(table, row)]
    }
    func outbox() throws -> [OutboxEntry] { entries }
    func cursor() throws -> Mark { at }
    func receipt() throws -> Mark { lastReceipt }
    func heldScopes() throws -> [Scope] { scopes }
    func doctor() throws -> [String] { faults }

    // What no checker may call.
    func restart(_ loss: Loss, domain: (any Domain)?) throws { throw Missing() }
    func image() throws -> NodeImage { throw Missing() }
    func restore(_ image: NodeImage) throws { throw Missing() }
    func enrolment(deployment: DeploymentID, secret: [UInt8], name: String) throws -> Parcel {
        throw Missing()
    }
    func finishEnrolment(_ enrolled: Enrolled, deployment: DeploymentID) throws {
        throw Missing()
    }
    func write(
        _ body: (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws -> Int64? { throw Missing() }
    func retry(_ entry: Int64) throws -> [Int64] { throw Missing() }
    func discard(_ entry: Int64) throws { throw Missing() }
    func connected(isLive: Bool) throws -> [Parcel] { throw Missing() }
    func received(_ parcel: Parcel) throws -> [Parcel] { throw Missing() }
    func localChange() throws -> [Parcel] { throw Missing() }
    func tick() throws -> [Parcel] { throw Missing() }
    func disconnected() {}
    var isFinished: Bool { true }
    var isResting: Bool { false }
    var failure: SessionFailure? { nil }

    /// Puts an entry into another state.
    func set(_ entry: Int64, _ state: OutboxState, number: UInt64? = nil, isDrawn: Bool = true) {
        guard let place = entries.firstIndex(where: { $0.entry == entry }) else { return }
        let old = entries[place]
        entries[place] = OutboxEntry(
            entry: entry, number: number.map { ChangeNumber($0) } ?? old.number, state: state,
            madeAt: old.madeAt, basis: old.basis, changes: old.changes, isDrawn: isDrawn)
    }
}

/// Changes as anybody would apply them.
func applied(_ changes: [Change], to rows: inout [RowKey: Row], _ schema: Schema) {
    for change in changes {
        guard let table = schema[change.table] else { continue }
        let key = RowKey(change.table, change.row)
        switch change.kind {
        case .delete: rows[key] = nil
        case .insert, .update:
            var row = rows[key] ?? Row(table: table, id: change.row, cells: [])
            for cell in change.cells { row[cell.column] = cell.value }
            rows[key] = row
        }
    }
}

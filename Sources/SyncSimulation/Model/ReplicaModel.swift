internal import SyncEngine
internal import SyncProtocol

/// What a replica must draw: the office's rows at its cursor in its scopes, its own undecided change sets
/// on top, in order.
struct ReplicaModel {
    let history: OfficeHistory
    let schema: Schema
    let head: Hash256
    let scopes: [Scope]
    private var pending: [RowKey: [Change]] = [:]

    /// - Parameters:
    ///   - schema: of the replica's program.
    ///   - head: of its cursor.
    ///   - sets: what it draws on top, oldest first.
    init(
        _ history: OfficeHistory, schema: Schema, head: Hash256, scopes: [Scope],
        drawn sets: [[Change]]
    ) {
        self.history = history
        self.schema = schema
        self.head = head
        self.scopes = scopes
        for change in sets.joined() {
            pending[RowKey(change.table, change.row), default: []].append(change)
        }
    }

    /// Rows with own work on top, sorted.
    var pendingKeys: [RowKey] { pending.keys.sorted() }

    func isPending(_ key: RowKey) -> Bool { pending[key] != nil }

    func committed(_ key: RowKey) -> Row? {
        history.row(key, at: head).flatMap { covers($0.scope) ? known($0) : nil }
    }

    /// As drawn; `nil` when it must not be there.
    func row(_ key: RowKey) -> Row? {
        guard let table = schema[key.table] else { return nil }
        var row = committed(key)
        for change in pending[key] ?? [] {
            switch change.kind {
            case .insert:
                if row == nil { row = Row(table: table, id: key.row, cells: []) }
                for cell in change.cells { row?[cell.column] = cell.value }
            case .update:
                for cell in change.cells { row?[cell.column] = cell.value }
            case .delete:
                row = nil
            }
        }
        return row
    }

    /// All rows of a table as drawn, by id.
    func rows(in table: TableID) -> [RowID: Row] {
        var rows: [RowID: Row] = [:]
        guard schema[table] != nil else { return rows }
        for row in history.rows(in: table, at: head) where covers(row.scope) {
            rows[row.id] = known(row)
        }
        for key in pending.keys where key.table == table { rows[key.row] = row(key) }
        return rows
    }

    func covers(_ scope: Scope) -> Bool { scopes.contains { $0.covers(scope) } }

    /// The row with the columns that the replica's program knows.
    private func known(_ row: Row) -> Row? {
        guard let table = schema[row.table.id] else { return nil }
        return table == row.table ? row : Row(table: table, id: row.id, cells: row.cells)
    }
}

internal import SyncEngine
internal import SyncProtocol

/// Every state that the office was ever in, also in histories that it lost: what a replica must have
/// committed is the state at its cursor's head.
///
/// Grows by what changes: each row keeps its versions by moment.
struct OfficeHistory {
    private struct Version {
        let moment: Int
        let row: Row?
    }

    private var versions: [TableID: [RowID: [Version]]] = [:]
    private var moments: [Hash256: Int] = [:]
    private var moment = 0

    /// Whether this was ever the office's head.
    func knows(_ head: Hash256) -> Bool { head == .zero || moments[head] != nil }

    // MARK: Writing

    /// The office has another head from here on.
    mutating func arrive(at head: Hash256, _ changed: [(key: RowKey, row: Row?)]) {
        moment += 1
        moments[head] = moment
        for (key, row) in changed { put(row, at: key) }
    }

    /// Other heads of which nobody was ever told the state.
    mutating func pass(_ head: Hash256) {
        if moments[head] == nil { moments[head] = moment }
    }

    /// The office is what it was at that head.
    mutating func goBack(to head: Hash256) {
        let then = moments[head] ?? 0
        moment += 1
        for (table, rows) in versions {
            for (id, list) in rows where (list.last?.moment ?? 0) > then {
                let row = list.last { $0.moment <= then }?.row
                versions[table]?[id]?.append(Version(moment: moment, row: row))
            }
        }
        moments[head] = moment
    }

    private mutating func put(_ row: Row?, at key: RowKey) {
        let list = versions[key.table]?[key.row]?.last
        if list == nil, row == nil { return }
        if let list, list.row == row { return }
        versions[key.table, default: [:]][key.row, default: []]
            .append(Version(moment: moment, row: row))
    }

    // MARK: Reading

    /// A row as the office had it at that head.
    func row(_ key: RowKey, at head: Hash256) -> Row? {
        guard let then = moments[head] else { return nil }
        return versions[key.table]?[key.row]?.last { $0.moment <= then }?.row
    }

    /// All rows of a table at that head, in no order.
    func rows(in table: TableID, at head: Hash256) -> [Row] {
        guard let then = moments[head] else { return [] }
        return (versions[table] ?? [:]).values.compactMap { list in
            list.last { $0.moment <= then }?.row
        }
    }

    /// Whether the office ever had this row so, at any moment.
    func everHad(_ row: Row) -> Bool {
        versions[row.table.id]?[row.id]?.contains { version in
            version.row.map { hasSameCells($0, row) } ?? false
        } ?? false
    }

    /// Whether the row was there once and was gone at that head.
    func wasDeleted(_ key: RowKey, at head: Hash256) -> Bool {
        guard let then = moments[head] else { return false }
        let list = versions[key.table]?[key.row]?.filter { $0.moment <= then } ?? []
        return list.last.map { $0.row == nil } ?? false
    }
}

/// Whether two rows agree in all columns that both know.
func hasSameCells(_ left: Row, _ right: Row) -> Bool {
    if left.values == right.values { return left.table.id == right.table.id }
    return left.table.columns.allSatisfy { column in
        right.table[column.id] == nil || left[column.id] == right[column.id]
    }
}

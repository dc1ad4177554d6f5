internal import SyncEngine
internal import SyncProtocol

/// What the office must have: the change sets that it admitted, applied one after the other.
///
/// Written from Protocol/ordering.md and DESIGN section 3 for itself; shares no code with what it checks.
/// The engine's own tables are left out: the office writes there by itself, and no log entry says what.
struct OfficeModel {
    /// Tables that no change set alone explains.
    static let systemTables = Set(SystemTables.all.map(\.id))

    /// Of the office's program.
    var schema: Schema
    private let rules: (any ModelRules)?
    private var rows: [TableID: [RowID: ModelState]] = [:]
    /// Deletions that the office does not remember any more: as if those rows had never been.
    private var forgotten: [RowKey: ModelState] = [:]
    private(set) var conflicts: [ModelConflict] = []
    /// How to take each commit back, oldest first.
    private var commits: [(sequence: Sequence, before: [(key: RowKey, state: ModelState?)])] = []
    /// What the commit in hand has touched so far.
    private var before: [RowKey: ModelState?] = [:]
    private var touchedOrder: [RowKey] = []
    /// Rows that sets have changed since somebody took this.
    var news: Set<RowKey> = []

    /// - Parameter rules: what the domain's rules do, told anew; `nil` when their columns are adopted.
    init(schema: Schema, rules: (any ModelRules)? = nil) {
        self.schema = schema
        self.rules = rules
    }

    func covers(_ table: TableID) -> Bool {
        !Self.systemTables.contains(table) && schema[table] != nil
    }

    func state(_ key: RowKey) -> ModelState? { remembered(rows[key.table]?[key.row], at: key) }

    /// Whether the row is there or was, remembered or not.
    func everHad(_ key: RowKey) -> Bool { rows[key.table]?[key.row] != nil }

    private func remembered(_ state: ModelState?, at key: RowKey) -> ModelState? {
        state == nil || forgotten[key] == state ? nil : state
    }

    func row(_ key: RowKey) -> Row? {
        guard let table = schema[key.table], let live = state(key)?.live else { return nil }
        return live.row(key.row, of: table)
    }

    /// The live rows of a table, sorted by id.
    func liveRows(in table: TableID) -> [(id: RowID, row: ModelRow)] {
        (rows[table] ?? [:]).compactMap { id, state in state.live.map { (id, $0) } }
            .sorted { $0.id < $1.id }
    }

    /// Live rows of a table whose column names that row, in no order.
    func children(in table: TableSchema, _ column: ColumnID, of row: RowID) -> [ModelRow] {
        let name = Value.row(row)
        return (rows[table.id] ?? [:]).values.compactMap(\.live)
            .filter { $0.value(column, of: table) == name }
    }

    // MARK: One set

    /// Applies a set.
    ///
    /// - Returns: why the office should have returned it, if it should; then nothing of it stays.
    mutating func admit(_ set: ModelSet) -> ModelRefusal? {
        let known = conflicts.count
        if let refusal = apply(set) {
            for key in touchedOrder { put(before[key] ?? nil, at: key) }
            conflicts.removeSubrange(known...)
            forgetWork()
            return refusal
        }
        let changed = touched
        commits.append((set.sequence, changed.map { ($0, before[$0] ?? nil) }))
        news.formUnion(changed)
        forgetWork()
        return nil
    }

    /// Whether the office would have to return a set that it has at this moment.
    mutating func refusal(of set: ModelSet) -> ModelRefusal? {
        let known = conflicts.count
        let refusal = apply(set)
        for key in touchedOrder { put(before[key] ?? nil, at: key) }
        conflicts.removeSubrange(known...)
        forgetWork()
        return refusal
    }

    private mutating func apply(_ set: ModelSet) -> ModelRefusal? {
        let changes = set.changes.filter { covers($0.table) }
        for change in changes {
            if let refusal = apply(change, of: set) { return refusal }
        }
        if let refusal = settleReferences(of: changes, set) { return refusal }
        keepParents(deletedBy: changes, set)
        return rules?.settle(set, in: &self)
    }

    private mutating func forgetWork() {
        before = [:]
        touchedOrder = []
    }

    // MARK: Keys

    /// Replaces what is under a key, as part of the set in hand.
    mutating func change(_ key: RowKey, to state: ModelState) {
        if before[key] == nil {
            before[key] = .some(rows[key.table]?[key.row])
            touchedOrder.append(key)
        }
        put(state, at: key)
    }

    private mutating func put(_ state: ModelState?, at key: RowKey) {
        rows[key.table, default: [:]][key.row] = state
    }

    mutating func note(_ conflict: ModelConflict) { conflicts.append(conflict) }

    /// Keys that the set in hand has really changed, sorted.
    var touched: [RowKey] { touchedOrder.filter { stateBefore($0) != state($0) }.sorted() }

    /// What was under a key before the set in hand.
    func stateBefore(_ key: RowKey) -> ModelState? {
        if let known = before[key] { return remembered(known, at: key) }
        return state(key)
    }

    // MARK: What is only observed

    /// Takes over what the office has where no log entry says why: what rules wrote.
    mutating func adopt(_ row: Row?, at key: RowKey, _ write: ModelWrite) {
        let old = state(key)
        commits.append((write.sequence, [(key, rows[key.table]?[key.row])]))
        guard let row else {
            if let live = old?.live { put(.deleted(live, by: write), at: key) }
            return
        }
        var new =
            switch old {
            case .live(let row), .deleted(let row, _): row
            case nil: ModelRow()
            }
        for column in row.table.columns where new.value(column.id, of: row.table) != row[column.id]
        {
            new.put(row[column.id], in: column.id, write)
        }
        put(.live(new), at: key)
    }

    // MARK: Forgetting, and back in time

    /// The office remembers these deletions and no others.
    ///
    /// - Parameter passed: up to here it may forget.
    /// - Returns: a row whose deletion it should remember and does not.
    mutating func remember(_ tombstones: Set<RowKey>, passed: Sequence) -> RowKey? {
        forgotten = [:]
        var missing: [RowKey] = []
        for (table, states) in rows {
            for (id, state) in states {
                let key = RowKey(table, id)
                guard case .deleted(_, let write) = state, !tombstones.contains(key) else {
                    continue
                }
                forgotten[key] = state
                // When the office deleted by itself is only known roughly.
                if write.sequence > passed, write.device != .office { missing.append(key) }
            }
        }
        return missing.min()
    }

    /// The office is what it was at a sequence.
    ///
    /// - Returns: the keys that this touched.
    mutating func goBack(to sequence: Sequence) -> Set<RowKey> {
        var keys: Set<RowKey> = []
        while let last = commits.last, last.sequence > sequence {
            for (key, state) in last.before.reversed() {
                put(state, at: key)
                keys.insert(key)
            }
            commits.removeLast()
        }
        conflicts.removeAll { $0.sequence > sequence }
        return keys
    }
}

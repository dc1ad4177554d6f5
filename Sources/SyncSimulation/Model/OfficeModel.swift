internal import SyncEngine
internal import SyncProtocol

/// What the office must have: the change sets that it admitted, applied one after the other.
///
/// Written from Protocol/ordering.md and DESIGN section 3 for itself; shares no code with what it checks.
/// The engine's own tables are left out: the office writes there by itself, and no log entry says what.
struct OfficeModel {
    /// Tables that no change set alone explains.
    static let systemTables = Set(SystemTables.all.map(\.id))

    let schema: Schema
    private let rules: (any ModelRules)?
    private var rows: [TableID: [RowID: ModelState]] = [:]
    private(set) var conflicts: [ModelConflict] = []
    /// How to take each commit back, oldest first.
    private var commits: [(sequence: Sequence, before: [(key: RowKey, state: ModelState?)])] = []
    /// What the commit in hand has touched so far.
    private var before: [RowKey: ModelState?] = [:]
    private var touchedOrder: [RowKey] = []

    /// - Parameter rules: what the domain's rules do, told anew; `nil` when their columns are adopted.
    init(schema: Schema, rules: (any ModelRules)? = nil) {
        self.schema = schema
        self.rules = rules
    }

    func covers(_ table: TableID) -> Bool {
        !Self.systemTables.contains(table) && schema[table] != nil
    }

    func state(_ key: RowKey) -> ModelState? { rows[key.table]?[key.row] }

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
        commits.append((set.sequence, touched.map { ($0, before[$0] ?? nil) }))
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
            before[key] = .some(self.state(key))
            touchedOrder.append(key)
        }
        put(state, at: key)
    }

    private mutating func put(_ state: ModelState?, at key: RowKey) {
        rows[key.table, default: [:]][key.row] = state
    }

    mutating func note(_ conflict: ModelConflict) { conflicts.append(conflict) }

    /// Keys that the set in hand has really changed, sorted.
    var touched: [RowKey] { touchedOrder.filter { (before[$0] ?? nil) != state($0) }.sorted() }

    /// What was under a key before the set in hand.
    func stateBefore(_ key: RowKey) -> ModelState? {
        if let known = before[key] { return known }
        return state(key)
    }

    // MARK: What is only observed

    /// Takes over what the office has where no log entry says why: what rules wrote.
    mutating func adopt(_ row: Row?, at key: RowKey, _ write: ModelWrite) {
        let old = state(key)
        commits.append((write.sequence, [(key, old)]))
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

    // MARK: Back in time

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

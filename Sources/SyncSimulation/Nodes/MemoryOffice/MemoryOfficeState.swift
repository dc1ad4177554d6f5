internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// Everything that an office in memory keeps. A value: a backup is a copy of it.
struct MemoryOfficeState {
    /// One row, live or deleted, with its place in the feed.
    struct StoredPlace {
        var row: StoredRow
        var clocks: CellClocks
        var place: RowPlace
    }

    /// What the feed is sorted by.
    struct FeedKey: Comparable {
        let sequence: Sequence
        let key: RowKey
        let isGone: Bool

        static func < (left: FeedKey, right: FeedKey) -> Bool {
            if left.sequence != right.sequence { return left.sequence < right.sequence }
            if left.key != right.key { return left.key < right.key }
            return !left.isGone && right.isGone
        }
    }

    /// A row that left a scope.
    struct Leaving: Hashable {
        let scope: Scope
        let sequence: Sequence
    }

    struct Returned: Hashable {
        let device: DeviceID
        let key: RowKey
    }

    /// Sorted as they come.
    struct StoredDeadline: Comparable {
        let deadline: RuleRunner.Deadline

        static func < (left: StoredDeadline, right: StoredDeadline) -> Bool {
            let (a, b) = (left.deadline, right.deadline)
            return (a.at, a.rule.rawValue, a.key.table, a.key.row)
                < (b.at, b.rule.rawValue, b.key.table, b.key.row)
        }
    }

    var meta: [String: Value] = [:]

    /// Entry n is that of sequence n + 1.
    var log: [LogEntry] = []
    var epochs: [EpochHistory.Entry] = []

    var rows: [RowKey: StoredPlace] = [:]
    /// The live rows of each table.
    var live: [TableID: SortedArray<RowID>] = [:]
    /// Live rows by what their columns of type `.row` name.
    var references: [TableID: [ColumnID: [RowID: SortedArray<RowID>]]] = [:]
    /// Rows by scope and sequence, and rows that left the scope.
    var feeds: [Scope: SortedArray<FeedKey>] = [:]
    /// Rows by sequence, and rows that left a scope, with that scope.
    var order: [Sequence: [(key: FeedKey, scope: Scope)]] = [:]
    var gone: [RowKey: [Leaving]] = [:]
    var digests: [Scope: Digest] = [:]

    /// Entry n is that of number n + 1.
    var verdicts: [DeviceID: [Verdict]] = [:]
    var segments: [DeviceID: [SegmentOrder.Remembered]] = [:]
    var returned: Set<Returned> = []
    var deadlines = SortedArray<StoredDeadline>()

    var devices: [DeviceID: DeviceRecord] = [:]
    var pulls: [DeviceID: PullRecord] = [:]
    var invites: [Hash256: InviteRecord] = [:]

    // MARK: Rows and all that is found by them

    /// Replaces what is under a row id.
    ///
    /// - Returns: what was there.
    @discardableResult
    mutating func replace(
        _ key: RowKey, by new: StoredPlace?, in table: TableSchema
    ) -> StoredPlace? {
        let old = rows[key]
        if let old { unlink(key, old, table) }
        rows[key] = new
        if let new { link(key, new, table) }
        return old
    }

    private mutating func link(_ key: RowKey, _ row: StoredPlace, _ table: TableSchema) {
        insert(FeedKey(sequence: row.place.sequence, key: key, isGone: false), in: row.place.scope)
        guard row.place.deletion == nil else { return }
        live[key.table, default: .init()].insert(key.row)
        for (index, column) in table.columns.enumerated() where column.isReference {
            guard let named = row.row.values[index].row else { continue }
            references[key.table, default: [:]][column.id, default: [:]][named, default: .init()]
                .insert(key.row)
        }
    }

    private mutating func unlink(_ key: RowKey, _ row: StoredPlace, _ table: TableSchema) {
        remove(
            FeedKey(sequence: row.place.sequence, key: key, isGone: false), from: row.place.scope)
        guard row.place.deletion == nil else { return }
        live[key.table]?.remove(key.row)
        for (index, column) in table.columns.enumerated() where column.isReference {
            guard let named = row.row.values[index].row else { continue }
            references[key.table]?[column.id]?[named]?.remove(key.row)
        }
    }

    // MARK: The feed

    mutating func insert(_ key: FeedKey, in scope: Scope) {
        feeds[scope, default: .init()].insert(key)
        order[key.sequence, default: []].append((key, scope))
    }

    mutating func remove(_ key: FeedKey, from scope: Scope) {
        feeds[scope]?.remove(key)
        order[key.sequence]?.removeAll { $0.key == key && $0.scope == scope }
        if order[key.sequence]?.isEmpty == true { order[key.sequence] = nil }
    }

    mutating func putGone(_ key: RowKey, _ leaving: Leaving) {
        gone[key, default: []].append(leaving)
        insert(FeedKey(sequence: leaving.sequence, key: key, isGone: true), in: leaving.scope)
    }

    mutating func removeGone(_ key: RowKey, _ leaving: Leaving) {
        gone[key]?.removeAll { $0 == leaving }
        if gone[key]?.isEmpty == true { gone[key] = nil }
        remove(FeedKey(sequence: leaving.sequence, key: key, isGone: true), from: leaving.scope)
    }
}

extension ColumnSchema {
    var isReference: Bool { if case .row = type { true } else { false } }
}

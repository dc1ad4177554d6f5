internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Changes committed rows inside one transaction, with pending work taken off before and put back after.
///
/// A row without pending work is written at once (the fast path). A row with pending work is changed in
/// memory; `finish` draws what remains on top of it.
final class Rebase {
    private let access: Access
    private let plan: RebasePlan
    private let live: Set<RowKey>
    /// New committed images of rows with pending work; `nil` inside: the office does not have the row.
    private var images: [RowKey: RowImage?] = [:]
    private(set) var digests: ScopeDigests
    private(set) var changedTables: Set<TableID> = []
    /// Committed rows that became others than they were.
    private(set) var rowsChanged = 0
    /// Tables that were empty when their first row came: most rows of theirs are new.
    private var isFilling: [TableID: Bool] = [:]

    /// - Parameters:
    ///   - plan: what stays drawn and what is dropped.
    ///   - live: the rows that drawn entries touched until now.
    init(_ access: Access, plan: RebasePlan, live: Set<RowKey>) throws {
        self.access = access
        self.plan = plan
        self.live = live
        self.digests = try ScopeDigests(access.db)
    }

    /// One row of the feed.
    func apply(_ row: BatchRow) throws {
        guard let table = access.schema[row.table] else {
            try UnknownRows.apply(row, access.db)
            return
        }
        let key = RowKey(row.table, row.row)
        if case .whole(let cells) = row.state, try insert(cells, key, in: table) { return }
        let standing = try committed(key, in: table)
        let next = RowImage.applying(row.state, to: standing, in: table)
        try replace(standing, with: next, key, in: table)
    }

    /// A whole row into a table that was empty: tried without looking whether it is there.
    ///
    /// - Returns: `false` when nothing was done.
    private func insert(_ cells: [Cell], _ key: RowKey, in table: TableSchema) throws -> Bool {
        guard try isFilling(table), !live.contains(key) else { return false }
        let image = RowImage(table: table, cells: cells)
        guard try access.drawnTable(table).insert(image.stored(key.row)) else { return false }
        rowsChanged += 1
        changedTables.insert(key.table)
        digests.add(image.contentHash(table: table, row: key.row), to: image.scope(in: table))
        return true
    }

    private func isFilling(_ table: TableSchema) throws -> Bool {
        if let known = isFilling[table.id] { return known }
        let isEmpty = try access.drawnTable(table).isEmpty()
        isFilling[table.id] = isEmpty
        return isEmpty
    }

    /// Takes a committed row away; what is pending on it stays pending.
    func remove(_ key: RowKey, in table: TableSchema) throws {
        try replace(committed(key, in: table), with: nil, key, in: table)
    }

    /// Rows with pending work whose committed image has changed, sorted.
    var changedLiveRows: [RowKey] { images.keys.sorted() }

    /// The row as the office has it.
    func committed(_ key: RowKey, in table: TableSchema) throws -> RowImage? {
        guard live.contains(key) else {
            return try access.drawnTable(table).row(key.row).map(RowImage.init)
        }
        if let known = images[key] { return known }
        return try access.committedImage(key)
    }

    private func replace(
        _ standing: RowImage?, with next: RowImage?, _ key: RowKey, in table: TableSchema
    ) throws {
        guard standing != next else { return }
        rowsChanged += 1
        if let standing {
            digests.remove(
                standing.contentHash(table: table, row: key.row), from: standing.scope(in: table))
        }
        if let next {
            digests.add(next.contentHash(table: table, row: key.row), to: next.scope(in: table))
        }
        if live.contains(key) {
            images[key] = .some(next)
        } else {
            try draw(next, key, in: table)
        }
    }

    /// Draws pending work on what has changed below it, and drops images that nothing needs any more.
    func finish() throws {
        let keys = Set(images.keys).union(plan.uncovered).sorted()
        for key in keys {
            guard let table = access.schema[key.table] else { continue }
            let image = try committed(key, in: table)
            let changes = plan.changes(to: key)
            let drawn = RowImage.replaying(changes, on: image, in: table)
            if try access.drawnTable(table).row(key.row).map(RowImage.init) != drawn {
                try draw(drawn, key, in: table)
            }
            let images = try access.committedTable(table)
            if let image, !changes.isEmpty {
                try images.put(image.stored(key.row))
            } else {
                try images.delete(key.row)
            }
            if image == nil, !changes.isEmpty {
                try access.markMade(key)
            } else {
                try access.unmarkMade(key)
            }
        }
        try digests.save(access.db)
    }

    private func draw(_ image: RowImage?, _ key: RowKey, in table: TableSchema) throws {
        changedTables.insert(key.table)
        let rows = try access.drawnTable(table)
        if let image {
            try rows.put(image.stored(key.row))
        } else {
            try rows.delete(key.row)
        }
    }

    /// Tells GRDB's observers, which cannot see these writes.
    func notify() throws {
        for id in changedTables.sorted() {
            guard let table = access.schema[id] else { continue }
            try access.db.notifyChanges(in: Table(table.name))
        }
    }
}

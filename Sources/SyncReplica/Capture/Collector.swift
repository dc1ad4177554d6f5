internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Turns what the triggers logged into one change set: the net effect of each row.
///
/// Runs at the end of every `write`, in the same transaction; and before anything else for what other
/// programs wrote.
struct Collector {
    let access: Access

    /// Writes of other programs: sets of their own, cut where one set would be too large.
    func collectLeftovers() throws {
        guard try !CaptureLog.isEmpty(access.db) else { return }
        var rest = try netChanges()[...]
        while !rest.isEmpty {
            let count = Self.prefixCount(rest)
            try store(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        try CaptureLog.clear(access.db)
    }

    /// Writes of one transaction of ours: one set, or none when nothing has changed.
    ///
    /// - Throws: `tooLarge`.
    /// - Returns: the set's entry.
    func collect() throws -> Int64? {
        guard try !CaptureLog.isEmpty(access.db) else { return nil }
        let changes = try netChanges()
        try CaptureLog.clear(access.db)
        guard !changes.isEmpty else { return nil }
        guard Self.prefixCount(changes[...]) == changes.count else {
            throw ReplicaError(
                .tooLarge,
                detail: """
                    at most \(Limits.setChangesMax) rows and \(Limits.setBytesMax) bytes in one transaction
                    """)
        }
        return try store(changes)
    }

    @discardableResult
    private func store(_ changes: [Change]) throws -> Int64 {
        let cursor = try Standing.cursor(access.db)
        return try Outbox(db: access.db, schema: access.schema).add(
            changes, madeAt: access.wall,
            basis: Basis(epoch: cursor.epoch, sequence: cursor.sequence))
    }

    private func netChanges() throws -> [Change] {
        let db = access.db
        let touches = try CaptureLog.touches(db, schema: access.schema)
        let outbox = Outbox(db: db, schema: access.schema)
        let hasDrawn = try outbox.hasDrawn()
        var changes: [Change] = []
        changes.reserveCapacity(touches.count)
        for touch in touches {
            let row = try rowID(of: touch)
            let key = RowKey(touch.table.id, row)
            let now = try access.drawnTable(touch.table).row(row)
            if try !hasDrawn || !access.hasDrawnWork(key) {
                try first(touch, key, now).map { changes.append($0) }
            } else {
                let earlier = try outbox.touching(key, drawnOnly: true)
                let before = try RowImage.replaying(
                    earlier.flatMap(\.changes).filter { RowKey($0.table, $0.row) == key },
                    on: access.committedImage(key), in: touch.table)
                try change(touch.table, key, from: before, to: now).map { changes.append($0) }
            }
        }
        return changes
    }

    /// The first pending work on a row: what the trigger copied is its committed image.
    private func first(
        _ touch: CaptureLog.Touch, _ key: RowKey, _ now: StoredRow?
    ) throws -> Change? {
        if touch.isNew {
            if touch.isTouchedAgain { try access.committedTable(touch.table).delete(key.row) }
            guard let change = try change(touch.table, key, from: nil, to: now) else { return nil }
            try access.markMade(key)
            return change
        }
        let before = try access.committedTable(touch.table).row(key.row).map(RowImage.init)
        let change = try change(touch.table, key, from: before, to: now)
        if change == nil { try access.committedTable(touch.table).delete(key.row) }
        return change
    }

    /// The net effect; `nil` when there is none.
    private func change(
        _ table: TableSchema, _ key: RowKey, from before: RowImage?, to stored: StoredRow?
    ) throws -> Change? {
        guard let stored else {
            return before == nil ? nil : Change(.delete, table: table.id, row: key.row)
        }
        let now = try normalised(stored, in: table)
        let base = before?.values ?? table.columns.map(\.defaultValue)
        var cells: [Cell] = []
        for (index, column) in table.columns.enumerated() where now.values[index] != base[index] {
            cells.append(Cell(column.id, now.values[index]))
        }
        if before != nil, cells.isEmpty { return nil }
        let kind: Change.Kind = before == nil ? .insert : .update
        return Change(kind, table: table.id, row: key.row, cells: cells)
    }

    /// Text is kept in normal form, whatever program wrote it.
    private func normalised(_ row: StoredRow, in table: TableSchema) throws -> StoredRow {
        var row = row
        var cells: [Cell] = []
        for (index, value) in row.values.enumerated() {
            guard let text = value.text, let normal = NormalForm.of(text) else { continue }
            row.values[index] = .text(normal)
            cells.append(Cell(table.columns[index].id, .text(normal)))
        }
        if !cells.isEmpty {
            _ = try access.withoutTriggers {
                try access.drawnTable(table).set(cells, of: row.id)
            }
        }
        return row
    }

    /// The row's id; a row made by hand with another id gets one of ours.
    private func rowID(of touch: CaptureLog.Touch) throws -> RowID {
        if let row = touch.id.row { return row }
        let row = try access.makeRowID()
        try access.withoutTriggers {
            let statement = try RawStatement(
                access.db, "UPDATE \"\(touch.table.name)\" SET id = ? WHERE id IS ?")
            statement.bind(row, at: 1)
            statement.bind(touch.id, at: 2)
            try statement.run()
        }
        return row
    }

    /// How many of the first changes fit one set; at least 1.
    private static func prefixCount(_ changes: ArraySlice<Change>) -> Int {
        var byteCount = 0
        for (index, change) in changes.enumerated() {
            byteCount += 24 + change.cells.reduce(0) { $0 + 2 + $1.value.byteCount }
            let isWithin = index < Limits.setChangesMax && byteCount <= Limits.setBytesMax
            guard isWithin || index == 0 else { return index }
        }
        return changes.count
    }
}

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

    /// Writes of other programs: sets of their own, cut where one set would be too large. Nobody can be told
    /// here that a row is too large: its set comes back when it is sealed.
    func collectLeftovers() throws {
        guard try !CaptureLog.isEmpty(access.db) else { return }
        let net = try netChanges()
        var rest = net.changes[...]
        let isOneSet = Self.prefixCount(rest) == rest.count
        while !rest.isEmpty {
            let count = Self.prefixCount(rest)
            try store(Array(rest.prefix(count)), coversLog: isOneSet && net.coversLog)
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
        let net = try netChanges()
        guard Self.prefixCount(net.changes[...]) == net.changes.count,
            net.changes.allSatisfy(Self.fitsSet)
        else {
            throw ReplicaError(
                .tooLarge,
                detail: """
                    at most \(Limits.setChangesMax) rows and \(Limits.setBytesMax) bytes in one transaction, \
                    \(Limits.valueBytesMax) in one value
                    """)
        }
        let entry =
            net.changes.isEmpty ? nil : try store(net.changes, coversLog: net.coversLog)
        try CaptureLog.clear(access.db)
        return entry
    }

    @discardableResult
    private func store(_ changes: [Change], coversLog: Bool) throws -> Int64 {
        let cursor = try Standing.cursor(access.db)
        return try Outbox(db: access.db, schema: access.schema).add(
            changes, madeAt: access.wall,
            basis: Basis(epoch: cursor.epoch, sequence: cursor.sequence), coversLog: coversLog)
    }

    /// The changes that the log amounts to.
    private struct Net {
        var changes: [Change] = []
        /// Whether the log names the rows of these changes and no others.
        var coversLog = false
    }

    private func netChanges() throws -> Net {
        let log = try CaptureLog(access)
        let outbox = Outbox(db: access.db, schema: access.schema)
        let hasDrawn = try outbox.hasDrawn()
        var net = Net()
        net.changes.reserveCapacity(log.touches.count)
        var made: [RowKey] = []
        for touch in log.touches {
            let row = try touch.row ?? giveRowID(touch)
            let key = RowKey(touch.table.schema.id, row)
            let now = try touch.table.drawn.row(row)
            let change: Change?
            if try !hasDrawn || touch.table.isBeyondAllSets(row) || !access.hasDrawnWork(key) {
                change = try first(touch, row, now)
                if touch.isNew, change != nil { made.append(key) }
            } else {
                let earlier = try outbox.touching(key, drawnOnly: true)
                let before = try RowImage.replaying(
                    earlier.flatMap(\.changes).filter { RowKey($0.table, $0.row) == key },
                    on: access.committedImage(key), in: touch.table.schema)
                change = try self.change(touch.table, row, from: before, to: now)
            }
            if let change { net.changes.append(change) }
        }
        net.coversLog = log.isExact && net.changes.count == log.touches.count
        if net.coversLog, made.count == log.touches.count {
            try access.markAllLoggedMade()
        } else {
            for key in made { try access.markMade(key) }
        }
        return net
    }

    /// The first pending work on a row: what the trigger copied is its committed image.
    private func first(
        _ touch: CaptureLog.Touch, _ row: RowID, _ now: StoredRow?
    ) throws -> Change? {
        let images = touch.table.committed
        if touch.isNew {
            if touch.isTouchedAgain { try images.delete(row) }
            return try change(touch.table, row, from: nil, to: now)
        }
        let before = try images.row(row).map(RowImage.init)
        let change = try change(touch.table, row, from: before, to: now)
        if change == nil { try images.delete(row) }
        return change
    }

    /// The net effect; `nil` when there is none.
    private func change(
        _ table: CapturedTable, _ row: RowID, from before: RowImage?, to stored: StoredRow?
    ) throws -> Change? {
        guard let stored else {
            return before == nil ? nil : Change(.delete, table: table.schema.id, row: row)
        }
        let now = try normalised(stored, in: table)
        let base = before?.values ?? table.schema.defaultValues
        var cells: [Cell] = []
        for index in now.values.indices where now.values[index] != base[index] {
            cells.append(Cell(table.schema.columns[index].id, now.values[index]))
        }
        if before != nil, cells.isEmpty { return nil }
        let kind: Change.Kind = before == nil ? .insert : .update
        return Change(kind, table: table.schema.id, row: row, cells: cells)
    }

    /// Text is kept in normal form, whatever program wrote it.
    private func normalised(_ row: StoredRow, in table: CapturedTable) throws -> StoredRow {
        var row = row
        var cells: [Cell] = []
        for index in row.values.indices {
            guard case .text(let text) = row.values[index], let normal = NormalForm.of(text) else {
                continue
            }
            row.values[index] = .text(normal)
            cells.append(Cell(table.schema.columns[index].id, .text(normal)))
        }
        if !cells.isEmpty {
            _ = try access.withoutTriggers { try table.drawn.set(cells, of: row.id) }
        }
        return row
    }

    /// A row made by hand with another id gets one of ours.
    private func giveRowID(_ touch: CaptureLog.Touch) throws -> RowID {
        let row = try access.makeRowID()
        try access.withoutTriggers {
            let statement = try RawStatement(
                access.db, "UPDATE \"\(touch.table.schema.name)\" SET id = ? WHERE id IS ?")
            statement.bind(row, at: 1)
            statement.bind(touch.id, at: 2)
            try statement.run()
        }
        return row
    }

    /// Whether a set of this change alone is within its limits.
    private static func fitsSet(_ change: Change) -> Bool {
        byteCount(change) <= Limits.setBytesMax
            && change.cells.allSatisfy { $0.value.byteCount <= Limits.valueBytesMax }
    }

    private static func byteCount(_ change: Change) -> Int {
        change.cells.reduce(24) { $0 + 2 + $1.value.byteCount }
    }

    /// How many of the first changes fit one set; at least 1: one that fits none comes back when it is sealed.
    private static func prefixCount(_ changes: ArraySlice<Change>) -> Int {
        var byteCount = 0
        for (index, change) in changes.enumerated() {
            byteCount += Self.byteCount(change)
            let isWithin = index < Limits.setChangesMax && byteCount <= Limits.setBytesMax
            guard isWithin || index == 0 else { return index }
        }
        return changes.count
    }
}

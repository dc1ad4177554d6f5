internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

extension MemoryState {
    /// Draws changes and keeps their net effect as one set.
    ///
    /// - Throws: `tooLarge`; nothing has changed then.
    /// - Returns: the set's entry, `nil` when nothing has changed.
    mutating func write(_ changes: [Change], at wall: Milliseconds) throws -> Int64? {
        var order: [RowKey] = []
        var touched: [RowKey: RowImage?] = [:]
        for change in changes {
            let key = RowKey(change.table, change.row)
            guard let table = schema[key.table] else { continue }
            let standing: RowImage?
            if let known = touched[key] {
                standing = known
            } else {
                standing = drawnImage(key)
                order.append(key)
            }
            touched[key] = .some(RowImage.replaying([change], on: standing, in: table))
        }
        let net = order.compactMap { key in
            self.change(of: key, to: touched[key] ?? nil)
        }
        try Self.checkSize(net)
        guard !net.isEmpty else { return nil }
        for change in net {
            let key = RowKey(change.table, change.row)
            drawn[key] = .some(touched[key] ?? nil)
        }
        lastEntry += 1
        outbox.append(
            MemorySet(
                entry: lastEntry, madeAt: wall,
                basis: Basis(epoch: cursor.epoch, sequence: cursor.sequence), changes: net))
        return lastEntry
    }

    /// The net effect on one row; `nil` when there is none.
    private func change(of key: RowKey, to next: RowImage?) -> Change? {
        guard let table = schema[key.table] else { return nil }
        let before = drawnImage(key)
        guard let next else {
            return before == nil ? nil : Change(.delete, table: key.table, row: key.row)
        }
        let base = before?.values ?? table.defaultValues
        var cells: [Cell] = []
        for index in next.values.indices where next.values[index] != base[index] {
            cells.append(Cell(table.columns[index].id, next.values[index]))
        }
        if before != nil, cells.isEmpty { return nil }
        return Change(
            before == nil ? .insert : .update, table: key.table, row: key.row, cells: cells)
    }

    private static func checkSize(_ changes: [Change]) throws {
        var byteCount = 0
        for change in changes {
            byteCount += 24
            for cell in change.cells { byteCount += 2 + cell.value.byteCount }
        }
        guard changes.count <= Limits.setChangesMax, byteCount <= Limits.setBytesMax else {
            throw ReplicaError(.tooLarge)
        }
    }

    // MARK: What came back

    /// Makes a returned set's changes again, as new sets, with those returned only because they need it.
    mutating func retry(_ entry: Int64, at wall: Milliseconds) throws -> [Int64] {
        let before = self
        do {
            let group = try withDependants(returned(entry))
            undraw(group)
            var made: [Int64] = []
            for place in group {
                for change in outbox[place].changes where change.kind == .update {
                    let key = RowKey(change.table, change.row)
                    guard drawnImage(key) != nil else {
                        throw ReplicaError(.rowGone, detail: "\(change.row)")
                    }
                }
                outbox[place].state = .retried
                if let entry = try write(outbox[place].changes, at: wall) { made.append(entry) }
            }
            return made
        } catch {
            self = before
            throw error
        }
    }

    mutating func discard(_ entry: Int64) throws {
        let place = try returned(entry)
        undraw([place])
        outbox[place].state = .discarded
    }

    private func returned(_ entry: Int64) throws -> Int {
        guard let place = outbox.firstIndex(where: { $0.entry == entry }),
            outbox[place].isReturned
        else { throw ReplicaError(.notReturned, detail: "\(entry)") }
        return place
    }

    /// The places of a returned set and of those returned after it only because they need rows that it made.
    private func withDependants(_ place: Int) -> [Int] {
        var group = [place]
        var made = rowsMade(at: place)
        for later in outbox.indices.dropFirst(place + 1) where isWaiting(outbox[later].state) {
            let needs = outbox[later].changes.contains { change in
                made.contains(change.row)
                    || change.cells.contains { $0.value.row.map(made.contains) ?? false }
            }
            guard needs else { continue }
            group.append(later)
            made.formUnion(rowsMade(at: later))
        }
        return group
    }

    private func rowsMade(at place: Int) -> Set<RowID> {
        Set(outbox[place].changes.filter { $0.kind == .insert }.map(\.row))
    }

    private func isWaiting(_ state: OutboxState) -> Bool {
        guard case .returned(let reason) = state else { return false }
        return [.needsReturned, .referenceMissing, .rowGone].contains(reason.code)
    }

    /// Takes decided sets off the drawn rows without a checkpoint.
    private mutating func undraw(_ places: [Int]) {
        let dropped = places.filter { outbox[$0].isDrawn }
        for place in dropped { outbox[place].isDrawn = false }
        let plan = RebasePlan(
            remaining: outbox.filter(\.isDrawn).map(\.changes),
            dropped: dropped.map { outbox[$0].changes })
        redraw(plan.uncovered, plan)
    }

    /// Draws what remains on top of rows whose committed image or whose own work has changed.
    mutating func redraw(_ keys: [RowKey], _ plan: RebasePlan) {
        for key in keys {
            guard let table = schema[key.table] else { continue }
            let changes = plan.changes(to: key)
            drawn[key] =
                changes.isEmpty
                ? nil
                : .some(RowImage.replaying(changes, on: committed[key], in: table))
        }
    }
}

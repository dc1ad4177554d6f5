internal import SyncEngine
internal import SyncProtocol

extension MemoryState {
    /// A row as people see it.
    func drawnImage(_ key: RowKey) -> RowImage? {
        if let known = drawn[key] { return known }
        return committed[key]
    }

    /// All rows of a table as people see them, sorted.
    func forEachDrawn(in table: TableID, _ body: (RowID, RowImage) -> Void) {
        let below = committed[table]
        let above = drawn[table]
        var next = 0
        func drawAbove(before id: RowID?) {
            while next < above.ids.count, id.map({ above.ids[next] < $0 }) ?? true {
                if let image = above.elements[next] { body(above.ids[next], image) }
                next += 1
            }
        }
        for (place, id) in below.ids.enumerated() {
            drawAbove(before: id)
            if next < above.ids.count, above.ids[next] == id {
                if let image = above.elements[next] { body(id, image) }
                next += 1
            } else {
                body(id, below.elements[place])
            }
        }
        drawAbove(before: nil)
    }

    /// Makes a committed row what the office says, and its scope's digest with it.
    ///
    /// - Returns: whether it was another.
    @discardableResult
    mutating func commit(_ next: RowImage?, _ key: RowKey, in table: TableSchema) -> Bool {
        let standing = committed[key]
        guard standing != next else { return false }
        if let standing {
            digests[standing.scope(in: table), default: .empty].remove(
                standing.contentHash(table: table, row: key.row))
        }
        if let next {
            digests[next.scope(in: table), default: .empty].add(
                next.contentHash(table: table, row: key.row))
        }
        committed[key] = next
        return true
    }

    /// The digest of everything that a device holding `scope` is sent for it.
    func digest(of scope: Scope) -> Digest {
        guard scope == .allRows else { return digests[scope] ?? .empty }
        var sum = Digest.empty
        for (other, digest) in digests where scope.covers(other) { sum.add(digest) }
        return sum
    }

    /// Scopes whose digest differs from the office's, in its order.
    func mismatches(with checkpoint: Checkpoint) -> [Scope] {
        checkpoint.digests.filter { digest(of: $0.scope) != $0.digest }.map(\.scope)
    }

    /// Computed anew from all rows, empty ones left out.
    func recomputedDigests() -> [Scope: Digest] {
        var digests: [Scope: Digest] = [:]
        for table in schema.tables {
            let rows = committed[table.id]
            for (id, image) in zip(rows.ids, rows.elements) {
                digests[image.scope(in: table), default: .empty].add(
                    image.contentHash(table: table, row: id))
            }
        }
        return digests
    }

    /// A row of a table that this version does not know.
    mutating func commitUnknown(_ row: BatchRow) {
        let key = RowKey(row.table, row.row)
        switch row.state {
        case .whole(let cells): unknown[key] = cells
        case .partial(let cells):
            let rest = (unknown[key] ?? []).filter { old in
                !cells.contains { $0.column == old.column }
            }
            unknown[key] = (cells + rest).sorted { $0.column < $1.column }
        case .deleted, .gone: unknown[key] = nil
        }
    }

    /// The tables have grown: what was kept for newer columns and tables takes its place.
    mutating func upgrade(to next: Schema) {
        for table in next.tables {
            if schema[table.id] != nil {
                committed[table.id].mapElements { Self.grown($0, to: table) }
                drawn[table.id].mapElements { $0.map { Self.grown($0, to: table) } }
            }
            let rows = unknown[table.id]
            for (id, cells) in zip(rows.ids, rows.elements) {
                committed[RowKey(table.id, id)] = RowImage(table: table, cells: cells)
            }
            unknown[table.id] = SortedRows()
        }
        schema = next
        staged = []
        digests = recomputedDigests()
    }

    private static func grown(_ image: RowImage, to table: TableSchema) -> RowImage {
        var grown = RowImage(table: table, cells: [])
        for index in image.values.indices { grown.values[index] = image.values[index] }
        grown.set(image.unknown, in: table)
        return grown
    }
}

package import SyncEngine
package import SyncProtocol
package import SyncReplica

/// What checkers see.
extension MemoryReplica {
    package func device() -> DeviceID? { state.deployment == nil ? nil : state.device }

    package func drawn<T>(_ body: (any RowSource) throws -> T) throws -> T {
        try body(MemoryRowSource(state: state))
    }

    package func committed(_ table: TableID, _ row: RowID) -> Row? {
        guard let schema = state.schema[table] else { return nil }
        return state.committed[RowKey(table, row)]
            .map { Row(table: schema, id: row, values: $0.values) }
    }

    package func outbox() -> [OutboxEntry] { state.outbox.map(\.asEntry) }

    package func cursor() -> Mark { state.cursor }

    package func receipt() -> Mark { state.receipt }

    package func heldScopes() -> [Scope] { state.heldScopes }

    /// Rows that the office does not have any more, kept aside, oldest first.
    package func keptRows() -> [RowID] { state.kept.map(\.key.row) }

    /// Recomputes everything that is kept up to date step by step, and says what differs.
    package func doctor() -> [String] { draws() + digests() + chain() }

    /// Every row with own work is its committed image with that work on top.
    private func draws() -> [String] {
        let plan = RebasePlan(
            remaining: state.outbox.filter(\.isDrawn).map(\.changes), dropped: [])
        var findings: [String] = []
        for table in state.schema.tables {
            let drawn = state.drawn[table.id]
            let expected = plan.pendingRows.filter { $0.table == table.id }
            if drawn.ids != expected.map(\.row) {
                findings.append("\(table.name): other rows are drawn than have work")
            }
            for key in expected {
                let image = RowImage.replaying(
                    plan.changes(to: key), on: state.committed[key], in: table)
                if state.drawnImage(key) != image {
                    findings.append("\(table.name) \(key.row) is drawn wrong")
                }
            }
        }
        return findings
    }

    private func digests() -> [String] {
        let kept = state.digests.filter { $0.value != .empty }
        let computed = state.recomputedDigests()
        return Set(kept.keys).union(computed.keys).sorted()
            .filter { kept[$0] != computed[$0] }
            .map { "the digest of \($0) is wrong" }
    }

    /// Each stored segment names the one before it.
    private func chain() -> [String] {
        zip(state.segments, state.segments.dropFirst()).compactMap { last, next in
            guard last.device == next.device, last.range.end == next.range.first,
                last.sealed.hash != next.sealed.header.previous
            else { return nil }
            return "the chain breaks at segment \(next.range.first.rawValue)"
        }
    }
}

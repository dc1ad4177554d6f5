internal import SyncEngine
internal import SyncProtocol

extension Preview {
    /// Pending changes that meet what somebody else has written since the last sync, in the order in which they were
    /// made. Empty unless the preview is current.
    ///
    /// - Complexity: O(pending changes).
    public func collisions() throws -> [Collision] {
        guard isCurrent else { return [] }
        let (pending, before) = try pendingWork()
        let device = try origin.store.read { try IdentityStore.device($0.db) }
        var forecast = MergeForecast(of: device, over: try grounds(before))
        return try pending.flatMap { entry in
            try entry.changes.flatMap { change in
                guard let table = origin.store.schema[change.table] else { return [Collision]() }
                return try forecast.meet(change, of: table, in: entry.entry)
            }
        }
    }

    /// The sets that the office has not decided, and what was below them: the office's rows, with own work that it has
    /// admitted already and whose rows have not come.
    private func pendingWork() throws -> ([OutboxEntry], [RowKey: RowImage?]) {
        try origin.store.read { access in
            let drawn = try Outbox(db: access.db, schema: access.schema).drawn()
            let pending = drawn.filter(\.state.isPending)
            let admitted = RebasePlan(
                remaining: drawn.filter(\.state.isAdmitted).map(\.changes), dropped: [])
            var before: [RowKey: RowImage?] = [:]
            for key in RebasePlan(remaining: pending.map(\.changes), dropped: []).pendingRows {
                guard let table = access.schema[key.table] else { continue }
                before[key] = .some(
                    RowImage.replaying(
                        admitted.changes(to: key), on: try access.officeImage(key), in: table))
            }
            return (pending, before)
        }
    }

    /// The same rows at the office now.
    private func grounds(
        _ before: [RowKey: RowImage?]
    ) throws -> [RowKey: MergeForecast.Ground] {
        try replica.store.read { access in
            let held = try HeldScopes.read(access.db)
            var grounds: [RowKey: MergeForecast.Ground] = [:]
            for (key, image) in before {
                guard let table = access.schema[key.table] else { continue }
                let isSeen = image.map { image in
                    held.contains { $0.covers(image.scope(in: table)) }
                }
                grounds[key] = MergeForecast.Ground(
                    before: image, now: try access.officeImage(key), isSeen: isSeen ?? true)
            }
            return grounds
        }
    }
}

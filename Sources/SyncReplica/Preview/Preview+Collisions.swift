internal import SyncEngine
internal import SyncProtocol

extension Preview {
    /// Pending changes that meet what somebody else has written since the last sync, in the order in which they were
    /// made. Empty unless the preview is current.
    ///
    /// - Complexity: O(pending changes).
    public func collisions() throws -> [Collision] {
        guard isCurrent else { return [] }
        let (drawn, grounds) = try grounds()
        let device = try origin.store.read { try IdentityStore.device($0.db) }
        var forecast = MergeForecast(of: device, over: grounds)
        var collisions: [Collision] = []
        for entry in drawn where !entry.isDecided {
            for change in entry.changes {
                guard let table = origin.store.schema[change.table] else { continue }
                collisions += try forecast.meet(change, of: table)
                    .map { Collision(entry: entry.entry, change: change, meeting: $0) }
            }
        }
        return collisions
    }

    /// Everything that is drawn here, and what is below it: here and at the office.
    private func grounds() throws -> (drawn: [OutboxEntry], [RowKey: MergeForecast.Ground]) {
        let (drawn, before) = try origin.store.read { access in
            let drawn = try Outbox(db: access.db, schema: access.schema).drawn()
            var before: [RowKey: RowImage?] = [:]
            for entry in drawn where entry.isDecided {
                try Self.add(entry.changes, to: &before, access, isMade: true)
            }
            for entry in drawn where !entry.isDecided {
                try Self.add(entry.changes, to: &before, access, isMade: false)
            }
            return (drawn, before)
        }
        let grounds = try replica.store.read { access in
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
        return (drawn, grounds)
    }

    /// The office's images of the rows of these changes, with the changes when the office has made them already.
    private static func add(
        _ changes: [Change], to images: inout [RowKey: RowImage?], _ access: Access, isMade: Bool
    ) throws {
        for change in changes {
            guard let table = access.schema[change.table] else { continue }
            let key = RowKey(change.table, change.row)
            let known = try images[key] ?? access.officeImage(key)
            images[key] = .some(
                isMade ? RowImage.replaying([change], on: known, in: table) : known)
        }
    }
}

extension OutboxEntry {
    /// Whether the office has said what becomes of it; its rows may not have come yet.
    fileprivate var isDecided: Bool {
        switch state {
        case .pending, .sealed, .held: false
        case .admitted, .returned, .discarded, .retried: true
        }
    }
}

extension Collision {
    fileprivate init(entry: Int64, change: Change, meeting: MergeForecast.Meeting) {
        self.init(
            entry: entry, table: change.table, row: change.row, column: meeting.column,
            own: meeting.own, other: meeting.other, ending: meeting.ending)
    }
}

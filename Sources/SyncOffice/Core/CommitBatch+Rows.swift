internal import SyncEngine
internal import SyncProtocol

extension CommitBatch {
    /// Stores what one admitted set did to one row: cells, clocks, place in the feed, digest.
    ///
    /// - Returns: the row's content as the log knows it, `nil` when it is deleted.
    func apply(_ effect: RowEffect, at sequence: Sequence) throws -> ContentHash? {
        let key = effect.key
        let place = try store.place(of: key)
        if let old = effect.before.live {
            let hash = ContentHash(table: key.table, row: key.row, cells: old.cells)
            digests.remove(hash, from: old.row.scope)
        }
        switch effect.after {
        case .absent:
            return nil
        case .live(let row):
            let scope = row.row.scope
            let stays = effect.before.live != nil && place?.scope == scope
            let since = stays ? place?.since ?? sequence : sequence
            try store.put(
                row, at: RowPlace(sequence: sequence, scope: scope, since: since, deletion: nil))
            try leave(place, key, for: scope, at: sequence)
            let hash = ContentHash(table: key.table, row: key.row, cells: row.cells)
            digests.add(hash, to: scope)
            return hash
        case .deleted(let row, let deletion):
            let scope = row.row.scope
            try store.put(
                row,
                at: RowPlace(
                    sequence: sequence, scope: scope, since: sequence, deletion: deletion))
            try leave(place, key, for: scope, at: sequence)
            return nil
        }
    }

    /// Tells holders of the scope that a row left, and forgets that it was ever gone from the new one.
    private func leave(
        _ place: RowPlace?, _ key: RowKey, for scope: Scope, at sequence: Sequence
    ) throws {
        guard let place, place.scope != scope else { return }
        try store.forgetGone(key, from: [scope, place.scope])
        try store.putGone(key, from: place.scope, at: sequence)
    }
}

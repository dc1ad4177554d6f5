internal import SyncEngine
internal import SyncProtocol

/// One change after the other: who knew what, and what the columns' policies say.
extension OfficeModel {
    mutating func apply(_ change: Change, of set: ModelSet) -> ModelRefusal? {
        let key = RowKey(change.table, change.row)
        switch (change.kind, state(key)) {
        case (.insert, nil):
            self.change(key, to: .live(written(change, set)))
        case (.insert, .live(let row)):
            guard isOwn(change.row, of: set) else { return .rowExists }
            merge(change, into: row, of: set)
        case (.insert, .deleted(let row, let deletion)):
            guard isOwn(change.row, of: set) else { return .rowExists }
            if set.missed(deletion) {
                revive(key, set)
                merge(change, into: row, of: set)
            } else {
                self.change(key, to: .live(written(change, set)))
            }
        case (.update, .live(let row)):
            merge(change, into: row, of: set)
        case (.update, .deleted(let row, let deletion)):
            guard set.missed(deletion) else { return .rowGone }
            revive(key, set)
            merge(change, into: row, of: set)
        case (.update, nil), (.delete, nil):
            return .rowGone
        case (.delete, .deleted):
            break
        case (.delete, .live(let row)):
            if row.isWritten(after: set.seen, notBy: set.device) {
                revive(key, set)
            } else {
                self.change(key, to: .deleted(row, by: set.write))
            }
        }
        return nil
    }

    private func isOwn(_ row: RowID, of set: ModelSet) -> Bool {
        [set.device, .derived].contains(row.device) || set.ancestors.contains(row.device)
    }

    private func written(_ change: Change, _ set: ModelSet) -> ModelRow {
        var row = ModelRow()
        for cell in change.cells { row.put(cell.value, in: cell.column, set.write) }
        return row
    }

    private mutating func revive(_ key: RowKey, _ set: ModelSet) {
        note(
            ModelConflict(
                kind: .revived, key: key, column: nil, loser: nil, isOpen: false,
                sequence: set.sequence))
    }

    private mutating func merge(_ change: Change, into old: ModelRow, of set: ModelSet) {
        guard let table = schema[change.table] else { return }
        let key = RowKey(change.table, change.row)
        var row = old
        for cell in change.cells {
            let standing = old.value(cell.column, of: table)
            if standing == cell.value { continue }
            let policy = table[cell.column]?.policy ?? .latest
            let last = old.writes[cell.column]
            let isMissed = last.map { set.missed($0) } ?? false
            let replaces = Self.replaces(policy, set, last, isMissed: isMissed, standing: standing)
            if replaces { row.put(cell.value, in: cell.column, set.write) }
            guard last != nil, isMissed || !replaces else { continue }
            note(
                ModelConflict(
                    kind: .kept, key: key, column: cell.column,
                    loser: replaces ? standing : cell.value, isOpen: policy == .review,
                    sequence: set.sequence))
        }
        self.change(key, to: .live(row))
    }

    /// Whether a value replaces another one that stands.
    private static func replaces(
        _ policy: ConflictPolicy, _ set: ModelSet, _ last: ModelWrite?, isMissed: Bool,
        standing: Value
    ) -> Bool {
        guard let last else { return true }
        switch policy {
        case .first:
            return standing.isNull
        case .office:
            return true
        case .review:
            return !isMissed
        case .latest:
            if !isMissed { return true }
            if set.at != last.at { return set.at > last.at }
            return set.device > last.device
        }
    }
}

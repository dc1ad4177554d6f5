internal import SyncEngine
internal import SyncProtocol

/// Rows that name other rows.
extension OfficeModel {
    /// A row that is named must be there; one that others deleted meanwhile lives.
    mutating func settleReferences(of changes: [Change], _ set: ModelSet) -> ModelRefusal? {
        for change in changes {
            guard let table = schema[change.table],
                let live = state(RowKey(change.table, change.row))?.live
            else { continue }
            for cell in change.cells {
                guard case .row(let target?)? = table[cell.column]?.type, covers(target),
                    let id = cell.value.row, live.value(cell.column, of: table) == cell.value
                else { continue }
                let key = RowKey(target, id)
                switch state(key) {
                case .live: continue
                case .deleted(let row, let deletion) where set.missed(deletion):
                    bringBack(key, row, set)
                case .deleted, nil: return .referenceMissing
                }
            }
        }
        return nil
    }

    /// A row that others hung something under, without the deleter's knowing, lives.
    mutating func keepParents(deletedBy changes: [Change], _ set: ModelSet) {
        for change in changes where change.kind == .delete {
            let key = RowKey(change.table, change.row)
            guard case .deleted(let row, let deletion)? = state(key),
                deletion == set.write, stateBefore(key)?.live != nil, hasNews(under: key, set)
            else { continue }
            bringBack(key, row, set)
        }
    }

    private func hasNews(under key: RowKey, _ set: ModelSet) -> Bool {
        for table in schema.tables where covers(table.id) {
            for column in table.columns where column.type == .row(key.table) {
                let isMissed = children(in: table, column.id, of: key.row).contains { child in
                    child.writes[column.id].map { set.missed($0) } ?? false
                }
                if isMissed { return true }
            }
        }
        return false
    }

    private mutating func bringBack(_ key: RowKey, _ row: ModelRow, _ set: ModelSet) {
        change(key, to: .live(row))
        note(
            ModelConflict(
                kind: .revived, key: key, column: nil, loser: nil, isOpen: false,
                sequence: set.sequence))
    }
}

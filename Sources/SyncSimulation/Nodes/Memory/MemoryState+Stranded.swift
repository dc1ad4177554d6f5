internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// Sets that were returned while the office was getting back what it had lost, only because what they need
/// was not back yet: made again when it is.
extension MemoryState {
    private static let strandingReasons: [ReasonCode] = [
        .needsReturned, .rowGone, .referenceMissing, .notAllowed,
    ]

    /// A verdict is about to be recorded.
    mutating func noteStranded(_ set: MemorySet, _ verdict: Verdict, isReconciling: Bool) {
        switch set.state {
        case .discarded, .retried: return
        case .pending, .sealed, .admitted, .returned, .held: break
        }
        if case .returned(let reason) = verdict, Self.strandingReasons.contains(reason.code) {
            guard isReconciling, !set.isReturned, !stranded.contains(set.entry) else { return }
            stranded = (stranded + [set.entry]).sorted()
        } else {
            stranded.removeAll { $0 == set.entry }
        }
    }

    /// Rows came: makes those sets again whose rows are here now, with the basis and the time that they had.
    ///
    /// - Returns: how many were made again.
    mutating func makeStrandedAgain(
        hasNewScopes: Bool, at wall: Milliseconds
    ) throws -> Int {
        var after: [Int64] = []
        var count = 0
        for entry in stranded {
            guard let place = outbox.firstIndex(where: { $0.entry == entry }),
                case .returned(let reason) = outbox[place].state
            else { continue }
            let old = outbox[place]
            guard hasNewScopes || reason.code != .notAllowed, hasItsRows(old) else {
                after.append(entry)
                continue
            }
            outbox[place].state = .retried
            count += 1
            guard let made = try write(old.changes, at: wall),
                let new = outbox.lastIndex(where: { $0.entry == made })
            else { continue }
            (outbox[new].madeAt, outbox[new].basis) = (old.madeAt, old.basis)
            after.append(made)
        }
        stranded = after
        return count
    }

    /// Whether every row that the set changes or refers to is here, or made by the set itself.
    private func hasItsRows(_ set: MemorySet) -> Bool {
        var made: Set<RowKey> = []
        for change in set.changes {
            let key = RowKey(change.table, change.row)
            if change.kind == .insert {
                made.insert(key)
            } else if !made.contains(key) && drawnImage(key) == nil {
                return false
            }
            guard let table = schema[change.table] else { continue }
            for cell in change.cells {
                guard case .row(let target?)? = table[cell.column]?.type,
                    let row = cell.value.row
                else { continue }
                let needed = RowKey(target, row)
                if !made.contains(needed) && drawnImage(needed) == nil { return false }
            }
        }
        return true
    }
}

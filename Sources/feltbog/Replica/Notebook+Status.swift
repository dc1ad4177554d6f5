internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

extension Notebook {
    func status() throws -> ReplicaStatus {
        try telling { try replica.status() }
    }

    /// The office's time, as far as it was known at the last contact.
    func officeNow() throws -> Milliseconds {
        try telling { try replica.officeTime() }
    }

    /// Change sets made here, oldest first.
    func outbox(openOnly: Bool) throws -> [OutboxEntry] {
        try telling { try replica.outbox(openOnly: openOnly) }
    }

    func returned() throws -> [OutboxEntry] {
        try telling { try replica.returned() }
    }

    /// - Returns: how many change sets are sent again.
    func retry(_ number: Int64) throws -> Int {
        try telling { try replica.retry(number).count }
    }

    func discard(_ number: Int64) throws {
        try telling { try replica.discard(number) }
    }

    /// What was done to a row here, oldest first.
    func history(of row: RowID) throws -> [HistoryEntry] {
        try telling { try replica.history(of: row) }
    }

    func doctor(repair: Bool) throws -> [Finding] {
        try telling { try replica.doctor(repair: repair) }
    }

    /// Rows that are drawn with work which the office has not decided.
    func pendingRows() throws -> Set<RowID> {
        Set(
            try outbox(openOnly: true).filter { $0.state.isPending }.flatMap {
                $0.changes.map(\.row)
            })
    }

    /// Whether the own role may write what else only the office decides.
    var mayDecide: Bool {
        (try? status().identity?.role) == Role.ambassador.rawValue
    }

    /// What every command that writes ends with: what is pending and when the last sync was.
    func tellPending() throws {
        let status = try status()
        let synced =
            status.lastSyncAt.map { RowPhrase.lastSynced(Moment.local($0)) }
            ?? RowPhrase.neverSynced()
        let pending = status.pending + status.sealed + status.held
        let line =
            switch pending {
            case 0: RowPhrase.pendingNone(synced)
            case 1: RowPhrase.pendingOne(synced)
            default: RowPhrase.pendingMany(String(pending), synced)
            }
        Console.message(line)
        tellAttention(status)
    }

    /// What waits for the person: returned change sets and open conflicts.
    func tellAttention(_ status: ReplicaStatus) {
        if status.returned > 0 { Console.message(RowPhrase.returnedNote(String(status.returned))) }
        switch status.openConflicts {
        case 0: break
        case 1: Console.message(RowPhrase.conflictOne())
        case let count: Console.message(RowPhrase.conflictMany(String(count)))
        }
    }

    /// Open conflicts, and what became of rows made here.
    func tally() throws -> OutcomeTally {
        let table = SystemTables.outcome
        let device = try status().device
        return try read { rows in
            var tally = OutcomeTally()
            try rows.forEach(in: table) { row in
                let maker = try row["subject_row"].row.flatMap { try rows.maker(of: $0) }
                switch maker?.device == device ? row["kind"].text : nil {
                case "moved": tally.moved += 1
                case "declined": tally.declined += 1
                case "waitlisted": tally.waitlisted += 1
                default: break
                }
                if row["state"] == .text("open") { tally.conflicts += 1 }
            }
            return tally
        }
    }
}

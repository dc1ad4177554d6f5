internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Writes the office's verdicts beside the sets that they judge.
struct VerdictRecorder {
    let access: Access

    /// - Parameter isRestored: the office is getting back what it had lost: the receipt does not change before
    ///   its new history is wholly here. Otherwise it does, or nobody could tell if these sets were lost.
    func record(_ verdicts: Verdicts, isRestored: Bool) throws {
        let db = access.db
        let outbox = Outbox(db: db, schema: access.schema)
        let device = Int64(bitPattern: try IdentityStore.device(db).rawValue)
        let find = try db.cachedStatement(
            sql: "SELECT entry, state FROM _outbox WHERE device = ? AND number = ?")
        var number = verdicts.first
        var held: [OutboxEntry] = []
        var judged: [(entry: Int64, verdict: Verdict, wasReturned: Bool)] = []
        for verdict in verdicts.verdicts {
            let arguments: StatementArguments = [device, Int64(bitPattern: number.rawValue)]
            number = number.next
            guard let row = try GRDB.Row.fetchOne(find, arguments: arguments) else { continue }
            let entry = try row.stored(Int64.self, at: 0)
            let state = Outbox.Code(rawValue: try row.stored(at: 1))
            switch state {
            case .discarded, .retried, nil: continue
            case .pending, .sealed, .admitted, .returned, .held: break
            }
            try outbox.setVerdict(verdict, of: entry)
            if case .held = verdict, let set = try outbox.entry(entry) { held.append(set) }
            judged.append((entry, verdict, state == .returned))
        }
        try LocalRebase(access: access).draw(held)
        try Stranded(access: access).record(judged, isReconciling: isRestored)
        try decide(device, verdicts)
        if !isRestored, !verdicts.verdicts.isEmpty {
            try Standing.setReceipt(verdicts.receipt, db)
        }
    }

    /// The segment is decided when none of its sets waits for a verdict. It is safe once the office has
    /// a backup of the position at which it was judged. From here on its age counts, by the office's clock.
    private func decide(_ device: Int64, _ verdicts: Verdicts) throws {
        let sequence = Int64(bitPattern: verdicts.receipt.sequence.rawValue)
        let first = Int64(bitPattern: verdicts.first.rawValue)
        try access.db.execute(
            sql: """
                UPDATE _segment SET sequence = ?1, sealed_at = ?4, decided = NOT EXISTS (
                    SELECT 1 FROM _outbox AS o WHERE o.device = ?2 AND o.state = 1
                        AND o.number BETWEEN first AND first + count - 1)
                WHERE device = ?2 AND first <= ?3 AND first + count > ?3
                """,
            arguments: [sequence, device, first, try Standing.officeTime(access.db)])
    }

    /// The office does not know the sets from this number on: their segments are kept until they are judged again,
    /// and what was admitted and has not come as committed rows yet waits once more.
    func forget(from number: ChangeNumber) throws {
        let arguments: StatementArguments = [
            Int64(bitPattern: try IdentityStore.device(access.db).rawValue),
            Int64(bitPattern: number.rawValue),
        ]
        try access.db.execute(
            sql: "UPDATE _segment SET decided = 0 WHERE device = ? AND first + count > ?",
            arguments: arguments)
        try access.db.execute(
            sql: """
                UPDATE _outbox SET state = 1, sequence = NULL
                WHERE device = ? AND number >= ? AND state IN (2, 4) AND drawn = 1
                """, arguments: arguments)
    }
}

internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// Sets that the office returned while it was getting back what it had lost, only because what they need was
/// not back yet. They are made again by themselves once it is.
///
/// A set that its author had seen returned before the office went back is not among them: it waits for the
/// author, as always.
struct Stranded {
    let access: Access

    private static let key = "stranded"
    private static let reasons: [ReasonCode] = [
        .needsReturned, .rowGone, .referenceMissing, .notAllowed,
    ]

    /// The entries, oldest first.
    func entries() throws -> [Int64] {
        let text = try MetaTable.value(String.self, for: Self.key, in: access.db) ?? ""
        return text.split(separator: " ").compactMap { Int64($0) }
    }

    private func set(_ entries: [Int64]) throws {
        let text = entries.sorted().map { "\($0)" }.joined(separator: " ")
        try MetaTable.set(text.isEmpty ? nil : text, for: Self.key, in: access.db)
    }

    /// Verdicts were recorded.
    ///
    /// - Parameters:
    ///   - judged: each set with its verdict and whether it had been returned before.
    ///   - isReconciling: the office is getting back what it lost.
    func record(
        _ judged: [(entry: Int64, verdict: Verdict, wasReturned: Bool)], isReconciling: Bool
    ) throws {
        let before = try entries()
        guard isReconciling || !before.isEmpty else { return }
        var after = Set(before)
        for (entry, verdict, wasReturned) in judged {
            if case .returned(let reason) = verdict, Self.reasons.contains(reason.code) {
                if isReconciling && !wasReturned { after.insert(entry) }
            } else {
                after.remove(entry)
            }
        }
        if after != Set(before) { try set(Array(after)) }
    }

    /// Rows came: makes those sets again whose rows are here now, with the basis and the time that they had.
    ///
    /// - Parameter hasNewScopes: the device may do more than before: what was not allowed may be now.
    /// - Returns: how many sets were made again.
    func makeAgain(hasNewScopes: Bool) throws -> Int {
        let before = try entries()
        guard !before.isEmpty else { return 0 }
        let outbox = Outbox(db: access.db, schema: access.schema)
        var after: [Int64] = []
        var count = 0
        for number in before {
            guard let entry = try outbox.entry(number), case .returned(let reason) = entry.state
            else { continue }
            guard hasNewScopes || reason.code != .notAllowed, try hasItsRows(entry) else {
                after.append(number)
                continue
            }
            try Tray(access: access).makeAgain(entry)
            try outbox.setState(.retried, of: number)
            count += 1
            guard let new = try Collector(access: access).collect() else { continue }
            try outbox.setOrigin(madeAt: entry.madeAt, basis: entry.basis, of: new)
            after.append(new)
        }
        if after != before { try set(after) }
        return count
    }

    /// Whether every row that the set changes or refers to is here, or made by the set itself.
    private func hasItsRows(_ entry: OutboxEntry) throws -> Bool {
        var made: Set<RowKey> = []
        for change in entry.changes {
            let key = RowKey(change.table, change.row)
            if change.kind == .insert {
                made.insert(key)
            } else if try !made.contains(key) && access.drawnImage(key) == nil {
                return false
            }
            guard let table = access.schema[change.table] else { continue }
            for cell in change.cells {
                guard case .row(let target?)? = table[cell.column]?.type,
                    let row = cell.value.row
                else { continue }
                let needed = RowKey(target, row)
                if try !made.contains(needed) && access.drawnImage(needed) == nil { return false }
            }
        }
        return true
    }
}

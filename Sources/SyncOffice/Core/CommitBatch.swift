internal import GRDB
internal import SyncEngine
internal import SyncProtocol
internal import SyncSQLite

/// One transaction in the making: takes sets in order, gives each that is admitted a sequence, and keeps
/// log, rows, feed and verdicts in step. Valid inside the store's write only.
final class CommitBatch {
    private let core: OfficeCore
    let now: Milliseconds
    let epochs: EpochHistory
    private(set) var touched: Set<Scope> = []
    private var sequence: Sequence
    private var head: Hash256
    private let start: Sequence
    private var clock: Timestamp

    var store: any OfficeStore { core.store }
    var digests = DigestChanges()

    init(_ core: OfficeCore, now: Milliseconds) throws {
        self.core = core
        self.now = now
        self.epochs = try core.store.epochs()
        (self.sequence, self.head) = try core.store.head()
        self.start = sequence
        let reading = try core.store.meta("clock")?.integer ?? 0
        self.clock = Timestamp(rawValue: UInt64(bitPattern: reading)) ?? .zero
    }

    /// The newest sequence so far.
    var newest: Sequence { sequence }

    /// Where the office stands once this batch is on disk.
    var mark: Mark { Mark(epoch: epochs.epoch(at: sequence), sequence: sequence, head: head) }

    /// - Returns: the office's new place, `nil` when nothing was committed.
    func finish() throws -> Mark? {
        try digests.flush(to: store)
        try store.setMeta(.integer(Int64(bitPattern: clock.rawValue)), for: "clock")
        return sequence == start ? nil : mark
    }

    /// A row id of the office's own.
    func makeRowID() -> RowID {
        clock = clock.next(wall: now)
        return RowID(timestamp: clock, device: .office)
    }

    // MARK: Sets of devices

    /// Judges one set and stores what it does, with its verdict.
    func admit(_ set: ChangeSet, by author: SetAuthor, segment: Hash256) throws -> Verdict {
        let submission = author.submission(of: set, as: sequence.next, epochs: epochs, now: now)
        let verdict: Verdict
        switch try judge(submission) {
        case .admitted(let effects):
            try store(
                effects, device: set.device, number: set.number.rawValue, segment: segment,
                at: submission.effective.at)
            for key in set.made { try store.forgetReturned(key, device: set.device) }
            verdict = .admitted(sequence)
        case .returned(let reason):
            try rememberReturned(set)
            verdict = .returned(reason)
        case .held(let reason):
            try rememberReturned(set)
            verdict = .held(reason)
        }
        try store.record(verdict, of: set.number, device: set.device)
        return verdict
    }

    private func rememberReturned(_ set: ChangeSet) throws {
        for key in set.made { try store.rememberReturned(key, device: set.device) }
    }

    /// A rule that fails stops its own set only; trouble with the disk stops the batch.
    private func judge(_ submission: Admission.Submission) throws -> Admission.Judgement {
        do {
            return try core.admission.judge(submission, reading: store, clock: &clock)
        } catch let error
            where error is StoreError || error is DatabaseError || error is OfficeError
        {
            throw error
        } catch {
            return .returned(
                Reason(ReasonCode("rule-failed"), detail: String(describing: type(of: error))))
        }
    }

    // MARK: The office's own

    /// Stores what the office itself changes, as a sequence of its own.
    ///
    /// - Throws: `OfficeError` `refused` when values or rules do not allow it.
    func write(_ changes: [Change], notices: [Outcome] = []) throws {
        let submission = ownSubmission(changes, notices)
        switch try core.admission.judge(submission, reading: store, clock: &clock) {
        case .admitted(let effects):
            try store(effects, device: .office, number: 0, segment: .zero, at: now)
        case .returned(let reason), .held(let reason):
            throw OfficeError(.refused, detail: reason.code.rawValue + " " + reason.detail)
        }
    }

    /// Wakes the rule of a deadline; a deadline that comes to nothing takes no sequence.
    func settle(_ deadline: RuleRunner.Deadline) throws {
        try store.forget(deadline)
        let judgement = try core.admission.due(
            deadline, as: ownSubmission([], []), reading: store, clock: &clock)
        guard case .admitted(let effects) = judgement else { return }
        for deadline in effects.deadlines { try store.remember(deadline) }
        guard !effects.rows.isEmpty else { return }
        try store(effects, device: .office, number: 0, segment: .zero, at: now)
    }

    private func ownSubmission(
        _ changes: [Change], _ notices: [Outcome]
    ) -> Admission.Submission {
        Admission.Submission(
            changes: changes, actor: nil,
            author: Merge.Author(
                device: .office, member: nil, basis: sequence, at: now, sequence: sequence.next),
            effective: EffectiveTime(known: now), now: now, notices: notices)
    }

    // MARK: Order and store

    private func store(
        _ effects: Admission.Effects, device: DeviceID, number: UInt64, segment: Hash256,
        at: Milliseconds
    ) throws {
        sequence = sequence.next
        var entry = EntryHash(
            sequence: sequence, epoch: epochs.epoch(at: sequence), device: device,
            number: number, segment: segment, at: at)
        for effect in effects.rows {
            let content = try apply(effect, at: sequence)
            entry.add(effect.key, content: content)
            touch(effect.before)
            touch(effect.after)
        }
        for deadline in effects.deadlines { try store.remember(deadline) }
        let hash = entry.hash
        head = LogEntry.head(after: head, entry: hash)
        try store.append(
            LogEntry(
                sequence: sequence, epoch: epochs.epoch(at: sequence), device: device,
                number: number, at: at, entry: hash, head: head))
    }

    private func touch(_ standing: Standing) {
        switch standing {
        case .absent: break
        case .live(let row), .deleted(let row, _): touched.insert(row.row.scope)
        }
    }
}

/// The author of a segment's sets, as the office knows it.
struct SetAuthor {
    let actor: Actor
    let ancestors: [DeviceID]
    let previousContact: Milliseconds
    /// What it has seen of this office's history at most.
    let seenMax: Sequence

    func submission(
        of set: ChangeSet, as sequence: Sequence, epochs: EpochHistory, now: Milliseconds
    ) -> Admission.Submission {
        let effective = EffectiveTime(
            claimed: set.timestamp.milliseconds, previousContact: previousContact, now: now)
        let seen = min(epochs.seen(set.basis), seenMax)
        return Admission.Submission(
            changes: set.changes, actor: actor,
            author: Merge.Author(
                device: actor.device, member: actor.member, ancestors: ancestors,
                basis: seen, at: effective.at,
                sequence: sequence),
            effective: effective, now: now)
    }
}

extension ChangeSet {
    /// The rows that it makes.
    fileprivate var made: [RowKey] {
        changes.filter { $0.kind == .insert }.map { RowKey($0.table, $0.row) }
    }
}

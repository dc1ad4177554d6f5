package import SyncProtocol

/// Judges one change set: rights, values, merge, references, rules, in that order.
///
/// Pure: reads the office's state through a narrow window and answers with everything that is to be
/// written, so that a set which is returned leaves no trace.
package struct Admission: Sendable {
    /// A change set with what the office knows of its author and moment.
    package struct Submission: Sendable {
        package let changes: [Change]
        /// `nil` when the office itself acts.
        package let actor: Actor?
        package let author: Merge.Author
        package let effective: EffectiveTime
        package let now: Milliseconds
        /// What the office itself wants said with it.
        package let notices: [Outcome]

        package init(
            changes: [Change], actor: Actor?, author: Merge.Author, effective: EffectiveTime,
            now: Milliseconds, notices: [Outcome] = []
        ) {
            self.changes = changes
            self.actor = actor
            self.author = author
            self.effective = effective
            self.now = now
            self.notices = notices
        }

        var context: RuleContext {
            RuleContext(
                author: actor, effectiveAt: effective.at, isClockDoubtful: effective.isDoubtful,
                now: now)
        }
    }

    /// Everything that an admitted set writes.
    package struct Effects: Hashable, Sendable {
        package var rows: [RowEffect]
        package var deadlines: [RuleRunner.Deadline]
    }

    package enum Judgement: Hashable, Sendable {
        case admitted(Effects)
        case returned(Reason)
        case held(Reason)
    }

    let schema: Schema
    private let access: any AccessPolicy
    private let values: ValueCheck
    private let rules: RuleRunner

    /// - Parameter isNormalised: tells NFC of a text with scalars at or above U+0300.
    package init(_ domain: any Domain, isNormalised: @escaping @Sendable (String) -> Bool) {
        self.schema = domain.schema
        self.access = domain.access
        self.values = ValueCheck(isNormalised: isNormalised)
        self.rules = RuleRunner(domain)
    }

    /// - Parameters:
    ///   - clock: the office's own clock; stamps the ids of outcomes.
    package func judge(
        _ submission: Submission, reading base: any OfficeReader, clock: inout Timestamp
    ) throws -> Judgement {
        if let reason = Self.repetition(in: submission) { return .returned(reason) }
        var work = AdmissionWork(submission, over: base, schema: schema)
        for change in submission.changes {
            if let reason = try apply(change, to: &work) { return .returned(reason) }
        }
        if let reason = try work.settleReferences() { return .returned(reason) }
        let changes = work.space.effects.compactMap(\.change)
        let result = try rules.settle(changes, in: submission.context, reading: work.space)
        return try finish(result, work, clock: &clock)
    }

    /// Wakes a rule whose deadline has come.
    package func due(
        _ deadline: RuleRunner.Deadline, as submission: Submission,
        reading base: any OfficeReader, clock: inout Timestamp
    ) throws -> Judgement {
        let work = AdmissionWork(submission, over: base, schema: schema)
        let result = try rules.due(deadline, in: submission.context, reading: work.space)
        return try finish(result, work, clock: &clock)
    }

    // MARK: One change

    /// A set says what became of each row, once: what it would have meant in between is nobody's right.
    private static func repetition(in submission: Submission) -> Reason? {
        guard submission.changes.count > 1 else { return nil }
        var rows: Set<RowKey> = []
        for change in submission.changes {
            guard !rows.insert(RowKey(change.table, change.row)).inserted else { continue }
            return Reason(
                .valueInvalid, table: change.table, row: change.row, detail: "a row twice")
        }
        return nil
    }

    /// - Returns: why the whole set is returned, if it is.
    private func apply(_ change: Change, to work: inout AdmissionWork) throws -> Reason? {
        guard let table = schema[change.table] else {
            return Reason(
                .valueInvalid, table: change.table, row: change.row, detail: "unknown table")
        }
        let key = RowKey(change.table, change.row)
        let standing = try work.space.standing(key)
        // Before rights, which would be asked about a row of defaults.
        if change.kind != .insert, case .absent = standing, try work.isMadeByReturned(key) {
            return Reason(.needsReturned, table: key.table, row: key.row)
        }
        if let actor = work.submission.actor {
            let (before, after) = Self.images(of: change, in: table, standing: standing)
            let refusal = try access.refusal(
                of: change, before: before, after: after, by: actor,
                at: work.submission.effective.at, reading: work.space)
            if let refusal { return refusal }
        }
        if let refusal = values.refusal(of: change, in: table) { return refusal }
        switch try work.merge.decide(change, of: table, standing: standing) {
        case .refused(let reason):
            return try work.explained(reason, of: key)
        case .merged(let state, let outcomes):
            if change.kind == .insert, let row = state.live?.row,
                let reason = values.missing(in: row)
            {
                return reason
            }
            if change.cells.contains(where: { table[$0.column] == nil }),
                let reason = state.live.flatMap(values.excess)
            {
                return reason
            }
            if let reason = try refusal(ofInsert: change, over: standing, in: work) {
                return reason
            }
            try work.put(state, outcomes, for: change, over: standing)
            return nil
        }
    }

    /// An insert of a row that stands, or that others deleted unseen, edits that: what it would change there must be
    /// its author's to change.
    private func refusal(
        ofInsert change: Change, over standing: Standing, in work: AdmissionWork
    ) throws -> Reason? {
        guard change.kind == .insert, let actor = work.submission.actor else { return nil }
        let old: StandingRow
        switch standing {
        case .live(let row): old = row
        case .deleted(let row, let deletion) where work.merge.isConcurrent(deletion): old = row
        case .deleted, .absent: return nil
        }
        let cells = change.cells.filter { old[$0.column] != $0.value }
        guard !cells.isEmpty else { return nil }
        let edit = Change(.update, table: change.table, row: change.row, cells: cells)
        var after = old.row
        for cell in cells { after[cell.column] = cell.value }
        return try access.refusal(
            of: edit, before: old.row, after: after, by: actor,
            at: work.submission.effective.at, reading: work.space)
    }

    /// The row before and after a change as its author meant it, for the check of rights.
    private static func images(
        of change: Change, in table: TableSchema, standing: Standing
    ) -> (before: Row?, after: Row?) {
        let before: Row? =
            switch standing {
            case .absent: nil
            case .live(let row): row.row
            case .deleted(let row, _): change.kind == .insert ? nil : row.row
            }
        if change.kind == .delete { return (before, nil) }
        var after = before ?? Row(table: table, id: change.row, cells: [])
        for cell in change.cells { after[cell.column] = cell.value }
        return (before, after)
    }

    // MARK: After the author's changes

    private func finish(
        _ result: RuleRunner.Result, _ work: AdmissionWork, clock: inout Timestamp
    ) throws -> Judgement {
        switch result {
        case .refused(let reason): return .returned(reason)
        case .held(let reason): return .held(reason)
        case .settled(let settlement):
            try work.write(settlement.writes)
            try work.record(
                work.submission.notices + work.outcomes + settlement.outcomes, clock: &clock)
            try work.moveOutcomes()
            return .admitted(
                Effects(rows: work.space.effects, deadlines: settlement.deadlines))
        }
    }
}

internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// What a sync would probably come to, change set by change set.
extension Foresight {
    /// A guess about one change of a pending set.
    private struct Guess {
        let entry: OutboxEntry
        let change: Change
        /// A stable word: confirmed, waits, moved, declined, merged, returned, admitted.
        let verdict: String
        let what: String
        let sentence: String
    }

    /// Says it of everything that is pending. Nothing is sent or written.
    func tell() throws {
        let pending = try notebook.outbox(openOnly: true).filter { $0.state.isPending }
        let now = try notebook.officeNow()
        let actor = try notebook.status().identity.map {
            Actor(member: $0.member, role: $0.role, device: $0.device)
        }
        let guesses = try notebook.read { rows in
            try pending.flatMap { entry in
                try entry.changes.map { try guess(entry, $0, actor, rows, now) }
            }
        }
        if notebook.isJSON {
            return Console.result(JSON.array(guesses.map(Self.json)).line)
        }
        guard !guesses.isEmpty else { return Console.message(SyncPhrase.dryNothing()) }
        for guess in guesses {
            Console.result("\(guess.entry.entry)  \(guess.what): \(guess.sentence)")
        }
        Console.message(SyncPhrase.dryRun())
    }

    private static func json(_ guess: Guess) -> JSON {
        .object([
            "number": .integer(guess.entry.entry),
            "row": .text(guess.change.row.description), "guess": .text(guess.verdict),
            "sentence": .text(guess.sentence),
        ])
    }

    private func guess(
        _ entry: OutboxEntry, _ change: Change, _ actor: Actor?, _ rows: Rows,
        _ now: Milliseconds
    ) throws -> Guess {
        let row = try rows.row(change.row, in: change.table)
        let table = notebook.schema[change.table]
        let name = TextTable.oneLine(row.map { Labels.title($0) } ?? change.row.description)
        func guess(_ verdict: String, _ sentence: String) -> Guess {
            Guess(
                entry: entry, change: change, verdict: verdict,
                what: "\(table.map { Labels.table($0) } ?? "?") «\(name)»", sentence: sentence)
        }
        if let reason = try refusal(of: change, after: row, actor, rows, now) {
            return guess("returned", ReasonText(reason).sentence[.current])
        }
        guard let row else { return guess("admitted", SyncPhrase.dryRecorded()) }
        if change.table == SignupTable.id, row[SignupTable.wish].text == "in",
            let outlook = try PersonOutlook(of: row, reading: rows), outlook.likeness == .same
        {
            let other = outlook.other
            return guess(
                "merged", PersonPhrase.dryMerged(PersonStory.slip(other), PersonStory.name(other)))
        }
        if change.table == SignupTable.id, row[SignupTable.mergedInto].isNull,
            let seat = try SeatOutlook(
                of: row.id, reading: rows, now: now)
        {
            return guess(Self.word(seat.guess), Self.sentence(seat.guess))
        }
        if change.table == BookingTable.id,
            let outlook = try BookingOutlook(
                for: row, reading: rows), let line = try OutlookText(row, rows).lines.first
        {
            return guess(Self.word(outlook.guess), line)
        }
        return guess("admitted", SyncPhrase.dryRecorded())
    }

    /// Only of rows that everybody sees: about others the replica does not know enough.
    private func refusal(
        of change: Change, after: Row?, _ actor: Actor?, _ rows: Rows, _ now: Milliseconds
    ) throws -> Reason? {
        guard let actor, notebook.schema[change.table]?.scope == .shared else { return nil }
        let before = change.kind == .insert ? nil : after
        return try RoleAccess().refusal(
            of: change, before: before, after: change.kind == .delete ? nil : after, by: actor,
            at: now, reading: rows)
    }

    private static func word(_ guess: SeatOutlook.Guess) -> String {
        switch guess {
        case .promised, .looksFree: "confirmed"
        case .waitsForLists, .waitlist: "waits"
        case .partyTooLarge, .cancelled: "declined"
        case .withdrawn: "admitted"
        }
    }

    private static func sentence(_ guess: SeatOutlook.Guess) -> String {
        switch guess {
        case .promised: SeatPhrase.promiseStands()
        case .looksFree(let left?): RowPhrase.looksFree(String(max(0, left)))
        case .looksFree(nil): SeatPhrase.looksConfirmed()
        case .waitsForLists: SeatPhrase.waitsForLists()
        case .waitlist(let position): RowPhrase.looksFull(String(position))
        case .partyTooLarge(let most): RowPhrase.looksTooLarge(String(most))
        case .cancelled: SeatPhrase.eventCancelled()
        case .withdrawn: SyncPhrase.dryRecorded()
        }
    }

    private static func word(_ guess: BookingOutlook.Guess) -> String {
        switch guess {
        case .looksFree(let needsApproval): needsApproval ? "waits" : "confirmed"
        case .looksMoved: "moved"
        case .looksTaken: "declined"
        }
    }
}

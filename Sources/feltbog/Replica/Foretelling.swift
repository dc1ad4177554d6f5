internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// What a sync would probably come to, change by change.
///
/// Asks the office for its rows of now when it can be reached, takes them into a copy and guesses there; otherwise
/// guesses from what is here. Nothing of what is pending is sent, and the replica stays as it is.
struct Foretelling {
    /// A guess about one change of a pending set.
    private struct Guess {
        let entry: OutboxEntry
        let change: Change
        /// A stable word: confirmed, waits, moved, conflict, declined, merged, returned, admitted.
        let verdict: String
        let what: String
        let sentence: String
    }

    private let notebook: Notebook

    init(_ notebook: Notebook) {
        self.notebook = notebook
    }

    func run() async throws {
        let pending = try notebook.outbox(openOnly: true).filter(\.state.isPending)
        guard !pending.isEmpty else {
            guard notebook.isJSON else { return Console.message(ForesightPhrase.nothing()) }
            return Console.result(JSON.array([]).line)
        }
        let known = try knownRows(pending)
        let preview = await preview()
        let collisions = try notebook.telling { try preview?.collisions() ?? [] }
        let copy = Foretelling(preview.map { notebook.over($0.replica) } ?? notebook)
        try withExtendedLifetime(preview) { try copy.tell(pending, collisions, known) }
        guard !notebook.isJSON else { return }
        Console.message(
            preview?.isCurrent == true ? ForesightPhrase.fromOffice() : ForesightPhrase.fromHere())
    }

    /// The office's rows; `nil`, and a sentence, when they cannot be had.
    private func preview() async -> Preview? {
        do {
            return try await OfficeLine(notebook).preview()
        } catch let failure as Failure {
            Console.message(failure.sentence)
        } catch {
            Console.message(SyncPhrase.storeOther(notebook.path, String(describing: error)))
        }
        return nil
    }

    /// The rows with pending work as they are drawn here; as they were, those that are deleted here.
    private func knownRows(_ pending: [OutboxEntry]) throws -> [RowKey: Row] {
        let keys = Set(pending.flatMap(\.changes).map { RowKey($0.table, $0.row) })
        var known = try notebook.read { rows in
            try keys.reduce(into: [RowKey: Row]()) { $0[$1] = try rows.row($1.row, in: $1.table) }
        }
        try notebook.telling {
            for key in keys where known[key] == nil {
                known[key] = try notebook.replica.committed(key.table, key.row)
            }
        }
        return known
    }

    private func tell(
        _ pending: [OutboxEntry], _ collisions: [Collision], _ known: [RowKey: Row]
    ) throws {
        let now = try notebook.officeNow()
        let actor = try notebook.status().identity.map {
            Actor(member: $0.member, role: $0.role, device: $0.device)
        }
        let met = Dictionary(grouping: collisions, by: \.entry)
        let guesses = try notebook.read { rows in
            try pending.flatMap { entry in
                try entry.changes.map { change in
                    let key = RowKey(change.table, change.row)
                    let meeting = (met[entry.entry] ?? []).filter {
                        RowKey($0.table, $0.row) == key
                    }
                    return try guess(
                        entry, change, of: known[key], meeting: meeting, actor, rows, now)
                }
            }
        }
        if notebook.isJSON {
            return Console.result(JSON.array(guesses.map(Self.json)).line)
        }
        for guess in guesses {
            Console.result("\(guess.entry.entry)  \(guess.what): \(guess.sentence)")
        }
    }

    private static func json(_ guess: Guess) -> JSON {
        .object([
            "number": .integer(guess.entry.entry),
            "row": .text(guess.change.row.description), "guess": .text(guess.verdict),
            "sentence": .text(guess.sentence),
        ])
    }

    private func guess(
        _ entry: OutboxEntry, _ change: Change, of known: Row?, meeting met: [Collision],
        _ actor: Actor?, _ rows: Rows, _ now: Milliseconds
    ) throws -> Guess {
        let row = try rows.row(change.row, in: change.table)
        let table = notebook.schema[change.table]
        let name = TextTable.oneLine(
            known.map { Labels.title($0) } ?? change.row.description)
        func guess(_ verdict: String, _ sentence: String) -> Guess {
            Guess(
                entry: entry, change: change, verdict: verdict,
                what: "\(table.map { Labels.table($0) } ?? "?") «\(name)»", sentence: sentence)
        }
        let before = change.kind == .delete ? known : row
        if let reason = try refusal(of: change, of: before, actor, rows, now) {
            return guess("returned", ReasonText(reason).sentence[.current])
        }
        if !met.isEmpty {
            let text = RowText(rows: rows, schema: notebook.schema)
            return guess(
                "conflict", try met.map { try Self.sentence($0, text) }.joined(separator: "; "))
        }
        guard let row else { return guess("admitted", ForesightPhrase.recorded()) }
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
        return guess("admitted", ForesightPhrase.recorded())
    }

    /// Only of rows that everybody sees: about others the replica does not know enough.
    private func refusal(
        of change: Change, of row: Row?, _ actor: Actor?, _ rows: Rows, _ now: Milliseconds
    ) throws -> Reason? {
        guard let actor, let row, row.table.scope == .shared else { return nil }
        return try RoleAccess().refusal(
            of: change, before: change.kind == .insert ? nil : row,
            after: change.kind == .delete ? nil : row, by: actor, at: now, reading: rows)
    }

    private static func sentence(_ met: Collision, _ text: RowText) throws -> String {
        let phrase: ForesightPhrase =
            switch met.ending {
            case .openConflict: .openConflict
            case .laterStays: .laterStays
            case .otherStays: .otherStays
            case .rowLives: .rowLives
            case .rowStays: .rowStays
            }
        guard let table = text.schema[met.table], let column = met.column.flatMap({ table[$0] })
        else { return phrase() }
        func shown(_ value: Value) throws -> String {
            let text = TextTable.oneLine(try text.cell(value, column, in: table))
            return text.isEmpty ? ForesightPhrase.empty() : text
        }
        return phrase(Columns.option(column), try shown(met.other), try shown(met.own))
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
        case .withdrawn: ForesightPhrase.recorded()
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

internal import GreenForum
internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// Says before the office does what it would probably say: by the same code, from the rows that are here.
struct Foresight {
    let notebook: Notebook

    init(_ notebook: Notebook) {
        self.notebook = notebook
    }

    /// Warns when the own role does not allow a change. Only for rows that everybody sees: about others the
    /// replica does not know enough.
    func warn(_ kind: Change.Kind, before: Row?, after: Row?) throws {
        guard let row = after ?? before, row.table.scope == .shared,
            let identity = try notebook.status().identity
        else { return }
        let actor = Actor(member: identity.member, role: identity.role, device: identity.device)
        let cells = (after?.cells ?? []).filter {
            $0.value != before?[$0.column] ?? row.table[$0.column]?.defaultValue ?? .null
        }
        let change = Change(kind, table: row.table.id, row: row.id, cells: cells)
        let reason = try notebook.read { rows in
            try RoleAccess().refusal(
                of: change, before: before, after: after, by: actor, at: Moment.now(), reading: rows
            )
        }
        guard let reason else { return }
        Console.message(RowPhrase.maybeReturned(ReasonText(reason).sentence[.current]))
    }

    /// What there is to say of a sign-up that was just made: whom it looks like, else where it would stand.
    func signup(_ row: Row) throws -> [String] {
        let outlook = try notebook.read { try PersonOutlook(of: row, reading: $0) }
        let seat = outlook?.likeness == .same ? nil : try seat(row)
        return [outlook.map { Self.sentence($0, row) }, seat].compactMap { $0 }
    }

    /// Whom a sign-up looks like; `nil` when nobody.
    func person(_ row: Row) throws -> String? {
        try notebook.read { try PersonOutlook(of: row, reading: $0) }
            .map { Self.sentence($0, row) }
    }

    private static func sentence(_ outlook: PersonOutlook, _ row: Row) -> String {
        let (name, slip) = (PersonStory.name(outlook.other), PersonStory.slip(outlook.other))
        switch outlook.likeness {
        case .same: return PersonPhrase.looksSame(name, slip, PersonStory.slip(row))
        case .contact: return PersonPhrase.looksContact(name, slip)
        case .name: return PersonPhrase.looksName(name, slip)
        }
    }

    /// Where a sign-up would probably stand; `nil` when it seems that it gets a seat of an unlimited event.
    func seat(_ signup: Row) throws -> String? {
        let now = try notebook.officeNow()
        let outlook = try notebook.read { rows in
            try SeatOutlook(of: signup.id, reading: rows, now: now)
        }
        switch outlook?.guess {
        case .promised(let left): return SeatPhrase.promised(String(left))
        case .waitsForLists: return SeatPhrase.waitsForLists()
        case .looksFree(let left?): return RowPhrase.looksFree(String(max(0, left)))
        case .waitlist(let position): return RowPhrase.looksFull(String(position))
        case .partyTooLarge(let most): return RowPhrase.looksTooLarge(String(most))
        case .cancelled, .withdrawn, .looksFree(nil), nil: return nil
        }
    }
}

internal import SyncEngine
internal import SyncProtocol

/// Puts what the rule `same-person` decides into outcomes: who, when, by which slip.
struct PersonTeller {
    let event: Row
    let context: RuleContext
    let rows: any RowReader

    /// Two sign-ups of one person are one. What the merged one says otherwise stands in the arguments as
    /// `kept_<column>`.
    ///
    /// - Parameter row: as it said itself.
    func merged(_ row: Row, into survivor: Row) throws -> Outcome {
        var outcome = try outcome(.merged, "person.merged", row, other: survivor)
        outcome.winner = try claim(survivor, survivor[SignupTable.name])
        outcome.loser = try claim(row, row[SignupTable.name])
        outcome.arguments["party"] = String(SeatPlan.party(survivor))
        let told = [SignupTable.name, SignupTable.partySize, SignupTable.kind] + PersonMerge.filled
        for column in told
        where !row[column].isNull && !PersonTraits.agree(row, survivor, on: column) {
            outcome.arguments["kept_" + column.name] = row[column].display
        }
        return outcome
    }

    /// They are two persons after all.
    func separated(_ row: Row, from other: Row) throws -> Outcome {
        try outcome(.revived, "person.separated", row, other: other)
    }

    /// Both stay. Who has the same address is no matter; who may be there twice is one for a person.
    func alike(_ row: Row, _ earlier: Row, _ kind: PersonLikeness.Kind) throws -> Outcome {
        switch kind {
        case .contact:
            return try outcome(.flagged, "person.same-contact", row, other: earlier)
        case .name:
            var outcome = try outcome(.flagged, "person.same-name", row, other: earlier)
            outcome.isOpen = true
            return outcome
        }
    }

    /// The person does not come, by the slip of a merged sign-up.
    func withdrawn(_ survivor: Row, by row: Row) throws -> Outcome {
        var outcome = try outcome(.displaced, "person.withdrawn", survivor, other: row)
        outcome.column = SignupTable.wish.id
        outcome.winner = .init(
            value: row[SignupTable.wish], member: context.author?.member, at: context.effectiveAt)
        outcome.loser = try claim(survivor, survivor[SignupTable.wish])
        return outcome
    }

    /// The person has signed up again since.
    func stillIn(_ row: Row, in survivor: Row, since: Milliseconds) throws -> Outcome {
        var outcome = try outcome(.displaced, "person.still-in", row, other: survivor)
        outcome.column = SignupTable.wish.id
        outcome.winner = .init(value: survivor[SignupTable.wish], at: since)
        outcome.loser = .init(
            value: row[SignupTable.wish], member: context.author?.member, at: context.effectiveAt)
        return outcome
    }

    private func outcome(
        _ kind: Outcome.Kind, _ key: String, _ row: Row, other: Row
    ) throws -> Outcome {
        Outcome(
            kind: kind, rule: .samePerson, table: SignupTable.id, row: row.id,
            loser: try claim(row, .null), textKey: key,
            arguments: [
                "event": event[EventTable.title].text ?? "",
                "name": row[SignupTable.name].text ?? "",
                "slip": SlipCode(for: row.id).description,
                "other": other[SignupTable.name].text ?? "",
                "other_slip": SlipCode(for: other.id).description,
            ])
    }

    /// A value with who made the sign-up, and from when it counts by itself.
    private func claim(_ row: Row, _ value: Value) throws -> Outcome.Claim {
        Outcome.Claim(value: value, member: try member(of: row), at: Slip(row).place)
    }

    /// Whose device made the sign-up, as far as this reader knows.
    private func member(of row: Row) throws -> RowID? {
        if let author = context.author, author.device == row.id.device { return author.member }
        let table = SystemTables.device
        guard let number = table["number"], let member = table["member"] else { return nil }
        let found = try rows.rows(
            in: table.id, where: number.id, equals: .text(row.id.device.description))
        return found.first?[member].row
    }
}

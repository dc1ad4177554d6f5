package import SyncEngine
package import SyncProtocol

/// People who write small numbers into few rows, so that they collide.
package struct PlainWorkload: Workload {
    package let versions = 2
    package let roles = [PlainRole.lead, .helper, .helper, .reader, .lead].map(\.rawValue)

    package let ordinaryRoles = [PlainRole.helper, .reader].map(\.rawValue)

    package init() {}

    package func domain(version: Int) -> any Domain {
        PlainDomain(version: UInt32(version))
    }

    /// Helpers: every other note.
    package func subjects(
        of role: String, in rows: (TableID) throws -> [Row]
    ) throws -> [RowID] {
        guard role == PlainRole.helper.rawValue else { return [] }
        return try rows(NoteTable.id).enumerated()
            .filter { $0.offset.isMultiple(of: 2) }.map(\.element.id)
    }

    /// Notes with a group, secrets, one granted slot.
    package func prepare(
        _ rows: any RowSource, makeRowID: () throws -> RowID, dice: inout SeededRandom
    ) throws -> [Change] {
        let root = try makeRowID()
        let group = try makeRowID()
        let note = NoteTable.schema(version: 1)
        var changes: [Change] = [
            .insert(note, root, [(NoteTable.latest, .integer(1))]),
            .insert(note, group, [(NoteTable.parent, .row(root))]),
            .insert(
                note, try makeRowID(),
                [(NoteTable.review, .integer(1)), (NoteTable.group, .row(group))]),
        ]
        for note in [root, group] {
            changes.append(
                .insert(
                    SecretTable.schema, try makeRowID(),
                    [(SecretTable.note, .row(note)), (SecretTable.value, .integer(7))]))
        }
        changes.append(
            .insert(SlotTable.schema, try makeRowID(), [(SlotTable.number, .integer(0))]))
        return changes
    }

    package func act(
        as role: String, reading rows: any RowSource, makeRowID: () throws -> RowID,
        dice: inout SeededRandom
    ) throws -> [Change] {
        // A reader may write nothing; now and then one tries.
        if role == PlainRole.reader.rawValue, !dice.chance(15) { return [] }
        var hand = PlainHand(rows: rows, role: role, dice: dice)
        defer { dice = hand.dice }
        return try hand.changes(makeRowID)
    }
}

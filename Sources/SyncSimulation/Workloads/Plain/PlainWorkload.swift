public import SyncEngine
package import SyncProtocol

/// People who write small numbers into few rows, so that they collide.
public struct PlainWorkload: Sendable {
    public let domain: any Domain
    /// The roles of the members that the world begins with, one device each. The first prepares.
    public let roles: [String]

    /// - Parameters:
    ///   - devices: 1 to 5.
    ///   - version: of the domain that all begin with.
    public init(devices: Int, version: UInt32 = 1) {
        let all: [PlainRole] = [.lead, .helper, .helper, .reader, .lead]
        self.domain = PlainDomain(version: version)
        self.roles = all.prefix(max(1, min(devices, all.count))).map(\.rawValue)
    }

    /// The rows that a member of this role is assigned to: helpers to every other note at first.
    package func subjects(
        of role: String, reading rows: any RowSource, dice: inout SeededRandom
    ) throws -> [RowID] {
        guard role == PlainRole.helper.rawValue else { return [] }
        let notes = try rows.rows(in: NoteTable.id).map(\.id)
        return notes.enumerated().filter { ($0.offset + dice.below(2)).isMultiple(of: 2) }
            .map(\.element)
    }

    /// What the first member makes before the others join: notes with groups, secrets, one granted slot.
    package func prepare(
        reading rows: any RowSource, makeRowID: () throws -> RowID, dice: inout SeededRandom
    ) throws -> [Change] {
        let root = try makeRowID()
        let group = try makeRowID()
        var changes = [
            Change(
                .insert, table: NoteTable.id, row: root,
                cells: [Cell(NoteTable.latest.id, .integer(1))]),
            Change(
                .insert, table: NoteTable.id, row: group,
                cells: [Cell(NoteTable.parent.id, .row(root))]),
            Change(
                .insert, table: NoteTable.id, row: try makeRowID(),
                cells: [
                    Cell(NoteTable.review.id, .integer(1)), Cell(NoteTable.group.id, .row(group)),
                ]),
        ]
        for note in [root, group] {
            changes.append(
                Change(
                    .insert, table: SecretTable.id, row: try makeRowID(),
                    cells: [
                        Cell(SecretTable.note.id, .row(note)),
                        Cell(SecretTable.value.id, .integer(7)),
                    ]))
        }
        changes.append(
            Change(
                .insert, table: SlotTable.id, row: try makeRowID(),
                cells: [Cell(SlotTable.number.id, .integer(0))]))
        return changes
    }

    /// One local transaction of one person. Empty when there is nothing to do.
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

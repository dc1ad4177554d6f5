internal import SyncEngine
internal import SyncProtocol

/// One person's next move in the plain domain.
struct PlainHand {
    let rows: any RowSource
    let role: String
    var dice: SeededRandom

    mutating func changes(_ makeRowID: () throws -> RowID) throws -> [Change] {
        switch dice.below(100) {
        case ..<34: return try editNote()
        case ..<46: return [try newNote(makeRowID)]
        case ..<54: return try moveNote()
        case ..<68: return [try wish(makeRowID)]
        case ..<76: return try changeMind()
        case ..<84: return try delete()
        case ..<90: return try secret(makeRowID)
        case ..<94: return try mark(makeRowID)
        case ..<97: return try assign(makeRowID)
        default: return try several(makeRowID)
        }
    }

    private mutating func editNote() throws -> [Change] {
        guard let note = try pick(NoteTable.id) else { return [] }
        var columns = [NoteTable.latest, NoteTable.review, NoteTable.first]
        if note.table[NoteTable.extra.id] != nil { columns.append(NoteTable.extra) }
        let column = columns[dice.below(columns.count)]
        var cells = [Cell(column.id, number())]
        if column.id == NoteTable.latest.id, dice.chance(25) {
            cells.append(Cell(NoteTable.review.id, number()))
        }
        return [Change(.update, table: NoteTable.id, row: note.id, cells: cells)]
    }

    private mutating func newNote(_ makeRowID: () throws -> RowID) throws -> Change {
        var cells = [Cell(NoteTable.latest.id, number())]
        if dice.chance(60), let parent = try pick(NoteTable.id) {
            cells.append(Cell(NoteTable.parent.id, .row(parent.id)))
        }
        if dice.chance(40), let group = try pick(NoteTable.id) {
            cells.append(Cell(NoteTable.group.id, .row(group.id)))
        }
        return Change(.insert, table: NoteTable.id, row: try makeRowID(), cells: cells)
    }

    /// Under another note, or into another group: out of some people's sight.
    private mutating func moveNote() throws -> [Change] {
        guard let note = try pick(NoteTable.id), let other = try pick(NoteTable.id) else {
            return []
        }
        let column = dice.chance(60) ? NoteTable.parent : NoteTable.group
        let value = dice.chance(30) ? Value.null : .row(other.id)
        return [
            Change(
                .update, table: NoteTable.id, row: note.id, cells: [Cell(column.id, value)])
        ]
    }

    /// Now and then for a number that there is not.
    private mutating func wish(_ makeRowID: () throws -> RowID) throws -> Change {
        let number = Int64(dice.below(21)) / 4
        return Change(
            .insert, table: SlotTable.id, row: try makeRowID(),
            cells: [Cell(SlotTable.number.id, .integer(number))])
    }

    private mutating func changeMind() throws -> [Change] {
        guard let slot = try pick(SlotTable.id) else { return [] }
        let wish = slot[SlotTable.wish.id] != .boolean(true)
        return [
            Change(
                .update, table: SlotTable.id, row: slot.id,
                cells: [Cell(SlotTable.wish.id, .boolean(wish))])
        ]
    }

    private mutating func delete() throws -> [Change] {
        let table = [NoteTable.id, SlotTable.id, SecretTable.id][dice.below(3)]
        guard let row = try pick(table) else { return [] }
        return [Change(.delete, table: table, row: row.id)]
    }

    private mutating func secret(_ makeRowID: () throws -> RowID) throws -> [Change] {
        if dice.chance(50), let secret = try pick(SecretTable.id) {
            return [
                Change(
                    .update, table: SecretTable.id, row: secret.id,
                    cells: [Cell(SecretTable.value.id, number())])
            ]
        }
        guard let note = try pick(NoteTable.id) else { return [] }
        return [
            Change(
                .insert, table: SecretTable.id, row: try makeRowID(),
                cells: [
                    Cell(SecretTable.note.id, .row(note.id)),
                    Cell(SecretTable.value.id, number()),
                ])
        ]
    }

    /// Only where version 2 runs.
    private mutating func mark(_ makeRowID: () throws -> RowID) throws -> [Change] {
        guard let note = try pick(NoteTable.id), note.table[NoteTable.extra.id] != nil else {
            return []
        }
        return [
            Change(
                .insert, table: MarkTable.id, row: try makeRowID(),
                cells: [
                    Cell(MarkTable.note.id, .row(note.id)), Cell(MarkTable.value.id, number()),
                ])
        ]
    }

    /// The lead gives or takes away what a helper is sent.
    private mutating func assign(_ makeRowID: () throws -> RowID) throws -> [Change] {
        guard role == PlainRole.lead.rawValue else { return [] }
        let table = SystemTables.assignment.id
        if dice.chance(50), let row = try pick(table) {
            return [Change(.delete, table: table, row: row.id)]
        }
        let helpers = try rows.rows(in: SystemTables.member.id).filter {
            $0[ColumnID(2)].text == PlainRole.helper.rawValue
        }
        guard let member = dice.pick(helpers), let note = try pick(NoteTable.id) else { return [] }
        return [
            Change(
                .insert, table: table, row: try makeRowID(),
                cells: [
                    Cell(AssignmentColumn.member, .row(member.id)),
                    Cell(AssignmentColumn.subject, .row(note.id)),
                ])
        ]
    }

    /// A note, what hangs under it and its secret at once: admitted or returned whole.
    private mutating func several(_ makeRowID: () throws -> RowID) throws -> [Change] {
        let note = try newNote(makeRowID)
        return [
            note,
            Change(
                .insert, table: NoteTable.id, row: try makeRowID(),
                cells: [Cell(NoteTable.parent.id, .row(note.row))]),
            Change(
                .insert, table: SecretTable.id, row: try makeRowID(),
                cells: [
                    Cell(SecretTable.note.id, .row(note.row)),
                    Cell(SecretTable.value.id, number()),
                ]),
        ]
    }

    private mutating func number() -> Value { .integer(Int64(dice.below(20))) }

    private mutating func pick(_ table: TableID) throws -> Row? {
        dice.pick(try rows.rows(in: table))
    }
}

internal import SyncEngine
internal import SyncProtocol

/// One person's next move in the plain domain.
struct PlainHand {
    let rows: any RowSource
    let role: String
    var dice: SeededRandom

    mutating func changes(_ makeRowID: () throws -> RowID) throws -> [Change] {
        switch dice.below(100) {
        case ..<34: try editNote()
        case ..<46: [try newNote(makeRowID())]
        case ..<54: try moveNote()
        case ..<68: [wish(try makeRowID())]
        case ..<76: try changeMind()
        case ..<84: try delete()
        case ..<90: try secret(makeRowID)
        case ..<94: try mark(makeRowID)
        case ..<97: try assign(makeRowID)
        default: try several(makeRowID)
        }
    }

    // MARK: Notes

    private mutating func editNote() throws -> [Change] {
        guard let note = try pick(NoteTable.id) else { return [] }
        var columns = [NoteTable.latest, NoteTable.review, NoteTable.first]
        if note.table[NoteTable.extra.id] != nil { columns.append(NoteTable.extra) }
        let column = columns[dice.below(columns.count)]
        var values = [(column, number())]
        if column.id == NoteTable.latest.id, dice.chance(25) {
            values.append((NoteTable.review, number()))
        }
        return Change.update(note, values)
    }

    private mutating func newNote(_ row: RowID) throws -> Change {
        var values = [(NoteTable.latest, number())]
        if dice.chance(60), let parent = try pick(NoteTable.id) {
            values.append((NoteTable.parent, .row(parent.id)))
        }
        if dice.chance(40), let group = try pick(NoteTable.id) {
            values.append((NoteTable.group, .row(group.id)))
        }
        return .insert(NoteTable.schema(version: 1), row, values)
    }

    /// Under another note, or into another group: out of some people's sight.
    private mutating func moveNote() throws -> [Change] {
        guard let note = try pick(NoteTable.id), let other = try pick(NoteTable.id) else {
            return []
        }
        let column = dice.chance(60) ? NoteTable.parent : NoteTable.group
        return Change.update(note, [(column, dice.chance(30) ? .null : .row(other.id))])
    }

    private mutating func delete() throws -> [Change] {
        let table = [NoteTable.id, SlotTable.id, SecretTable.id][dice.below(3)]
        return try pick(table).map { [Change.delete($0)] } ?? []
    }

    // MARK: Slots

    /// Now and then for a number that there is not.
    private mutating func wish(_ row: RowID) -> Change {
        let number = Int64(dice.below(21)) / 4
        return .insert(SlotTable.schema, row, [(SlotTable.number, .integer(number))])
    }

    private mutating func changeMind() throws -> [Change] {
        guard let slot = try pick(SlotTable.id) else { return [] }
        let isWished = slot[SlotTable.wish.id] == .boolean(true)
        return Change.update(slot, [(SlotTable.wish, .boolean(!isWished))])
    }

    // MARK: The rest

    private mutating func secret(_ makeRowID: () throws -> RowID) throws -> [Change] {
        if dice.chance(50), let secret = try pick(SecretTable.id) {
            return Change.update(secret, [(SecretTable.value, number())])
        }
        guard let note = try pick(NoteTable.id) else { return [] }
        return [secret(of: note.id, try makeRowID())]
    }

    private mutating func secret(of note: RowID, _ row: RowID) -> Change {
        .insert(
            SecretTable.schema, row,
            [(SecretTable.note, .row(note)), (SecretTable.value, number())])
    }

    /// Only where version 2 runs.
    private mutating func mark(_ makeRowID: () throws -> RowID) throws -> [Change] {
        guard let note = try pick(NoteTable.id), note.table[NoteTable.extra.id] != nil else {
            return []
        }
        return [
            .insert(
                MarkTable.schema, try makeRowID(),
                [(MarkTable.note, .row(note.id)), (MarkTable.value, number())])
        ]
    }

    /// The lead gives or takes away what a helper is sent.
    private mutating func assign(_ makeRowID: () throws -> RowID) throws -> [Change] {
        guard role == PlainRole.lead.rawValue else { return [] }
        let table = SystemTables.assignment
        if dice.chance(50), let row = try pick(table.id) { return [.delete(row)] }
        let helpers = try rows.rows(in: SystemTables.member.id)
            .filter { $0["role"].text == PlainRole.helper.rawValue }
        guard let member = dice.pick(helpers), let note = try pick(NoteTable.id) else { return [] }
        return [
            Change(
                .insert, table: table.id, row: try makeRowID(),
                cells: [
                    Cell(AssignmentColumn.member, .row(member.id)),
                    Cell(AssignmentColumn.subject, .row(note.id)),
                ])
        ]
    }

    /// A note, what hangs under it and its secret at once: admitted or returned whole.
    private mutating func several(_ makeRowID: () throws -> RowID) throws -> [Change] {
        let note = try newNote(makeRowID())
        return [
            note,
            .insert(
                NoteTable.schema(version: 1), try makeRowID(),
                [(NoteTable.parent, .row(note.row))]),
            secret(of: note.row, try makeRowID()),
        ]
    }

    private mutating func number() -> Value { .integer(Int64(dice.below(20))) }

    private mutating func pick(_ table: TableID) throws -> Row? {
        dice.pick(try rows.rows(in: table))
    }
}

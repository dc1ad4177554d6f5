internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// The slips of one person: which one lives, what the others said.
struct PersonStory {
    let lines: [String]
    /// The slips that are part of this one; none of one that is part of another itself.
    let merged: [RowID]
    private let slips: PersonSlips

    /// `nil` for a row that is no sign-up.
    init?(_ signup: Row, _ rows: Rows) throws {
        guard signup.table.id == SignupTable.id else { return nil }
        let slips = try PersonSlips(of: signup, reading: rows)
        self.slips = slips
        merged = slips.survivor.id == signup.id ? slips.merged.map(\.id) : []
        var lines: [String] = []
        if slips.survivor.id != signup.id {
            lines.append(
                PersonPhrase.partOf(
                    Self.slip(slips.survivor), Self.name(slips.survivor),
                    try Self.standing(slips.survivor, rows)))
        } else {
            lines += slips.merged.map(Self.said)
        }
        lines += slips.expected.map { PersonPhrase.expected(Self.slip($0), Self.name($0)) }
        if let placed = signup[SignupTable.placeSeats].display,
            let at = signup[SignupTable.extraAt].integer
        {
            lines.append(
                PersonPhrase.divided(
                    placed, signup[SignupTable.partySize].display ?? "", Moment.local(at)))
        }
        if let others = OtherPersons(signup[SignupTable.notSame].text), !others.ids.isEmpty {
            lines.append(PersonPhrase.anotherThan(Self.list(others.ids)))
        }
        self.lines = lines
    }

    /// The slip codes of the person, the living one first.
    var json: JSON { .array(slips.all.map { .text(Self.slip($0)) }) }

    /// Slip codes between commas.
    static func list(_ ids: [RowID]) -> String {
        ids.map { SlipCode(for: $0).description }.joined(separator: ", ")
    }

    static func name(_ signup: Row) -> String { TextTable.oneLine(Labels.title(signup)) }

    static func slip(_ signup: Row) -> String { SlipCode(for: signup.id).description }

    private static func said(_ signup: Row) -> String {
        PersonPhrase.alsoSlip(
            slip(signup), name(signup), signup[SignupTable.partySize].display ?? "1",
            signup[SignupTable.effectiveAt].integer.map(Moment.local) ?? "–")
    }

    /// In words; a withdrawn one is that first of all.
    private static func standing(_ signup: Row, _ rows: Rows) throws -> String {
        let isIn = signup[SignupTable.wish].text == "in"
        return try RowText(rows: rows, schema: GreenForumSchema.schema).cell(
            isIn ? SignupTable.status : SignupTable.wish, of: signup)
    }
}

import GreenForum
import SyncEngine
import SyncProtocol
import Testing

/// People who sign up more than once.
extension Town {
    /// One sign-up of somebody.
    struct Somebody: Hashable {
        var name = "Åse Østergård"
        var email: String?
        var phone: String?
        var party: Int64 = 1
        var note: String?
        /// Minutes.
        var at: Int64?
        var list: RowID?

        var cells: [Cell] {
            [
                Cell(SignupTable.name, .text(name)),
                Cell(SignupTable.email, email.map(Value.text) ?? .null),
                Cell(SignupTable.phone, phone.map(Value.text) ?? .null),
                Cell(SignupTable.note, note.map(Value.text) ?? .null),
                Cell(SignupTable.partySize, .integer(party)),
                Cell(SignupTable.allotment, list.map(Value.row) ?? .null),
            ]
        }
    }

    /// - Parameter id: made by this device, whoever brings it; else a new one.
    @discardableResult
    func signUp(
        _ event: RowID, _ somebody: Somebody, by actor: Actor? = nil, as id: RowID? = nil
    ) throws -> (id: RowID, answer: Answer) {
        let id = id ?? self.id(by: actor ?? ida)
        let cells = [Cell(SignupTable.event, .row(event))] + somebody.cells
        let answer = try act(
            [.insert(SignupTable.schema, id, cells)], by: actor ?? ida, at: somebody.at)
        return (id, answer)
    }

    /// Says that a sign-up is another person's than these.
    @discardableResult
    func separate(_ signup: RowID, from others: [RowID], by actor: Actor? = nil) throws -> Answer {
        let text = OtherPersons(others).text.map(Value.text) ?? .null
        return try edit(signup, [Cell(SignupTable.notSame, text)], by: actor ?? ambassador)
    }

    func signups(_ event: RowID) -> [Row] {
        rows.rows(in: SignupTable.id, where: SignupTable.event.id, equals: .row(event))
    }

    /// Those of the event that live: each with a person who wants to come.
    func living(_ event: RowID) -> [Row] {
        signups(event).filter {
            $0[SignupTable.wish].text == "in" && $0[SignupTable.status].text != "merged"
        }
    }

    func mergedInto(_ signup: RowID) throws -> RowID? {
        try self.signup(signup)[SignupTable.mergedInto].row
    }

    func flags(_ signup: RowID) throws -> [SignupFlags.Flag] {
        SignupFlags(try self.signup(signup)[SignupTable.flags].text).all
    }

    /// Minutes since the beginning.
    func minutes(_ column: ColumnSchema, of signup: RowID) throws -> Int64? {
        try self.signup(signup)[column].integer.map { ($0 - 1_800_000_000_000) / 60_000 }
    }
}

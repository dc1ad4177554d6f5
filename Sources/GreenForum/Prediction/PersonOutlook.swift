public import SyncEngine
internal import SyncProtocol

/// Whom a sign-up looks like, as far as this replica knows: a guess by the code of the rule `same-person`.
public struct PersonOutlook: Hashable, Sendable {
    /// How alike they are.
    public enum Likeness: Hashable, Sendable {
        /// The same person: the office makes them one.
        case same
        /// Another given name at the same e-mail or phone: both stay.
        case contact
        /// The same name, and no e-mail or phone to tell: both stay, a person looks at it.
        case name
    }

    public let likeness: Likeness
    /// The earlier sign-up; of several of one person the one that lives.
    public let other: Row

    /// `nil` when it looks like nobody.
    ///
    /// - Parameter signup: it need not be written down yet.
    /// - Complexity: a pass over the event's sign-ups.
    public init?(of signup: Row, reading rows: any RowReader) throws {
        let persons = try PersonGroups.around(signup, reading: rows)
        guard
            let place = persons.groups.firstIndex(where: { $0.contains { $0.id == signup.id } })
        else { return nil }
        let own = persons.groups[place].filter { $0.id != signup.id }
        if let other = own.first(where: { !$0.isMerged }) ?? own.first {
            likeness = .same
            self.other = other.row
        } else if let found = PersonLikeness.all(persons)[place] {
            let earlier = persons.groups[found.earlier]
            likeness = found.kind == .contact ? .contact : .name
            other = (earlier.first { !$0.isMerged } ?? earlier[0]).row
        } else {
            return nil
        }
    }
}

/// The sign-ups that are one person's.
public struct PersonSlips: Hashable, Sendable {
    /// The one that lives; that of the office's decision, else the first.
    public let survivor: Row
    /// The others that were merged into it, by row id.
    public let merged: [Row]
    /// Those that look like the same person's and have not been at the office together, by time.
    public let expected: [Row]

    /// All of one person, whichever sign-up of hers is asked for, also a withdrawn one.
    ///
    /// - Complexity: a pass over the event's sign-ups.
    public init(of signup: Row, reading rows: any RowReader) throws {
        var survivor = signup
        if signup[SignupTable.status].text == "merged",
            let target = signup[SignupTable.mergedInto].row,
            let row = try rows.row(target, in: SignupTable.id)
        {
            survivor = row
        }
        self.survivor = survivor
        let part = try rows.rows(
            in: SignupTable.id, where: SignupTable.mergedInto.id, equals: .row(survivor.id))
        merged = part.filter { $0[SignupTable.status].text == "merged" }
        let known = Set(merged.map(\.id) + [survivor.id])
        let persons = try PersonGroups.around(signup, reading: rows)
        let group = persons.groups.first { $0.contains { $0.id == signup.id } } ?? []
        expected = group.filter { !known.contains($0.id) }.map(\.row)
    }

    /// All of them, the one that lives first.
    public var all: [Row] { [survivor] + merged + expected }
}

extension PersonGroups {
    /// Those of the event of a sign-up, this one among them.
    fileprivate static func around(
        _ signup: Row, reading rows: any RowReader
    ) throws -> PersonGroups {
        let others = try rows.rows(
            in: SignupTable.id, where: SignupTable.event.id, equals: signup[SignupTable.event]
        ).filter { $0.id != signup.id }
        return PersonGroups(others + [signup])
    }
}

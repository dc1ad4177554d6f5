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
    /// The other sign-up; of several of one person the one that lives.
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
            return
        }
        // Which of two is the later one the office will say.
        let all = PersonLikeness.all(persons)
        let later = all.firstIndex { $0?.earlier == place }
        guard let found = all[place] ?? later.flatMap({ all[$0] }) else { return nil }
        let alike = persons.groups[all[place]?.earlier ?? later ?? place]
        likeness = found.kind == .contact ? .contact : .name
        other = (alike.first { !$0.isMerged } ?? alike[0]).row
    }
}

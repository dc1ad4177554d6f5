internal import SyncProtocol

/// What makes a person look like an earlier one without being the same for certain.
struct PersonLikeness {
    enum Kind: CaseIterable {
        /// The same e-mail or phone, another given name.
        case contact
        /// The same full name, and nothing else to tell the two apart.
        case name

        var flag: SignupFlags.Flag {
            switch self {
            case .contact: .sameContact
            case .name: .sameName
            }
        }
    }

    let kind: Kind
    /// The place of the earlier person among all.
    let earlier: Int

    /// Of each person the first likeness to an earlier one, by place; `nil` for none. Those who somebody has said are
    /// two persons are not alike.
    ///
    /// - Complexity: a pass over the slips.
    static func all(_ persons: PersonGroups) -> [PersonLikeness?] {
        var byContact: [String: [Int]] = [:]
        var byName: [String: [Int]] = [:]
        return persons.groups.enumerated().map { place, slips in
            let contacts = Set(slips.flatMap(\.traits.contacts)).sorted()
            let kind = contacts.isEmpty ? Kind.name : .contact
            let keys = contacts.isEmpty ? Set(slips.map(\.traits.fullName)).sorted() : contacts
            let table = contacts.isEmpty ? byName : byContact
            let found = keys.lazy.compactMap { key in
                table[key]?.first { !persons.areStrangers(slips, persons.groups[$0]) }
            }.min()
            for key in keys where !key.isEmpty {
                if contacts.isEmpty {
                    byName[key, default: []].append(place)
                } else {
                    byContact[key, default: []].append(place)
                }
            }
            return found.map { PersonLikeness(kind: kind, earlier: $0) }
        }
    }
}

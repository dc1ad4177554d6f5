internal import SyncEngine
internal import SyncProtocol

/// What tells one person's sign-up from another's.
struct PersonTraits {
    /// Ways to reach the person, e.g. `mail:aase@eksempel.dk`.
    let contacts: [String]
    /// The first name, the same however it is spelt: Åse and Aase, André and Andre.
    let givenName: String
    /// All names likewise.
    let fullName: String

    init(_ signup: Row) {
        contacts = Contact.keys(
            email: signup[SignupTable.email].text, phone: signup[SignupTable.phone].text)
        let name = signup[SignupTable.name].text ?? ""
        // `Østergård, Åse` as in lists that are sorted by family.
        let parts = name.split(separator: ",", maxSplits: 1)
        let ordered = parts.count == 2 ? [parts[1], parts[0]] : parts
        let words = ordered.flatMap(Self.words)
        givenName = words.first ?? ""
        fullName = words.joined(separator: " ")
    }

    /// Whether two sign-ups say the same. Another way of writing the same address is no difference.
    static func agree(_ one: Row, _ other: Row, on column: ColumnSchema) -> Bool {
        if one[column] == other[column] { return true }
        guard [SignupTable.email, SignupTable.phone].contains(column) else { return false }
        func keys(_ row: Row) -> [String] {
            let text = row[column].text
            return column == SignupTable.email
                ? Contact.keys(email: text, phone: nil) : Contact.keys(email: nil, phone: text)
        }
        return !keys(one).isEmpty && keys(one) == keys(other)
    }

    private static func words(_ text: Substring) -> [String] {
        folded(text).split { $0.isWhitespace || $0 == "-" || $0 == "." }.map(String.init)
    }

    /// Small letters without accents; Danish letters as one writes them without a Danish keyboard.
    private static func folded(_ text: Substring) -> String {
        let small = text.lowercased()
        guard small.utf8.contains(where: { $0 >= 0x80 }) else { return small }
        return small.reduce(into: "") { $0 += plain[$1] ?? String($1) }
    }

    private static let plain: [Character: String] = {
        let groups = [
            "aa": "å", "ae": "æä", "oe": "øö", "a": "áàâã", "e": "éèêë", "i": "íìîï", "o": "óòôõ",
            "u": "úùûü", "c": "ç", "n": "ñ", "ss": "ß", "d": "ð", "th": "þ", "y": "ýÿ",
        ]
        return groups.reduce(into: [:]) { table, group in
            for letter in group.value { table[letter] = group.key }
        }
    }()
}

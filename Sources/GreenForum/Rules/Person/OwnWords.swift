internal import SyncEngine
internal import SyncProtocol

/// What a sign-up said itself, where other sign-ups of the same person changed it: so that two persons can be told
/// apart again without a loss.
///
/// Held in `signup.own_words` as `column=value` between semicolons, e.g. `phone=;party_size=1`. Nothing personal: what
/// was filled in was empty before.
struct OwnWords: Hashable {
    /// Values that are not in their columns.
    private(set) var values: [ColumnID: Value] = [:]
    /// When the person said how many come, if that was later than the sign-up.
    var partyAt: Milliseconds?

    private static let partyAtName = "party_at"
    /// The columns that a merge may change.
    private static let columns =
        PersonMerge.filled + [SignupTable.partySize, SignupTable.effectiveAt, SignupTable.partyMin]

    init() {}

    /// Those of a sign-up; words that cannot be read are passed over.
    init(of signup: Row) {
        for word in (signup[SignupTable.ownWords].text ?? "").split(separator: ";") {
            guard let equals = word.firstIndex(of: "=") else { continue }
            let name = word[..<equals]
            let number = Int64(word[word.index(after: equals)...])
            if name == Self.partyAtName {
                partyAt = number
            } else if let column = Self.columns.first(where: { $0.name == name }) {
                values[column.id] = .optional(number)
            }
        }
    }

    /// The sign-up as it said itself.
    func restored(_ signup: Row) -> Row {
        var row = signup
        for (column, value) in values { row[column] = value }
        row[SignupTable.ownWords] = OwnWords(partyAt: partyAt).value
        return row
    }

    private init(partyAt: Milliseconds?) { self.partyAt = partyAt }

    /// Remembers a value that another sign-up's takes the place of.
    mutating func keep(_ value: Value, of column: ColumnSchema) { values[column.id] = value }

    /// What stands in the column is the sign-up's own from now on.
    mutating func forget(_ column: ColumnSchema) { values[column.id] = nil }

    /// As the column holds it; NULL for nothing.
    var value: Value {
        var words = Self.columns.compactMap { column in
            values[column.id].map { "\(column.name)=\($0.display ?? "")" }
        }
        if let partyAt { words.append("\(Self.partyAtName)=\(partyAt)") }
        return words.isEmpty ? .null : .text(words.joined(separator: ";"))
    }
}

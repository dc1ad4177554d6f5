public import SyncProtocol

/// Sign-ups that a person has said are somebody else's, as `signup.not_same` holds them: row ids between commas.
public struct OtherPersons: Hashable, Sendable {
    /// Sorted, each once.
    public private(set) var ids: [RowID]

    public init(_ ids: some Swift.Sequence<RowID>) {
        self.ids = Set(ids).sorted()
    }

    /// Reads what `text` wrote; spaces do not matter.
    ///
    /// - Returns: `nil` when a word is no row id.
    public init?(_ text: String?) {
        var ids: [RowID] = []
        for word in (text ?? "").split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            guard let id = RowID(hexadecimal: String(word)) else { return nil }
            ids.append(id)
        }
        self.init(ids)
    }

    /// `nil` for none.
    public var text: String? {
        ids.isEmpty ? nil : ids.map(\.description).joined(separator: ",")
    }
}

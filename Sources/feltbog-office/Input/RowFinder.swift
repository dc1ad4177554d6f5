internal import SyncEngine
internal import SyncProtocol

/// Finds the row that a person means by its name or the beginning of its id.
struct RowFinder {
    /// All rows that may be meant.
    let rows: [Row]
    /// Where they carry their name.
    let name: ColumnID

    /// - Parameter text: the name, in any case, or at least four first digits of the id.
    /// - Throws: `Failure` when there is none or are several.
    func find(_ text: String) throws -> Row {
        let wanted = Self.fold(text)
        let digits = text.lowercased().filter { $0 != "-" }
        let isID = digits.count >= 4 && digits.allSatisfy(\.isHexDigit)
        let found = rows.filter { row in
            Self.fold(title(row)) == wanted || (isID && row.id.description.hasPrefix(digits))
        }
        guard let first = found.first else {
            throw Failure(.notFound, Sentence.rowNotFound(text))
        }
        guard found.count == 1 else {
            let all = found.map { "\($0.id) \(title($0))" }.joined(separator: ", ")
            throw Failure(.usage, Sentence.rowAmbiguous(text, all))
        }
        return first
    }

    private func title(_ row: Row) -> String {
        TextTable.oneLine(row[name].text ?? "")
    }

    private static func fold(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

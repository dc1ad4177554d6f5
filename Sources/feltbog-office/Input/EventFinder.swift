internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// Finds the event that a person means.
enum EventFinder {
    /// - Parameters:
    ///   - text: the title, in any case, or at least four first digits of the id.
    ///   - events: all events.
    /// - Throws: `Failure` when there is none or are several.
    static func find(_ text: String, in events: [Row]) throws -> RowID {
        let wanted = fold(text)
        let digits = text.lowercased().filter { $0 != "-" }
        let isID = digits.count >= 4 && digits.allSatisfy(\.isHexDigit)
        let found = events.filter { event in
            fold(title(event)) == wanted || (isID && event.id.description.hasPrefix(digits))
        }
        guard let first = found.first else {
            throw Failure(.notFound, Sentence.eventNotFound(text))
        }
        guard found.count == 1 else {
            let all = found.map { "\($0.id) \(title($0))" }.joined(separator: ", ")
            throw Failure(.usage, Sentence.eventAmbiguous(text, all))
        }
        return first.id
    }

    private static func title(_ event: Row) -> String {
        event[EventTable.title.id].display ?? ""
    }

    private static func fold(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}

public import SyncEngine
public import SyncProtocol

/// Turns the lines of a sign-up list into cells: headers in Danish or English, a verdict for each line, and a key by
/// which the same file twice adds nothing.
public struct SignupImport {
    /// What one line came to.
    public enum Line: Hashable, Sendable {
        /// A sign-up to make.
        case signup(cells: [Cell], key: Key)
        /// The same sign-up is there already, or stands on an earlier line of this file.
        case known(key: Key, earlierLine: Int?)
        /// Nothing stands on it.
        case empty
        case broken(DomainError)
    }

    /// Event, contact and name of one person: normalised e-mail or phone and small letters.
    public struct Key: Hashable, Sendable {
        public let event: RowID
        /// `nil` without e-mail and phone: then the name alone decides.
        public let contact: String?
        public let name: String

        public init(event: RowID, email: String?, phone: String?, name: String) {
            self.event = event
            self.contact = Contact.key(email: email, phone: phone)
            self.name = CleanText.line(name).lowercased()
        }

        /// The key of a sign-up; `nil` when the row has no event.
        public init?(_ signup: Row) {
            guard let event = signup[SignupTable.event].row else { return nil }
            self.init(
                event: event, email: signup[SignupTable.email].text,
                phone: signup[SignupTable.phone].text, name: signup[SignupTable.name].text ?? "")
        }

        /// All keys of a sign-up: a list may know the person by mail or by phone, and a merge may have added
        /// the other.
        public static func all(of signup: Row) -> [Key] {
            guard let key = Key(signup) else { return [] }
            guard !signup[SignupTable.email].isNull, let phone = signup[SignupTable.phone].text
            else { return [key] }
            let byPhone = Key(
                event: key.event, email: nil, phone: phone,
                name: signup[SignupTable.name].text ?? "")
            return [key, byPhone]
        }
    }

    /// Headers that no column answers to: they are passed over.
    public let unknownHeaders: [String]
    private let columns: [Target?]
    private let event: RowID?
    private var seen: [Key: Int?]

    enum Target: Hashable {
        case event
        case column(ColumnSchema)
    }

    /// - Parameters:
    ///   - header: the fields of the first line.
    ///   - event: the event of all lines; `nil` when a column names it.
    ///   - existing: keys of the sign-ups that are there.
    /// - Throws: `header-missing` without a column for the name, or for the event where none is given;
    ///   `header-twice` when two headers mean the same.
    public init(
        header: [String], event: RowID? = nil, existing: some Swift.Sequence<Key> = []
    ) throws(DomainError) {
        let columns = header.map { SignupHeaders.target(of: $0) }
        let known = columns.compactMap { $0 }
        if Set(known).count < known.count {
            throw DomainError(
                "header-twice", da: "To overskrifter betyder det samme.",
                en: "Two headers mean the same.")
        }
        if !known.contains(.column(SignupTable.name)) {
            throw DomainError(
                "header-missing", da: "Der mangler en kolonne med overskriften Navn.",
                en: "There is no column with the header Name.", detail: "name")
        }
        if event == nil, !known.contains(.event) {
            throw DomainError(
                "header-missing", da: "Der mangler en kolonne med overskriften Arrangement.",
                en: "There is no column with the header Event.", detail: "event")
        }
        self.columns = columns
        self.event = event
        self.unknownHeaders = zip(header, columns).filter { $1 == nil && !$0.isEmpty }.map(\.0)
        self.seen = [:]
        for key in existing { seen[key] = .some(nil) }
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - fields: the line, split.
    ///   - number: the line's number in the file, for the next that says the same.
    ///   - findEvent: the event that a title or id means; where the event of all lines is given, a line that names
    ///     another is broken.
    public mutating func read(
        _ fields: [String], line number: Int, findEvent: (String) -> RowID?
    ) -> Line {
        if fields.allSatisfy({ CleanText.line($0).isEmpty }) { return .empty }
        guard fields.count == columns.count else {
            return .broken(.columnCount(fields.count, columns.count))
        }
        do throws(DomainError) {
            let (row, cells) = try row(fields, findEvent)
            guard let key = Key(row) else { return .broken(.eventUnknown("")) }
            if let earlier = seen[key] { return .known(key: key, earlierLine: earlier) }
            seen[key] = .some(number)
            return .signup(cells: cells, key: key)
        } catch {
            return .broken(error)
        }
    }

    private func row(
        _ fields: [String], _ findEvent: (String) -> RowID?
    ) throws(DomainError) -> (Row, [Cell]) {
        var draft = Draft(SignupTable.schema)
        try draft.set(SignupTable.source, to: .text("import"))
        if let event { try draft.set(SignupTable.event, to: .row(event)) }
        for (target, field) in zip(columns, fields) {
            let text = CleanText.line(SpreadsheetCell.restored(field))
            guard let target, !text.isEmpty else { continue }
            switch target {
            case .event:
                guard let found = findEvent(text) else { throw .eventUnknown(text) }
                if let event, found != event { throw .otherEvent(text) }
                try draft.set(SignupTable.event, to: .row(found))
            case .column(let column):
                try draft.set(column, to: try SignupHeaders.value(text, for: column))
            }
        }
        do {
            return (draft.row, try draft.cells())
        } catch let error as DomainError {
            throw error
        } catch {
            throw .invalid(SignupTable.name, of: SignupTable.schema)
        }
    }
}

extension DomainError {
    fileprivate static func columnCount(_ found: Int, _ expected: Int) -> DomainError {
        DomainError(
            "column-count", da: "Linjen har \(found) felter, overskriften \(expected).",
            en: "The line has \(found) fields, the header \(expected).")
    }

    fileprivate static func otherEvent(_ text: String) -> DomainError {
        DomainError(
            "event-other", da: "Linjen hører til et andet møde, »\(text.prefix(60))«.",
            en: "The line belongs to another event, \"\(text.prefix(60))\".")
    }

    fileprivate static func eventUnknown(_ text: String) -> DomainError {
        DomainError(
            "event-unknown", da: "Der er intet møde, der hedder »\(text.prefix(60))«.",
            en: "There is no event called \"\(text.prefix(60))\".")
    }
}

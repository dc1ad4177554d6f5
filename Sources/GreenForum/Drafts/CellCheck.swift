internal import SyncProtocol

/// One value against its column: kind, length, choice, form.
enum CellCheck {
    static func cleaned(
        _ value: Value, for column: ColumnSchema, of table: TableSchema
    ) throws(DomainError) -> Value {
        guard let text = value.text else {
            guard value.isNull || hasRightKind(value, column.type) else {
                throw .invalid(column, of: table)
            }
            return value
        }
        let isLong = column.byteCountMax > 1_024
        let clean = isLong ? CleanText.block(text) : CleanText.line(text)
        guard !clean.isEmpty else { return .null }
        guard clean.utf8.count <= column.byteCountMax else {
            throw .tooLong(column, of: table)
        }
        switch column.type {
        case .text: return .text(try formed(clean, column, table))
        case .choice(let choices):
            guard choices.contains(clean) else { throw .noChoice(clean, column, of: table) }
        case .wall:
            guard WallTime(clean) != nil else { throw .wallUnreadable }
        case .date:
            guard CivilDate(clean) != nil else { throw .invalid(column, of: table) }
        case .integer, .real, .boolean, .blob, .row, .instant:
            throw .invalid(column, of: table)
        }
        return .text(clean)
    }

    /// Columns whose text must have a form.
    private static func formed(
        _ text: String, _ column: ColumnSchema, _ table: TableSchema
    ) throws(DomainError) -> String {
        switch (table.id, column.name) {
        case (_, "email"):
            guard let email = Contact.email(text) else { throw .email(text) }
            return email
        case (_, "phone"):
            guard let phone = Contact.phone(text) else { throw .phone(text) }
            return phone
        case (OrganisationTable.id, "cvr"):
            let digits = text.filter { $0 != " " }
            guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
                throw .cvr(text)
            }
            return digits
        case (ResourceTable.id, "opening_hours"):
            guard let hours = OpeningHours(text) else { throw .hours(text) }
            return hours.description
        case (SignupTable.id, "not_same"):
            guard let others = OtherPersons(text)?.text else {
                throw .invalid(SignupTable.notSame, of: table)
            }
            return others
        case (_, "zone"):
            guard Zone(text) != nil else { throw .zoneUnknown(text) }
            return text
        default:
            if column.isPersonal, hasCPR(text) { throw .cpr }
            return text
        }
    }

    private static func hasRightKind(_ value: Value, _ type: ColumnType) -> Bool {
        switch (type, value) {
        case (.integer, .integer), (.instant, .integer), (.real, .real), (.blob, .blob): true
        case (.boolean, .integer(let flag)): flag == 0 || flag == 1
        case (.row, .blob): value.row != nil
        default: false
        }
    }

    /// Six digits that are a day, then four: what a Danish civil registration number looks like.
    private static func hasCPR(_ text: String) -> Bool {
        let runs = text.split { !($0.isASCII && $0.isNumber) }
        for (index, run) in runs.enumerated() {
            let isWhole = run.utf8.count == 10
            let isPair =
                run.utf8.count == 6 && index + 1 < runs.count && runs[index + 1].utf8.count == 4
                && ["-", " "].contains(text[run.endIndex..<runs[index + 1].startIndex])
            guard isWhole || isPair else { continue }
            if let day = Int(run.prefix(2)), let month = Int(run.dropFirst(2).prefix(2)),
                (1...31).contains(day), (1...12).contains(month)
            {
                return true
            }
        }
        return false
    }
}

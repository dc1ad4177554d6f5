internal import SyncProtocol

/// What may be wrong with a cell.
extension DomainError {
    static func missing(_ column: ColumnSchema, of table: TableSchema) -> DomainError {
        let name = name(column, table)
        return DomainError(
            "value-missing", da: "\(name.da) mangler.", en: "\(name.en) is missing.",
            detail: column.name)
    }

    static func invalid(_ column: ColumnSchema, of table: TableSchema) -> DomainError {
        let name = name(column, table)
        return DomainError(
            "value-invalid", da: "\(name.da): værdien kan ikke bruges.",
            en: "\(name.en): the value cannot be used.", detail: column.name)
    }

    static func tooLong(_ column: ColumnSchema, of table: TableSchema) -> DomainError {
        let name = name(column, table)
        return DomainError(
            "value-too-long", da: "\(name.da) må højst fylde \(column.byteCountMax) bytes.",
            en: "\(name.en) may take \(column.byteCountMax) bytes at most.", detail: column.name)
    }

    static func noChoice(
        _ text: String, _ column: ColumnSchema, of table: TableSchema
    ) -> DomainError {
        let name = name(column, table)
        var choices: [String] = []
        if case .choice(let all) = column.type { choices = all }
        let danish = choices.map {
            ChoiceTexts.word($0, of: column.name, in: table.name).map { "\($0.da)" } ?? $0
        }
        return DomainError(
            "value-no-choice",
            da: "\(name.da) kan ikke være »\(text.prefix(40))«. Vælg mellem "
                + danish.joined(separator: ", ") + ".",
            en: "\(name.en) cannot be \"\(text.prefix(40))\". Choose one of "
                + choices.joined(separator: ", ") + ".", detail: column.name)
    }

    static func email(_ text: String) -> DomainError {
        DomainError(
            "email-implausible", da: "»\(text.prefix(60))« er ikke en e-mailadresse.",
            en: "\"\(text.prefix(60))\" is no e-mail address.")
    }

    static func phone(_ text: String) -> DomainError {
        DomainError(
            "phone-implausible",
            da: "»\(text.prefix(40))« er ikke et telefonnummer. Skriv fx +45 20 30 40 50.",
            en: "\"\(text.prefix(40))\" is no phone number. Write +45 20 30 40 50, say.")
    }

    static func cvr(_ text: String) -> DomainError {
        DomainError(
            "cvr-implausible", da: "Et CVR-nummer har otte cifre.",
            en: "A CVR number has eight digits.",
            detail: String(text.prefix(20)))
    }

    static func hours(_ text: String) -> DomainError {
        DomainError(
            "hours-unreadable",
            da:
                "»\(text.prefix(60))« kan ikke læses som åbningstider. Skriv fx man-fre 8-22, lør 9-16.",
            en:
                "\"\(text.prefix(60))\" cannot be read as opening hours. Write mon-fri 8-22, sat 9-16, say."
        )
    }

    static var cpr: DomainError {
        DomainError(
            "cpr-refused", da: "Teksten ligner et CPR-nummer. Det skal ikke stå her.",
            en: "The text looks like a Danish civil registration number. It has no place here.")
    }

    /// The column's name at the start of a sentence.
    static func name(_ column: ColumnSchema, _ table: TableSchema) -> LocalText {
        let text =
            ColumnTexts.name(column.name, of: table.name)
            ?? LocalText(da: column.name, en: column.name)
        return LocalText(da: capitalised(text.da), en: capitalised(text.en))
    }

    private static func capitalised(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst()
    }
}

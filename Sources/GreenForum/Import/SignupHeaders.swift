internal import SyncProtocol

/// What the headers and words of a sign-up list mean.
enum SignupHeaders {
    /// The column that a header means, in Danish or English, however it is capitalised.
    static func target(of header: String) -> SignupImport.Target? {
        let word = CleanText.line(header).lowercased().filter { $0.isLetter }
        if ["event", "arrangement", "møde", "begivenhed", "eventtitle"].contains(word) {
            return .event
        }
        return words.first { $0.names.contains(word) }.map { .column($0.column) }
    }

    /// A field as its column's value.
    ///
    /// - Throws: `party-invalid`, `value-no-choice`.
    static func value(
        _ text: String, for column: ColumnSchema
    ) throws(DomainError) -> Value {
        switch column.type {
        case .integer:
            guard let number = Int64(text), (1...SeatsRule.seatsMax).contains(number) else {
                throw DomainError(
                    "party-invalid", da: "Antallet »\(text.prefix(20))« kan ikke bruges.",
                    en: "The number \"\(text.prefix(20))\" cannot be used.")
            }
            return .integer(number)
        case .choice:
            let choice = ChoiceTexts.value(of: text, for: column.name, in: "signup")
            guard let choice else { throw .noChoice(text, column, of: SignupTable.schema) }
            return .text(choice)
        default: return .text(text)
        }
    }

    private static let words: [(names: Set<String>, column: ColumnSchema)] = [
        (["navn", "name", "fuldenavn", "deltager", "fullname"], SignupTable.name),
        (["email", "mail", "emailadresse", "epost", "emailaddress"], SignupTable.email),
        (["telefon", "tlf", "mobil", "telefonnummer", "phone", "mobile"], SignupTable.phone),
        (
            ["organisation", "organization", "virksomhed", "forening", "firma", "company"],
            SignupTable.organisation
        ),
        (["type", "art", "kind", "deltagertype"], SignupTable.kind),
        (
            ["antal", "antalpersoner", "personer", "party", "partysize", "persons"],
            SignupTable.partySize
        ),
        (["bemærkning", "bemærkninger", "note", "noter", "besked"], SignupTable.note),
        (["samtykke", "consent"], SignupTable.consentHow),
    ]
}

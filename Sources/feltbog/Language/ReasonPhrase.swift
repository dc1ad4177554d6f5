/// Why the office returned a change set, and what to do. `{0}` is where, `{1}` a detail.
enum ReasonPhrase: Phrase {
    case notAllowed, needsReturned, rowGone, valueInvalid, referenceMissing, rowExists, tooLarge
    case fixNotAllowed, fixNeedsReturned, fixRowGone, fixValue, fixReferenceMissing, fixTooLarge

    var forms: (da: String, en: String) {
        switch self {
        case .notAllowed: ("Din rolle giver ikke ret til det: {0} ({1}).", "Your role does not allow this: {0} ({1}).")
        case .needsReturned:
            ("Den bygger på en anden ændring, der blev sendt tilbage ({0}).", "It needs another change set that was returned ({0}).")
        case .rowGone: ("Rækken ({0}) var allerede slettet.", "The row ({0}) was gone already.")
        case .valueInvalid: ("Værdien i {0} kan ikke bruges: {1}.", "The value of {0} cannot be used: {1}.")
        case .referenceMissing: ("{0} peger på noget, der ikke findes. {1}", "{0} names something that does not exist. {1}")
        case .rowExists: ("En anden har allerede lavet denne {0}. {1}", "Somebody else already made this {0}. {1}")
        case .tooLarge: ("Ændringen er for stor ({1}).", "The change set is too large ({1}).")
        case .fixNotAllowed:
            (
                "Bed den grønne ambassadør om at gøre det eller om at få opgaven, og prøv så «feltbog returned retry»; ellers «returned discard».",
                "Ask the green ambassador to do it or to give you the task, then “feltbog returned retry”; else “returned discard”."
            )
        case .fixNeedsReturned:
            ("Send den første igen; denne følger med.", "Retry the first one; this one comes along.")
        case .fixRowGone: ("Skriv den på ny, eller opgiv ændringen.", "Write it anew, or discard the change.")
        case .fixValue: ("Ret værdien med «edit», og send igen.", "Correct the value by “edit”, and retry.")
        case .fixReferenceMissing: ("Vælg noget andet, eller vent til det findes, og send igen.", "Choose something else, or wait until it exists, and retry.")
        case .fixTooLarge: ("Del den i mindre dele.", "Split it into smaller parts.")
        }
    }
}

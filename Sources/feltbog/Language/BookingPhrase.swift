/// What is said about bookings before the office has decided.
enum BookingPhrase: Phrase {
    case written, looksFree, looksMoved, taken, suggestion, unknown, closed, outsideHours
    case impossibleTime, noSuggestion, alternativesMax, needsApproval, rivals, approve, decline
    case already, approved, declined, reasonOption

    var forms: (da: String, en: String) {
        switch self {
        case .written:
            (
                "Ønsket: booking {0} ({1}), afventer kontoret.",
                "Wished for: booking {0} ({1}), pending until the office decides."
            )
        case .looksFree: ("Ser ledigt ud: {0}.", "Looks free: {0}.")
        case .looksMoved: ("Flyttes nok til: {0}.", "Will probably be moved to: {0}.")
        case .taken: ("Ser optaget ud: {0} («{1}»).", "Looks taken: {0} (“{1}”).")
        case .suggestion: ("Forslag {0}: {1}", "Suggestion {0}: {1}")
        case .unknown: ("Lokalet findes ikke.", "There is no such resource.")
        case .closed: ("Lokalet lånes ikke ud.", "The resource is not lent out.")
        case .outsideHours: ("Det er uden for åbningstiden.", "It is outside the opening hours.")
        case .impossibleTime: ("Tiden findes ikke.", "The time does not exist.")
        case .noSuggestion:
            ("Der er intet forslag {0} ({1} i alt).", "There is no suggestion {0} ({1} in all).")
        case .needsApproval: ("En person skal sige ja.", "A person must say yes.")
        case .rivals:
            (
                "{0} andre ønsker samme tid er ikke afgjort.",
                "{0} other wishes for that time are not decided."
            )
        case .approve:
            ("Sig ja til en booking.", "Say yes to a booking.")
        case .decline:
            ("Sig nej til en booking.", "Say no to a booking.")
        case .reasonOption: ("Hvorfor.", "Why.")
        case .already:
            ("{0}: {1} i forvejen, intet er ændret.", "{0}: {1} already, nothing was changed.")
        case .approved:
            (
                "Godkendt: booking {0} ({1}), afventer kontoret.",
                "Approved: booking {0} ({1}), pending until the office has it."
            )
        case .declined:
            (
                "Afvist: booking {0} ({1}), afventer kontoret.",
                "Declined: booking {0} ({1}), pending until the office has it."
            )
        case .alternativesMax: ("Højst {0} alternativer.", "At most {0} alternatives.")
        }
    }
}

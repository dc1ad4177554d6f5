/// What is wrong with a command line or a value on it.
enum UsagePhrase: Phrase {
    case valueMissing, wordMissing, wordTooMany, columnUnknown, columnAmbiguous, columnOffice
    case columnTwice, required, integer, real, boolean, choice, nothingToChange, notFound
    case ambiguous, fileMissing, fileEmpty, csvNoHeading, endBeforeStart, unexpected
    case usage, seeHelp, optionUnknown, didYouMean, argumentTooMany, valueInvalid, chooseAmong

    var forms: (da: String, en: String) {
        switch self {
        case .valueMissing: ("{0} mangler sin værdi.", "{0} lacks its value.")
        case .wordMissing: ("Der mangler: {0}.", "Missing: {0}.")
        case .wordTooMany:
            (
                "«{0}» er et ord for meget. Værdier skrives som --kolonne værdi.",
                "‘{0}’ is one word too many. Values are written as --column value."
            )
        case .columnUnknown:
            (
                "Der er ingen kolonne «{0}» her. Der er: {1}.",
                "There is no column ‘{0}’ here. There are: {1}."
            )
        case .columnAmbiguous: ("«{0}» kan være {1}.", "‘{0}’ may be {1}.")
        case .columnOffice:
            (
                "«{0}» afgøres af kontoret og kan ikke skrives her.",
                "‘{0}’ is decided by the office and cannot be written here."
            )
        case .columnTwice: ("«{0}» står der to gange.", "‘{0}’ is given twice.")
        case .required: ("Der mangler en værdi: --{0}.", "A value is missing: --{0}.")
        case .integer:
            ("«{0}» er ikke et helt tal (--{1}).", "‘{0}’ is not a whole number (--{1}).")
        case .real: ("«{0}» er ikke et tal (--{1}).", "‘{0}’ is not a number (--{1}).")
        case .boolean:
            ("«{0}» er hverken ja eller nej (--{1}).", "‘{0}’ is neither yes nor no (--{1}).")
        case .choice:
            (
                "«{0}» kan ikke vælges (--{1}). Vælg: {2}.",
                "‘{0}’ is not a choice (--{1}). Choose: {2}."
            )
        case .nothingToChange:
            (
                "Der er intet at ændre: skriv --kolonne værdi.",
                "There is nothing to change: write --column value."
            )
        case .notFound: ("Fandt ingen {0} «{1}».", "Found no {0} ‘{1}’.")
        case .ambiguous: ("«{0}» kan være flere: {1}.", "‘{0}’ may be several: {1}.")
        case .fileMissing: ("Filen {0} kan ikke læses.", "The file {0} cannot be read.")
        case .fileEmpty: ("Filen {0} er tom.", "The file {0} is empty.")
        case .csvNoHeading:
            (
                "Første linje i {0} skal nævne kolonnerne; fandt ingen af: {1}.",
                "The first line of {0} must name the columns; found none of: {1}."
            )
        case .endBeforeStart:
            (
                "Slutningen ({1}) ligger ikke efter starten ({0}).",
                "The end ({1}) is not after the start ({0})."
            )
        case .usage: ("Brug: {0}", "Usage: {0}")
        case .seeHelp: ("Se «{0}».", "See ‘{0}’.")
        case .optionUnknown: ("{0} findes ikke her.", "There is no {0} here.")
        case .didYouMean: ("Mente du {0}?", "Did you mean {0}?")
        case .argumentTooMany: ("For meget: {0}.", "Too much: {0}.")
        case .valueInvalid: ("«{0}» duer ikke som {1}.", "‘{0}’ will not do as {1}.")
        case .chooseAmong: ("Vælg: {0}.", "Choose: {0}.")
        case .unexpected: ("Det gik galt: {0}", "It went wrong: {0}")
        }
    }
}

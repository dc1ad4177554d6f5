/// What is said about sign-ups of one person.
enum PersonPhrase: Phrase {
    case looksSame, looksContact, looksName, mergedInto, partOf, alsoSlip, expected, divided
    case anotherThan, changedThere, withdrawnAll, count, separated, notMerged, dryMerged

    var forms: (da: String, en: String) {
        switch self {
        case .looksSame:
            (
                "Ligner {0}, som allerede er tilmeldt: kvittering {1}. Kontoret gør dem til én "
                    + "tilmelding. To personer? «feltbog signup separate {2}».",
                "Looks like {0}, already signed up: slip {1}. The office makes them one sign-up. "
                    + "Two persons? “feltbog signup separate {2}”."
            )
        case .looksContact:
            (
                "Samme mail eller telefon som {0} ({1}). Begge står.",
                "The same e-mail or phone as {0} ({1}). Both stay."
            )
        case .looksName:
            (
                "Der står allerede en {0} ({1}). Er det den samme, så skriv en mail eller telefon på "
                    + "begge.",
                "There is a {0} already ({1}). If it is the same person, write an e-mail or phone on "
                    + "both."
            )
        case .mergedInto: ("samlet i {0}", "merged into {0}")
        case .partOf: ("Del af {0} ({1}): {2}.", "Part of {0} ({1}): {2}.")
        case .alsoSlip:
            (
                "Også kvittering {0}: {1}, {2} personer, {3}.",
                "Also slip {0}: {1}, party of {2}, {3}."
            )
        case .expected:
            (
                "Ligner samme person som kvittering {0} ({1}); kontoret gør dem til én.",
                "Looks like the same person as slip {0} ({1}); the office makes them one."
            )
        case .divided:
            (
                "{0} af {1} har pladsen i køen, resten tæller fra {2}.",
                "{0} of {1} have that place in the queue, the rest counts from {2}."
            )
        case .anotherThan: ("En anden person end {0}.", "Another person than {0}.")
        case .changedThere:
            (
                "{0} er del af {1} ({2}), som er den, der er ændret.",
                "{0} is part of {1} ({2}), which is what was changed."
            )
        case .withdrawnAll:
            (
                "Det gælder personen, også kvittering {0}. Skal kun én kvittering væk: «feltbog "
                    + "signup remove».",
                "That counts for the person, slip {0} too. To drop one slip alone: “feltbog signup "
                    + "remove”."
            )
        case .count:
            ("{0} i alt, og {1} samlet med andre.", "{0} in all, and {1} merged with others.")
        case .separated:
            (
                "{0} ({1}) er en anden end {2}: begge står, når kontoret har det.",
                "{0} ({1}) is another person than {2}: both stay once the office has it."
            )
        case .notMerged:
            (
                "{0} ({1}) er ikke samlet med nogen anden tilmelding.",
                "{0} ({1}) is not merged with any other sign-up."
            )
        case .dryMerged:
            (
                "Bliver én tilmelding med kvittering {0} ({1}).",
                "Becomes one sign-up with slip {0} ({1})."
            )
        }
    }
}

/// What is said at a door and of who came.
enum CheckinPhrase: Phrase {
    case came, again, atDoor, noteWithdrawn, noteWaitlisted, noteDeclined, noteNotAnswered
    case noteCancelled, noteOver, who, unknown, notYet, reasonMissing, voided, alreadyVoid
    case nowCounts, nobodyNow, void, seenAgain, walkIn, wasThere, wasSeenAgain, beats, wasVoid

    var forms: (da: String, en: String) {
        switch self {
        case .came:
            ("{0} ({1}): kommet til {2} kl. {3}.", "{0} ({1}): checked in to {2} at {3}.")
        case .again:
            (
                "{0} blev set kl. {1}. Skrevet som set igen kl. {2}; første gang tæller.",
                "{0} was seen at {1}. Noted as seen again at {2}; the first time counts."
            )
        case .atDoor: ("{0} ved dør {1}", "{0} at door {1}")
        case .noteWithdrawn:
            (
                "Tilmeldingen er meldt fra. Kommet er kommet: luk ind.",
                "The sign-up was withdrawn. Being there wins: let in."
            )
        case .noteWaitlisted:
            (
                "Tilmeldingen står på venteliste. Kommet er kommet: luk ind.",
                "The sign-up is on the waitlist. Being there wins: let in."
            )
        case .noteDeclined:
            (
                "Tilmeldingen er afvist. Kommet er kommet: luk ind.",
                "The sign-up was declined. Being there wins: let in."
            )
        case .noteNotAnswered:
            (
                "Tilmeldingen er ikke bekræftet endnu. Kommet er kommet: luk ind.",
                "The sign-up is not confirmed yet. Being there wins: let in."
            )
        case .noteCancelled: ("{0} er aflyst.", "{0} is cancelled.")
        case .noteOver:
            (
                "{0} personer har plads eller er kommet, og der er {1} pladser. Ingen sendes bort.",
                "{0} persons have a seat or have come, for {1} seats. Nobody is sent away."
            )
        case .who:
            (
                "Hvem er kommet til {0}? Skriv kvitteringen, mødet og navnet, eller mødet og --walk-in "
                    + "NAVN.",
                "Who came to {0}? Write the slip code, the event and the name, or the event and "
                    + "--walk-in NAME."
            )
        case .unknown:
            (
                "Der er ingen tilmelding «{0}» her. Er personen ikke tilmeldt, så skriv «feltbog checkin "
                    + "add MØDE --walk-in NAVN».",
                "There is no sign-up ‘{0}’ here. If the person has none, write “feltbog checkin add "
                    + "EVENT --walk-in NAME”."
            )
        case .notYet:
            (
                "«{0}» er ikke endnu; skriv, hvornår nogen kom.",
                "‘{0}’ is not yet; say when they came."
            )
        case .reasonMissing:
            (
                "Skriv hvorfor det ikke gælder: --reason TEKST.",
                "Say why it does not count: --reason TEXT."
            )
        case .voided: ("Ugyldig: {0}, {1}.", "Void: {0}, {1}.")
        case .alreadyVoid:
            ("{0}, {1}, er allerede ugyldig: {2}", "{0}, {1}, is void already: {2}")
        case .nowCounts: ("Nu tæller {0}.", "What counts now is {0}.")
        case .nobodyNow: ("{0} er ikke længere mødt.", "{0} is no longer checked in.")
        case .void: ("ugyldig: {0}", "void: {0}")
        case .seenAgain: ("set igen", "seen again")
        case .walkIn: ("uden tilmelding", "walk-in")
        case .wasThere: ("Kom kl. {0} ({1}).", "Came at {0} ({1}).")
        case .wasSeenAgain: ("Set igen kl. {0}.", "Seen again at {0}.")
        case .beats:
            (
                "Den, der er kommet, er kommet; tilmeldingen selv er: {0}.",
                "Who came was there; the sign-up itself is: {0}."
            )
        case .wasVoid: ("Ugyldigt fremmøde kl. {0}: {1}", "Void check-in at {0}: {1}")
        }
    }
}

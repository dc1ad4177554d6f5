/// What is said about seats and lent lists.
enum SeatPhrase: Phrase {
    case lent, home, noneOut, alreadyOut, eventClosed, howMany, untilPast, askedLater, declined
    case confirmed, confirmedHere, promised, waitsForLists, position, listsOut, part, countsFrom
    case countsReceived, promiseStands, looksConfirmed, eventCancelled

    var forms: (da: String, en: String) {
        switch self {
        case .lent:
            (
                "Udlånt {1} af pladserne ved {0}, til {2}. De kan bekræftes her på stedet, også uden "
                    + "net.",
                "Lent {1} of the seats at {0}, until {2}. They can be confirmed here on the spot, "
                    + "also without a network."
            )
        case .home:
            (
                "Listen til {0} er hjemme; {1} af {2} pladser er fri igen, når kontoret har det.",
                "The list of {0} is home; {1} of {2} seats are free again once the office has it."
            )
        case .noneOut:
            (
                "Denne maskine har ingen liste ude til {0}. Se «feltbog event lists».",
                "This machine has no list of {0} out. See “feltbog event lists”."
            )
        case .alreadyOut:
            (
                "Listen til {0} er allerede ude her, med {1} pladser tilbage. Aflever den først med "
                    + "«feltbog event return».",
                "The list of {0} is out here already, with {1} seats left. Bring it home first: "
                    + "“feltbog event return”."
            )
        case .eventClosed:
            (
                "{0} er aflyst eller holdt, så der lånes ikke pladser ud.",
                "{0} is cancelled or over, so no seats are lent."
            )
        case .howMany:
            (
                "Sig hvor mange pladser: --seats N, eller hvor mange der ventes: --expect M.",
                "Say how many seats: --seats N, or how many are expected: --expect M."
            )
        case .untilPast: ("{0} er allerede forbi.", "{0} is over already.")
        case .askedLater:
            (
                "Ønsket om en liste står og bliver besvaret ved næste sync.",
                "The wish for a list stands and is answered at the next sync."
            )
        case .declined: ("Kontoret lånte ikke listen ud.", "The office did not lend the list.")
        case .confirmed:
            ("{0}  {1} ({2}): bekræftet.", "{0}  {1} ({2}): confirmed.")
        case .confirmedHere: ("bekræftet (listen)", "confirmed (list)")
        case .promised:
            ("Fra den udlånte liste; tilbage: {0}.", "From the lent list; left: {0}.")
        case .position: ("Nr. {0} på ventelisten nu.", "Number {0} on the waitlist now.")
        case .listsOut:
            (
                "Lister ude: {0}, med {1} lånte og {2} ventede pladser, senest hjemme {3}.",
                "Lists out: {0}, with {1} seats lent and {2} expected, home by {3} at the latest."
            )
        case .part: ("{0} af {1} pladser er bekræftet.", "{0} of {1} seats are confirmed.")
        case .countsFrom: ("Tæller fra {0}.", "Counts from {0}.")
        case .countsReceived:
            (
                "Tæller fra {0}, da kontoret fik den: maskinens ur kan ikke have vist rigtigt.",
                "Counts from {0}, when the office received it: the machine's clock cannot have been "
                    + "right."
            )
        case .looksConfirmed: ("Bliver bekræftet.", "Will be confirmed.")
        case .eventCancelled: ("Mødet er aflyst.", "The event is cancelled.")
        case .promiseStands:
            (
                "Lovet på stedet fra den udlånte liste: det gælder.",
                "Promised on the spot out of the lent list: that stands."
            )
        case .waitsForLists:
            (
                "Svaret venter på lister, der er ude.",
                "The answer waits for lists that are out."
            )
        }
    }
}

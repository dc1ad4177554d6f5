extension OutcomeTexts {
    /// Of the rules `seats` and `allotment`.
    static let seats: [String: LocalText] = [
        "seats.waitlisted": LocalText(
            da: "{event} er fuldt ({capacity} pladser). Tilmeldingen af {party} er nr. "
                + "{position} på ventelisten efter tidspunktet for tilmelding.",
            en: "{event} is full ({capacity} seats). The sign-up of {party} is number "
                + "{position} on the waitlist, by the time of signing up."),
        "seats.never-fits": LocalText(
            da:
                "{event} har {capacity} pladser, så et selskab på {party} kan aldrig være der. Gør det "
                + "mindre, eller sig, hvor mange der kommer som mindst.",
            en:
                "{event} has {capacity} seats, so a party of {party} can never fit. Make it smaller, "
                + "or say how few may come."),
        "seats.promoted": LocalText(
            da: "Der blev plads til {party} ved {event}: tilmeldingen er bekræftet.",
            en: "There is now room for {party} at {event}: the sign-up is confirmed."),
        "seats.party-too-large": LocalText(
            da: "En tilmelding til {event} må højst omfatte {party_max} personer, her er "
                + "{party}.",
            en: "A sign-up for {event} may bring {party_max} persons at most, this one "
                + "brings {party}."),
        "seats.pending": LocalText(
            da:
                "Der er lister ude, som kan have nogen, der kom før. {party} til {event} får svar, når "
                + "listerne er hjemme.",
            en: "Lists are out that may have somebody who was before. {party} for {event} are "
                + "answered when the lists are home."),
        "seats.promise-waits": LocalText(
            da:
                "{party} fik lovet plads ved {event} fra en udlånt liste, som kom for sent hjem. Der er "
                + "fuldt; de står forrest på ventelisten.",
            en: "{party} were promised seats at {event} out of a lent list that came home too "
                + "late. It is full; they are first on the waitlist."),
        "seats.part": LocalText(
            da: "Der blev plads til {seats} af {party} ved {event}. Resten venter.",
            en: "There is room for {seats} of {party} at {event}. The rest waits."),
        "seats.extra": LocalText(
            da: "Der blev plads til flere ved {event}: {seats} af {party} er bekræftet.",
            en: "There is room for more at {event}: {seats} of {party} are confirmed."),
        "seats.extra-waits": LocalText(
            da: "Der er ikke plads til {party} ved {event}, {free} pladser er ledige. {seats} er "
                + "fortsat bekræftet, resten venter.",
            en: "There is no room for {party} at {event}, {free} seats are free. {seats} are "
                + "confirmed as before, the rest waits."),
        "seats.extra-too-large": LocalText(
            da:
                "En tilmelding til {event} må højst omfatte {party_max} personer. {seats} er fortsat "
                + "bekræftet.",
            en: "A sign-up for {event} may bring {party_max} persons at most. {seats} are "
                + "confirmed as before."),
        "seats.over-capacity": LocalText(
            da: "Der er givet {taken} pladser, men kun {capacity} at give af. Ingen mister "
                + "sin plads.",
            en: "{taken} seats are given out of only {capacity}. Nobody loses a seat."),
        "allotment.too-many": LocalText(
            da: "Der er {free} ledige pladser ved {event}; {wanted} kan ikke lånes ud.",
            en: "{free} seats are free at {event}; {wanted} cannot be lent."),
        "allotment.already-out": LocalText(
            da: "Maskinen har allerede en liste ude til {event} med {lent} pladser.",
            en: "The device has a list of {event} out already, with {lent} seats."),
        "allotment.event-closed": LocalText(
            da: "{event} er aflyst eller holdt, så der lånes ikke pladser ud.",
            en: "{event} is cancelled or over, so no seats are lent."),
        "allotment.past": LocalText(
            da: "Listen til {event} skulle være hjemme, før den blev lånt ud.",
            en: "The list of {event} would have to be home before it is lent."),
    ]
}

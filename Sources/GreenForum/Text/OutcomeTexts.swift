/// The sentences of outcomes, by text key.
public enum OutcomeTexts {
    /// The sentence of a key with its names in braces; `nil` for a key of a later version.
    public static func template(_ key: String) -> LocalText? { templates[key] }

    /// All keys, sorted.
    public static var keys: [String] { templates.keys.sorted() }

    static let templates: [String: LocalText] = [
        "fields.kept": LocalText(
            da: "To skrev samtidig. Den seneste værdi gælder; den anden er gemt og kan "
                + "sættes tilbage.",
            en: "Two people wrote at the same time. The latest value stands; the other is "
                + "kept and can be put back."),
        "fields.review": LocalText(
            da: "To skrev samtidig. Det, der stod, gælder, til en person vælger mellem de "
                + "to.",
            en: "Two people wrote at the same time. What stood stands until a person "
                + "chooses between the two."),
        "delete.revived": LocalText(
            da: "En slettede rækken, mens en anden rettede den. Den lever videre.",
            en: "One person deleted the row while another edited it. It lives on."),
        "delete.parent": LocalText(
            da: "Rækken var slettet, men en anden har knyttet noget til den. Den lever "
                + "videre.",
            en: "The row was deleted, but somebody has attached something to it. It lives "
                + "on."),
        "delete.children": LocalText(
            da: "Rækken blev slettet, men {count} andre hører til den ({tables}). Den lever "
                + "videre, til en person har set på dem.",
            en: "The row was deleted, but {count} others belong to it ({tables}). It lives "
                + "on until a person has looked at them."),
        "device.copied": LocalText(
            da: "Maskinen er en kopi af en anden og har fået sin egen identitet. Begges "
                + "arbejde er bevaret.",
            en: "The device is a copy of another and has been given an identity of its own. "
                + "The work of both is kept."),
        "status.impossible": LocalText(
            da: "Status kan ikke gå fra {from} til {to}. Den blev, som den var.",
            en: "The status cannot go from {from} to {to}. It stayed as it was."),
        "status.cancelled-with-signups": LocalText(
            da: "Mødet er aflyst med {count} tilmeldte, som skal have besked.",
            en: "The event is cancelled with {count} sign-ups, who must be told."),
        "status.event-cancelled": LocalText(
            da: "{event} er aflyst, så tilmeldingen gav ingen plads.",
            en: "{event} is cancelled, so the sign-up got no seat."),
        "rooms.moved": LocalText(
            da: "{room} {start}–{end} var ikke ledigt{because}. I stedet er givet "
                + "{new_room} {new_start}–{new_end}.",
            en: "{room} {start}–{end} was not free{because}. Granted instead: {new_room} "
                + "{new_start}–{new_end}."),
        "rooms.declined": LocalText(
            da: "{room} {start}–{end} var ikke ledigt{because}.{suggestions}",
            en: "{room} {start}–{end} was not free{because}.{suggestions}"),
        "rooms.change-declined": LocalText(
            da: "{room} {start}–{end} var ikke ledigt{because}. Bookingen beholder "
                + "{new_room} {new_start}–{new_end}.{suggestions}",
            en: "{room} {start}–{end} was not free{because}. The booking keeps {new_room} "
                + "{new_start}–{new_end}.{suggestions}"),
        "rooms.approved": LocalText(
            da: "{new_room} {new_start}–{new_end} er godkendt.",
            en: "{new_room} {new_start}–{new_end} is approved."),
        "rooms.declined-by-person": LocalText(
            da: "{room} {start}–{end} blev ikke godkendt. Begrundelse: {reason}",
            en: "{room} {start}–{end} was not approved. Reason: {reason}"),
        "rooms.override-needs-reason": LocalText(
            da: "{room} {start}–{end} er ikke ledigt{because}. Det kan kun gives alligevel "
                + "med en begrundelse.",
            en: "{room} {start}–{end} is not free{because}. It can only be given all the "
                + "same with a reason."),
        "rooms.displaced": LocalText(
            da: "{room} {start}–{end} er givet til en anden "
                + "({reason}){because}.{suggestions}",
            en: "{room} {start}–{end} was given to somebody else "
                + "({reason}){because}.{suggestions}"),
        "rooms.displaced-moved": LocalText(
            da: "{room} {start}–{end} er givet til en anden ({reason}){because}. I stedet "
                + "er givet {new_room} {new_start}–{new_end}.",
            en: "{room} {start}–{end} was given to somebody else ({reason}){because}. "
                + "Granted instead: {new_room} {new_start}–{new_end}."),
        "rooms.event-without-room": LocalText(
            da: "Mødet står uden lokale: {room} {start}–{end} blev ikke givet. Mødet er "
                + "ikke aflyst.",
            en: "The event is without a room: {room} {start}–{end} was not granted. The "
                + "event is not cancelled."),
        "rooms.event-moved": LocalText(
            da: "Mødets lokale er flyttet fra {room} {start}–{end} til {new_room} "
                + "{new_start}–{new_end}.",
            en: "The room of the event has moved from {room} {start}–{end} to {new_room} "
                + "{new_start}–{new_end}."),
        "seats.waitlisted": LocalText(
            da: "{event} er fuldt ({capacity} pladser). Tilmeldingen af {party} er nr. "
                + "{position} på ventelisten efter tidspunktet for tilmelding.",
            en: "{event} is full ({capacity} seats). The sign-up of {party} is number "
                + "{position} on the waitlist, by the time of signing up."),
        "seats.promoted": LocalText(
            da: "Der blev plads til {party} ved {event}: tilmeldingen er bekræftet.",
            en: "There is now room for {party} at {event}: the sign-up is confirmed."),
        "seats.party-too-large": LocalText(
            da: "En tilmelding til {event} må højst omfatte {party_max} personer, her er "
                + "{party}.",
            en: "A sign-up for {event} may bring {party_max} persons at most, this one "
                + "brings {party}."),
        "seats.party-stays": LocalText(
            da: "Der er ikke plads til {party} ved {event}, kun {free} pladser er ledige. "
                + "Tilmeldingen gælder fortsat {size}.",
            en: "There is no room for {party} at {event}, {free} seats are free. The "
                + "sign-up stands for {size} as before."),
        "seats.over-capacity": LocalText(
            da: "Der er givet {taken} pladser, men kun {capacity} at give af. Ingen mister "
                + "sin plads.",
            en: "{taken} seats are given out of only {capacity}. Nobody loses a seat."),
    ]
}

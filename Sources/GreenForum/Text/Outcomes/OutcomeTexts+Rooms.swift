extension OutcomeTexts {
    static let rooms: [String: LocalText] = [
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
        "rooms.override-not-yours": LocalText(
            da: "{room} {start}–{end} er ikke ledigt{because}. Kun den grønne ambassadør kan "
                + "give det alligevel.",
            en: "{room} {start}–{end} is not free{because}. Only the green ambassador can "
                + "give it all the same."),
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
    ]
}

extension OutcomeTexts {
    /// Of the rule `same-person`.
    static let person: [String: LocalText] = [
        "person.merged": LocalText(
            da:
                "{name} ({slip}) er allerede tilmeldt {event} som {other} ({other_slip}). Det er nu én "
                + "tilmelding, {other_slip}, med den første plads i køen og det seneste antal: "
                + "{party}.{kept} Begge kvitteringer gælder. To personer? «feltbog signup separate "
                + "{slip}».",
            en:
                "{name} ({slip}) is signed up for {event} already, as {other} ({other_slip}). They are "
                + "one sign-up now, {other_slip}, with the earliest place and the latest party size: "
                + "{party}.{kept} Both slips are valid. Two persons? “feltbog signup separate "
                + "{slip}”."),
        "person.separated": LocalText(
            da:
                "{name} ({slip}) er en anden end {other} ({other_slip}) ved {event}: begge står, hver "
                + "med sin egen tid.",
            en:
                "{name} ({slip}) is another person than {other} ({other_slip}) at {event}: both stay, "
                + "each with a time of its own."),
        "person.same-contact": LocalText(
            da:
                "{name} har samme mail eller telefon som {other} ({other_slip}) ved {event}. Begge står.",
            en:
                "{name} has the same e-mail or phone as {other} ({other_slip}) at {event}. Both stay."
        ),
        "person.same-name": LocalText(
            da:
                "{name} står to gange til {event} uden mail og telefon ({other_slip}, {slip}). Begge "
                + "står. Er det én person, så giv begge samme telefon eller meld den ene fra.",
            en:
                "{name} is there twice for {event} without e-mail or phone ({other_slip}, {slip}). Both "
                + "stay. If it is one person, give both the same phone or withdraw one."),
        "person.withdrawn": LocalText(
            da: "{name} har meldt fra til {event} med kvittering {other_slip}: det gælder alle "
                + "personens tilmeldinger.",
            en:
                "{name} has withdrawn from {event} by slip {other_slip}: that counts for all sign-ups "
                + "of the person."),
        "person.still-in": LocalText(
            da:
                "{name} meldte fra til {event} med kvittering {slip}, men har tilmeldt sig igen siden "
                + "({other_slip}): det seneste gælder.",
            en: "{name} withdrew from {event} by slip {slip}, but has signed up again since "
                + "({other_slip}): the latest word counts."),
    ]
}

extension OutcomeTexts {
    /// Of the rule `presence`.
    static let presence: [String: LocalText] = [
        "presence.over-capacity": LocalText(
            da: "Ved {event} har {persons} personer plads eller er kommet, og der er {capacity} "
                + "pladser. Ingen sendes bort.",
            en: "At {event} {persons} persons have a seat or have come, for {capacity} seats. "
                + "Nobody is sent away.")
    ]
}

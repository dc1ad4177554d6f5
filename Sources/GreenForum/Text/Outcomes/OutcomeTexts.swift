/// The sentences of outcomes, by text key.
public enum OutcomeTexts {
    /// The sentence of a key with its names in braces; `nil` for a key of a later version.
    public static func template(_ key: String) -> LocalText? { templates[key] }

    /// All keys, sorted.
    public static var keys: [String] { templates.keys.sorted() }

    static let templates = [general, person, rooms, seats, presence, series].reduce(into: [:]) {
        all, texts in
        all.merge(texts) { one, _ in one }
    }

    private static let general: [String: LocalText] = [
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
        "status.moved-with-signups": LocalText(
            da: "Mødet er flyttet ({start}–{end}, {place}) med {count} tilmeldte, som skal have "
                + "besked.",
            en: "The event has moved ({start}–{end}, {place}) with {count} sign-ups, who must be "
                + "told."),
        "status.cancelled-with-signups": LocalText(
            da: "Mødet er aflyst med {count} tilmeldte, som skal have besked.",
            en: "The event is cancelled with {count} sign-ups, who must be told."),
        "status.event-cancelled": LocalText(
            da: "{event} er aflyst, så tilmeldingen gav ingen plads.",
            en: "{event} is cancelled, so the sign-up got no seat."),
    ]
}

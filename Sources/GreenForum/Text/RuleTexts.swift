/// What each rule does, in a sentence or two: `why` shows it.
public enum RuleTexts {
    /// The explanation of a rule by its id; `nil` for one of a later version.
    public static func explanation(_ rule: String) -> LocalText? { texts[rule] }

    static let texts: [String: LocalText] = [
        "fields": LocalText(
            da: "Skriver to samtidig i samme felt, gælder den seneste værdi; ved lange tekster, "
                + "beløb, datoer og pladser vælger en person. Det, der veg, bliver gemt.",
            en: "When two people write one field at the same time, the latest value stands; for "
                + "long texts, amounts, dates and capacity a person chooses. What gave way is kept."
        ),
        "delete": LocalText(
            da:
                "Intet forsvinder i stilhed: en række, som andre samtidig retter eller knytter noget "
                + "til, lever videre.",
            en:
                "Nothing disappears in silence: a row that others edit or refer to at the same time "
                + "lives on."),
        "status": LocalText(
            da:
                "Projekter og møder går kun lovlige skridt. Et aflyst møde tager ingen tilmeldinger.",
            en: "Projects and events take legal steps only. A cancelled event takes no sign-ups."),
        "same-person": LocalText(
            da:
                "Én tilmelding pr. person: samme mail eller telefon og samme fornavn. Første plads i køen, "
                + "seneste antal; den med pladser består, alle kvitteringer gælder. Andet fornavn: begge "
                + "står. «signup separate» skiller dem igen.",
            en:
                "One sign-up a person: the same e-mail or phone and given name. The earliest place, the "
                + "latest party size; the one with seats lives, all slips are valid. Another given name: "
                + "both stay. “signup separate” parts them again."),
        "wish": LocalText(
            da: "Personens seneste ord gælder. At rette et felt genopliver ikke en afmelding.",
            en: "The person's latest word counts. Editing a field revives no withdrawal."),
        "rooms": LocalText(
            da:
                "En booking er et ønske, til kontoret har den. Ledigt: bekræftet. Optaget: det første "
                + "ledige alternativ, ellers afvist med forslag. Det bekræftede viger ikke.",
            en: "A booking is a wish until the office has it. Free: confirmed. Taken: the first "
                + "alternative that is free, else declined with suggestions. What is confirmed "
                + "does not give way."),
        "series": LocalText(
            da:
                "En gentagelse er én booking pr. dato på samme klokkeslæt, også når uret stilles. En "
                + "optaget dato springes over og kan forsøges igen; den ødelægger ikke de andre.",
            en:
                "A series is one booking a date at the same time of day, also when clocks change. A "
                + "date that is taken is skipped and may be tried again; it does not spoil the "
                + "others."),
        "allotment": LocalText(
            da:
                "Kontoret låner pladser ud til én maskine ad gangen, højst så mange, som er ledige. Hvad "
                + "listen lover ud af dem, gælder, også uden net. Resten er fri igen, når den er hjemme.",
            en:
                "The office lends seats to one device at a time, at most as many as are free. What the "
                + "list promises out of them stands, also without a network. The rest is free again "
                + "when it is home."),
        "seats": LocalText(
            da:
                "Først til mølle efter tidspunktet for tilmelding; står det lige, trækkes der lod. Er "
                + "lister ude, venter de sidste pladser på dem. Et selskab holdes samlet, hvis det ikke "
                + "selv vil deles. Ingen bekræftet mister sin plads.",
            en:
                "First come, first served, by the time of signing up; ties are drawn. While lists are "
                + "out, the last seats wait for them. A party stays together unless it accepts a part. "
                + "Nobody confirmed loses a seat."),
        "presence": LocalText(
            da:
                "Den, der er kommet, er kommet, hvad tilmeldingen end siger: også den, der har meldt "
                + "fra, står på venteliste eller ikke er tilmeldt. Første gang tæller; ses den samme "
                + "igen, skrives det ved siden af. Bliver der flere end pladser, siges det, og ingen "
                + "sendes bort.",
            en:
                "Who came was there, whatever the sign-up says: withdrawn, on the waitlist or not "
                + "signed up at all. The first time counts; when the same person is seen again, that "
                + "is noted beside it. If there are more people than seats, that is said, and nobody "
                + "is sent away."),
        "device": LocalText(
            da: "En kopieret maskine får sin egen identitet, så begges arbejde bevares.",
            en: "A copied device is given an identity of its own, so that the work of both is kept."
        ),
    ]
}

/// The texts of all reasons, by code.
enum ReasonTexts {
    /// For a code of a later version.
    static let unknown = ReasonText(
        LocalText(
            da: "Kontoret sendte ændringen tilbage ({code} {detail}).",
            en: "The office returned the change ({code} {detail})."),
        fix: LocalText(
            da: "Programmet her kender ikke grunden. Hent en nyere udgave.",
            en: "This program does not know the reason. Get a newer version."),
        command: "feltbog returned show SET")

    static let verbs: [String: LocalText] = [
        "insert": LocalText(da: "oprette", en: "make"),
        "update": LocalText(da: "ændre", en: "change"),
        "delete": LocalText(da: "slette", en: "delete"),
    ]

    static let texts: [String: ReasonText] = [
        "not-allowed": ReasonText(
            LocalText(
                da: "Som {role} må du ikke {verb} {where}.",
                en: "As {role} you may not {verb} {where}."),
            fix: LocalText(
                da: "Bed den grønne ambassadør om at gøre det eller om at få opgaven, og "
                    + "send det igen.",
                en: "Ask the green ambassador to do it or to give you the task, and retry."),
            command: "feltbog returned retry SET"),
        "needs-returned": ReasonText(
            LocalText(
                da: "Ændringen bygger på en anden, der blev sendt tilbage ({where}).",
                en: "The change builds on another that was returned ({where})."),
            fix: LocalText(
                da: "Ret og send den første igen; denne følger med.",
                en: "Correct and retry the first one; this one comes along."),
            command: "feltbog returned retry SET"),
        "row-gone": ReasonText(
            LocalText(
                da: "{where} var allerede slettet, da ændringen blev lavet.",
                en: "{where} was gone already when the change was made."),
            fix: LocalText(
                da: "Skriv den på ny, eller opgiv ændringen.",
                en: "Write it anew, or discard the change."),
            command: "feltbog returned discard SET"),
        "value-invalid": ReasonText(
            LocalText(
                da: "Værdien i {where} kan ikke bruges ({detail}).",
                en: "The value of {where} cannot be used ({detail})."),
            fix: LocalText(da: "Ret værdien, og send igen.", en: "Correct the value, and retry."),
            command: "feltbog returned retry SET"),
        "reference-missing": ReasonText(
            LocalText(
                da: "{where} peger på noget, der ikke findes.",
                en: "{where} names something that does not exist."),
            fix: LocalText(
                da: "Vælg noget andet, eller vent, til det findes, og send igen.",
                en: "Choose something else, or wait until it exists, and retry."),
            command: "feltbog returned retry SET"),
        "row-exists": ReasonText(
            LocalText(
                da: "En anden har allerede lavet {where} med samme nummer.",
                en: "Somebody else has already made {where} with the same id."),
            fix: LocalText(
                da: "Opgiv denne, og ret den, der findes.",
                en: "Discard this one, and edit the one that exists."),
            command: "feltbog returned discard SET"),
        "too-large": ReasonText(
            LocalText(
                da: "Ændringen er for stor ({detail}).",
                en: "The change set is too large ({detail})."),
            fix: LocalText(da: "Del den i mindre dele.", en: "Split it into smaller parts."),
            command: "feltbog returned discard SET"),
        "rules-unsettled": ReasonText(
            LocalText(
                da: "Reglerne kunne ikke blive enige om ændringen. Det er en fejl i "
                    + "programmet; intet er gået tabt.",
                en: "The rules could not come to rest over this change. That is a fault of "
                    + "the program; nothing is lost."),
            fix: LocalText(
                da: "Fortæl den grønne ambassadør om det, og send igen senere.",
                en: "Tell the green ambassador, and retry later."),
            command: "feltbog returned retry SET"),
        "rule-failed": ReasonText(
            LocalText(
                da: "En regel kunne ikke læse det, den skulle ({detail}). Det er en fejl i "
                    + "programmet; intet er gået tabt.",
                en: "A rule could not read what it needed ({detail}). That is a fault of "
                    + "the program; nothing is lost."),
            fix: LocalText(
                da: "Fortæl den grønne ambassadør om det, og send igen senere.",
                en: "Tell the green ambassador, and retry later."),
            command: "feltbog returned retry SET"),
        "time-missing": ReasonText(
            LocalText(
                da:
                    "Tiden findes ikke: uret stilles frem hen over den. Det viser i stedet {detail}.",
                en:
                    "There is no such time: clocks are put forward over it. They show {detail} instead."
            ),
            fix: LocalText(
                da: "Vælg en tid, der findes, og send igen.",
                en: "Choose a time that exists, and retry."),
            command: "feltbog booking move ROW"),
        "time-order": ReasonText(
            LocalText(
                da: "Sluttiden skal ligge efter starttiden.",
                en: "The end must be after the start."),
            fix: LocalText(da: "Ret tiderne, og send igen.", en: "Correct the times, and retry."),
            command: "feltbog booking move ROW"),
        "time-too-long": ReasonText(
            LocalText(
                da: "Der er mere end et år mellem start og slut.",
                en: "There is more than a year between start and end."),
            fix: LocalText(da: "Ret tiderne, og send igen.", en: "Correct the times, and retry."),
            command: "feltbog booking move ROW"),
        "time-unreadable": ReasonText(
            LocalText(da: "Tiden kan ikke læses.", en: "The time cannot be read."),
            fix: LocalText(
                da: "Skriv tiderne som 2027-03-18T17:00, og send igen.",
                en: "Write the times like 2027-03-18T17:00, and retry."),
            command: "feltbog booking move ROW"),
        "series-rule": ReasonText(
            LocalText(
                da: "Gentagelsen »{detail}« kan ikke læses.",
                en: "The repetition \"{detail}\" cannot be read."),
            fix: LocalText(
                da: "Skriv den som weekly/1 count=5 eller monthly/2 until=2027-12-31, og send "
                    + "igen.",
                en: "Write it like weekly/1 count=5 or monthly/2 until=2027-12-31, and retry."),
            command: "feltbog series edit ROW"),
        "series-number": ReasonText(
            LocalText(
                da: "Tallet i gentagelsen skal være mellem 1 og {detail}.",
                en: "The number in the repetition must be between 1 and {detail}."),
            fix: LocalText(da: "Ret tallet, og send igen.", en: "Correct the number, and retry."),
            command: "feltbog series edit ROW"),
        "series-too-long": ReasonText(
            LocalText(
                da: "Gentagelsen går til {detail}; der bookes højst fem år frem.",
                en: "The series goes on until {detail}; five years ahead is the most."),
            fix: LocalText(
                da: "Vælg en tidligere slutdato, og send igen.",
                en: "Choose an earlier end, and retry."),
            command: "feltbog series edit ROW"),
        "series-overlap": ReasonText(
            LocalText(
                da: "Hver gang varer længere, end der er dage ({detail}) til den næste.",
                en: "Each time lasts longer than the days ({detail}) to the next."),
            fix: LocalText(da: "Ret tiderne, og send igen.", en: "Correct the times, and retry."),
            command: "feltbog series edit ROW"),
        "zone-unknown": ReasonText(
            LocalText(da: "Tidszonen kendes ikke.", en: "Nobody knows that time zone."),
            fix: LocalText(
                da: "Skriv Europe/Copenhagen, og send igen.",
                en: "Write Europe/Copenhagen, and retry."),
            command: "feltbog returned retry SET"),
    ]
}

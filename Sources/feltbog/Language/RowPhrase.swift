/// What is said about rows.
enum RowPhrase: Phrase {
    case maybeReturned, looksFree, looksFull, looksTooLarge
    case row, id, waiting, yes, no, made, changed, removed, wouldRemove, none, pendingNone
    case pendingOne, pendingMany, neverSynced, lastSynced, received, slip, imported, importLine
    case importRefused, desk, deskEnd, deskFormat, exported, withdrawn, left, assigned
    case unassigned, count, returnedNote, conflictOne, conflictMany, eventNotOpen, headerUnknown

    var forms: (da: String, en: String) {
        switch self {
        case .row: ("række", "row")
        case .id: ("id", "id")
        case .waiting: ("afventer", "pending")
        case .yes: ("ja", "yes")
        case .no: ("nej", "no")
        case .none: ("Ingen.", "None.")
        case .made:
            (
                "Skrevet: {0} {1} ({2}), afventer kontoret.",
                "Written: {0} {1} ({2}), pending until the office has it."
            )
        case .changed:
            (
                "Ændret: {0} {1} ({2}), afventer kontoret.",
                "Changed: {0} {1} ({2}), pending until the office has it."
            )
        case .removed:
            (
                "Slettet: {0} {1}, afventer kontoret.",
                "Removed: {0} {1}, pending until the office has it."
            )
        case .wouldRemove: ("Ville slette: {0} {1}.", "Would remove: {0} {1}.")
        case .pendingNone: ("Intet afventer. {0}", "Nothing pending. {0}")
        case .pendingOne: ("1 ændring afventer. {0}", "1 change set pending. {0}")
        case .pendingMany: ("{0} ændringer afventer. {1}", "{0} change sets pending. {1}")
        case .neverSynced: ("Aldrig synket.", "Never synced.")
        case .lastSynced: ("Sidst synket {0}.", "Last synced {0}.")
        case .received:
            (
                "{0}  {1} ({2}): modtaget – ikke bekræftet.",
                "{0}  {1} ({2}): received – not confirmed."
            )
        case .slip: ("kvittering", "slip")
        case .imported:
            (
                "{0} nye, {1} kendte i forvejen, {2} linjer afvist.",
                "{0} new, {1} known before, {2} lines refused."
            )
        case .importLine: ("Linje {0}: {1}", "Line {0}: {1}")
        case .importRefused:
            ("Der var linjer, der ikke kunne bruges.", "Some lines could not be used.")
        case .desk:
            (
                "{0}: skriv «navn; mail eller telefon; antal» og Enter. Slut med Ctrl-D.",
                "{0}: write “name; mail or phone; number” and Enter. End with Ctrl-D."
            )
        case .deskEnd:
            (
                "{0} tilmeldinger skrevet, {1} linjer afvist.",
                "{0} sign-ups written, {1} lines refused."
            )
        case .deskFormat:
            ("Skriv «navn; mail eller telefon; antal».", "Write “name; mail or phone; number”.")
        case .exported: ("{0} rækker skrevet til {1}.", "{0} rows written to {1}.")
        case .maybeReturned:
            ("Kontoret sender det nok tilbage: {0}", "The office will probably return this: {0}")
        case .looksFree:
            (
                "Der ser ud til at være plads; ledige pladser: {0}.",
                "There seems to be room; free seats: {0}."
            )
        case .looksFull:
            ("Der ser fyldt ud: nr. {0} på ventelisten.", "It looks full: no. {0} on the waitlist.")
        case .looksTooLarge: ("For mange på én gang: højst {0}.", "Too many at once: {0} at most.")
        case .withdrawn:
            (
                "Afmeldt: {0} ({1}), afventer kontoret.",
                "Withdrawn: {0} ({1}), pending until the office has it."
            )
        case .left:
            (
                "{0} er ude af {1}, afventer kontoret.",
                "{0} has left {1}, pending until the office has it."
            )
        case .assigned:
            (
                "{0} passer nu {1}, afventer kontoret.",
                "{0} now looks after {1}, pending until the office has it."
            )
        case .unassigned:
            (
                "{0} passer ikke længere {1}, afventer kontoret.",
                "{0} no longer looks after {1}, pending until the office has it."
            )
        case .count: ("{0} i alt.", "{0} in all.")
        case .returnedNote:
            (
                "{0} sendt tilbage: se «feltbog returned list».",
                "{0} returned: see “feltbog returned list”."
            )
        case .conflictOne:
            (
                "1 åben konflikt: se «feltbog conflicts list».",
                "1 open conflict: see “feltbog conflicts list”."
            )
        case .conflictMany:
            (
                "{0} åbne konflikter: se «feltbog conflicts list».",
                "{0} open conflicts: see “feltbog conflicts list”."
            )
        case .headerUnknown:
            (
                "Kolonnen «{0}» kendes ikke og er sprunget over.",
                "The column ‘{0}’ is not known and was passed over."
            )
        case .eventNotOpen: ("{0} er aflyst.", "{0} is cancelled.")
        }
    }
}

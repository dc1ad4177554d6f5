/// What is said before a sync of what it would come to.
enum ForesightPhrase: Phrase {
    case fromHere, fromOffice, nothing, recorded
    case openConflict, laterStays, otherStays, rowLives, rowStays, empty, isOnce

    var forms: (da: String, en: String) {
        switch self {
        case .fromHere:
            (
                "Et gæt ud fra det, der er her; intet er sendt.",
                "A guess from what is here; nothing was sent."
            )
        case .fromOffice:
            (
                "Et gæt ud fra det, kontoret har lige nu; intet er sendt, og intet er ændret her.",
                "A guess from what the office has right now; nothing was sent, and nothing changed here."
            )
        case .nothing: ("Intet afventer.", "Nothing is pending.")
        case .recorded: ("bliver optaget", "will be admitted")
        case .openConflict:
            (
                "{0}: en anden har imens skrevet «{1}». Det bliver stående; dit «{2}» venter som åben "
                    + "konflikt",
                "{0}: somebody has written “{1}” meanwhile. That stays; your “{2}” waits as an open "
                    + "conflict"
            )
        case .laterStays:
            (
                "{0}: en anden har imens skrevet «{1}». Det senest skrevne gælder; det andet gemmes "
                    + "ved siden af",
                "{0}: somebody has written “{1}” meanwhile. What was written later stays; the other is "
                    + "kept beside it"
            )
        case .otherStays:
            (
                "{0}: en anden har imens sat det til «{1}», og det bliver ved det",
                "{0}: somebody has set it to “{1}” meanwhile, and so it stays"
            )
        case .rowLives:
            (
                "en anden har imens slettet det; din ændring bringer det tilbage",
                "somebody has deleted it meanwhile; your change brings it back"
            )
        case .rowStays:
            (
                "en anden har imens ændret det; det bliver ikke slettet",
                "somebody has changed it meanwhile; it is not deleted"
            )
        case .empty: ("intet", "nothing")
        case .isOnce:
            (
                "--dry-run gætter én gang og kan ikke bruges sammen med --watch.",
                "--dry-run guesses once and does not go with --watch."
            )
        }
    }
}

/// What is said about series of bookings.
enum SeriesPhrase: Phrase {
    case add, list, show, edit, retry, end, move, approve, everyOption, fromOption, written
    case changed, everyMissing, everyUnreadable, endMissing, endTwice, empty, nothingAfter, movesMax
    case keeps, skipped, skippedFree, ended, never, free, freeAsks, moved, taken, rivals
    case nothingSkipped, retried, endedFrom, movedFrom, nothingAwaits, approved, twice, tally
    case countFree, countTaken, countMoved, countSkipped, overlapping, seriesArgument

    var forms: (da: String, en: String) {
        switch self {
        case .add:
            (
                "Book samme tid hver uge eller måned.", "Book the same time every week or month."
            )
        case .list: ("Vis gentagelser.", "List series.")
        case .show:
            ("Vis en gentagelse dato for dato.", "Show a series date by date.")
        case .edit:
            (
                "Ret en gentagelse: de datoer, der ikke er begyndt, følger med.",
                "Change a series: dates that have not begun follow."
            )
        case .retry:
            ("Forsøg igen med de datoer, der blev sprunget over.", "Try skipped dates again.")
        case .end:
            ("Aflys alle datoer fra og med en dag.", "Cancel all dates from a day on.")
        case .move:
            (
                "Flyt alle datoer fra og med en dag til en anden tid.",
                "Move all dates from a day on to another time."
            )
        case .approve:
            ("Godkend alle datoer, der venter på det.", "Approve all dates that await it.")
        case .everyOption:
            (
                "--every 1w: hver uge; 2w: hver anden; 1m: hver måned. Så --count N eller --until DAG.",
                "--every 1w: every week; 2w: every other; 1m: every month. Then --count N or --until DAY."
            )
        case .fromOption: ("Den første dag, det gælder.", "The first day that it is about.")
        case .seriesArgument:
            ("Gentagelsen: formål eller id.", "The series: purpose or id.")
        case .written:
            (
                "Ønsket: gentagelse {0} ({1}), {2}; afventer kontoret.",
                "Wished for: series {0} ({1}), {2}; pending until the office decides."
            )
        case .changed:
            (
                "Ændret: gentagelse {0} ({1}), {2}; afventer kontoret.",
                "Changed: series {0} ({1}), {2}; pending until the office decides."
            )
        case .everyMissing:
            (
                "Sig, hvor tit: --every 1w (hver uge), 2w, 1m (hver måned).",
                "Say how often: --every 1w (every week), 2w, 1m (every month)."
            )
        case .everyUnreadable:
            (
                "«{0}» er ikke et mellemrum (--every). Skriv fx 1w, 2w eller 1m.",
                "‘{0}’ is no interval (--every). Write 1w, 2w or 1m, say."
            )
        case .endMissing:
            (
                "Sig, hvor længe: --count N gange eller --until DAG.",
                "Say how long: --count N times or --until DAY."
            )
        case .endTwice:
            ("Skriv --count eller --until, ikke begge.", "Write --count or --until, not both.")
        case .empty:
            (
                "Gentagelsen slutter {0}, før den begynder {1}.",
                "The series ends on {0}, before it begins on {1}."
            )
        case .nothingAfter:
            ("Der er ingen datoer fra og med {0}.", "There are no dates from {0} on.")
        case .movesMax:
            (
                "Gentagelsen er flyttet {0} gange; lav hellere en ny.",
                "The series has been moved {0} times; rather make a new one."
            )
        case .keeps:
            (
                "{0}; ønsker {1}, ikke afgjort", "{0}; wants {1}, not decided"
            )
        case .skipped: ("sprunget over ({0})", "skipped ({0})")
        case .skippedFree:
            (
                "sprunget over ({0}); ser ledigt ud nu", "skipped ({0}); looks free now"
            )
        case .ended: ("aflyst", "cancelled")
        case .never: ("springes over ({0})", "will be skipped ({0})")
        case .free: ("ser ledigt ud", "looks free")
        case .freeAsks:
            ("ser ledigt ud; en person skal sige ja", "looks free; a person must say yes")
        case .moved: ("flyttes nok til {0}", "will probably be moved to {0}")
        case .taken: ("ser optaget ud: {0}", "looks taken: {0}")
        case .rivals: ("{0}; {1} andre ønsker den tid", "{0}; {1} others wish for that time")
        case .nothingSkipped:
            (
                "Der er ingen datoer at forsøge igen med: intet blev skrevet.",
                "There are no dates to try again: nothing was written."
            )
        case .retried:
            (
                "Forsøges igen (datoer: {0}); afventer kontoret.",
                "To be tried again (dates: {0}); pending until the office decides."
            )
        case .endedFrom:
            (
                "Aflyst fra og med {0} (datoer: {1}); afventer kontoret.",
                "Cancelled from {0} on (dates: {1}); pending until the office has it."
            )
        case .movedFrom:
            (
                "Flyttes fra og med {0} (datoer: {1}). De beholder, hvad de har, til kontoret siger "
                    + "ja.",
                "To be moved from {0} on (dates: {1}). They keep what they have until the office "
                    + "says yes."
            )
        case .nothingAwaits:
            ("Der er ingen datoer, der venter på godkendelse.", "No dates await approval.")
        case .approved:
            (
                "Godkendt (datoer: {0}); afventer kontoret.",
                "Approved (dates: {0}); pending until the office has it."
            )
        case .twice:
            (
                "Klokken {0} er der to gange den {1}: den første gælder.",
                "{0} is there twice on {1}: the first is meant."
            )
        case .countFree: ("{0} ser ledige ud", "{0} look free")
        case .countTaken: ("{0} ser optaget ud", "{0} look taken")
        case .countMoved: ("{0} flyttes nok", "{0} will probably be moved")
        case .countSkipped: ("{0} sprunget over", "{0} skipped")
        case .tally: ("{0} datoer: {1}.", "{0} dates: {1}.")
        case .overlapping:
            (
                "Alternativ {0} og {1} overlapper hinanden; der gives højst ét af dem.",
                "Alternatives {0} and {1} overlap; at most one of them is granted."
            )
        }
    }
}

/// The help texts of commands and options.
enum HelpPhrase: Phrase {
    case feltbog, replicaOption, languageOption, jsonOption, dryRun, rowArgument, fileArgument
    case columns, theme, organisation, project, group, event, resource, signup, booking, series,
        member
    case add, list, show, edit, remove, importFile, exportFile, withdraw, desk, groupJoin
    case groupLeave, groupMembers, eventAssign, eventUnassign, initialise, join, inviteArgument
    case deviceName, status, sync, watch, log, why, whyArgument, doctor, doctorRepair, conflicts
    case conflictsList, conflictsShow, settle, take, takeValue, returned, returnedList
    case returnedShow, retry, discard, numberArgument, bookingMove, bookingAccept, bookingFree
    case checkout, checkoutSeats, checkoutExpect, checkoutUntil, returnList, returnWhich, lists
    case syncDryRun
    case checkin, checkinAdd, checkinList, checkinVoid, checkinWhich, voidReason, close, closeDryRun
    case separate, suggestionArgument, memberArgument, eventArgument, groupArgument, all,
        alternatives

    var forms: (da: String, en: String) {
        switch self {
        case .feltbog:
            (
                "Feltbog: arbejd med projekter, møder, tilmeldinger og bookinger, også uden net.",
                "Field notebook: work with projects, events, sign-ups and bookings, also "
                    + "without a network."
            )
        case .replicaOption:
            ("Replikaens fil (FELTBOG_REPLICA).", "The replica's file (FELTBOG_REPLICA).")
        case .languageOption: ("Sprog (ellers efter LANG).", "Language (else by LANG).")
        case .jsonOption: ("Skriv JSON.", "Write JSON.")
        case .dryRun: ("Vis kun, hvad der ville ske.", "Only show what would happen.")
        case .rowArgument:
            (
                "Id, begyndelsen eller enden af et id, kvittering eller titel.",
                "Id, the beginning or end of an id, slip code or title."
            )
        case .fileArgument: ("CSV-fil.", "CSV file.")
        case .columns: ("Kolonner (* skal udfyldes):", "Columns (* required):")
        case .theme: ("Temaer.", "Themes.")
        case .organisation:
            (
                "Virksomheder, foreninger, forvaltninger, partnere.",
                "Companies, associations, parts of the administration, partners."
            )
        case .project: ("Projekter.", "Projects.")
        case .group: ("Arbejdsgrupper i Grønt Forum.", "Working groups of the Green Forum.")
        case .event:
            (
                "Møder, events, studiebesøg, Grønne Omstillingsmøder.",
                "Meetings, events, study visits, transition meetings."
            )
        case .checkout:
            (
                "Lån en liste: pladser, der kan bekræftes på stedet.",
                "Have a list lent: seats that can be confirmed on the spot."
            )
        case .checkoutSeats:
            ("Pladser, der må gives på stedet.", "Seats that may be given on the spot.")
        case .checkoutExpect:
            (
                "Hvor mange tilmeldinger listen ellers ventes at få.",
                "How many more sign-ups the list is expected to bring."
            )
        case .checkoutUntil:
            (
                "Hvornår listen er hjemme (ellers når mødet begynder).",
                "When the list is home (else when the event begins)."
            )
        case .returnList:
            (
                "Aflever listen: pladser, der ikke blev brugt, er fri igen.",
                "Bring the list home: seats that were not used are free again."
            )
        case .returnWhich:
            ("En anden maskines liste.", "The list of another machine.")
        case .syncDryRun:
            (
                "Gæt, hvad kontoret vil sige til det, der afventer; send intet.",
                "Guess what the office will say to what is pending; send nothing."
            )
        case .lists: ("Lister, der er lånt ud.", "Lists that were lent.")
        case .checkin: ("Fremmøde ved døren.", "Check-ins at the door.")
        case .checkinAdd:
            (
                "Skriv, at nogen er kommet: med kvittering, id eller navn, eller uden tilmelding.",
                "Write that somebody came: by slip, id or name, or without a sign-up."
            )
        case .checkinList: ("Vis, hvem der er kommet.", "List who came.")
        case .checkinVoid:
            (
                "Gør et fremmøde ugyldigt, fx fordi det var en anden person.",
                "Declare a check-in void, say because it was another person."
            )
        case .checkinWhich:
            (
                "Fremmødets id, navnet uden tilmelding eller tilmeldingens kvittering.",
                "The check-in's id, the walk-in's name or the sign-up's slip code."
            )
        case .voidReason: ("Hvorfor det ikke gælder.", "Why it does not count.")
        case .close:
            (
                "Luk mødet som afholdt, og vis hvem der kom.",
                "Close the event as held, and report who came."
            )
        case .closeDryRun:
            ("Vis kun rapporten, luk ikke.", "Only show the report, close nothing.")
        case .resource: ("Lokaler og udstyr.", "Rooms and equipment.")
        case .signup: ("Tilmeldinger.", "Sign-ups.")
        case .booking: ("Bookinger af lokaler og udstyr.", "Bookings of rooms and equipment.")
        case .series: ("Bookinger, der kommer igen.", "Bookings that come back.")
        case .member: ("Personer med en rolle.", "Persons with a role.")
        case .add: ("Skriv en ny.", "Write a new one.")
        case .list: ("Vis flere.", "List them.")
        case .show: ("Vis én med alt, hvad der står.", "Show one with all its values.")
        case .edit: ("Ret værdier.", "Change values.")
        case .remove: ("Slet én.", "Delete one.")
        case .importFile:
            (
                "Læs en CSV-fil; samme fil to gange tilføjer intet.",
                "Read a CSV file; the same file twice adds nothing."
            )
        case .exportFile:
            ("Skriv en CSV-fil til dansk Excel.", "Write a CSV file that Danish Excel opens.")
        case .separate:
            (
                "Det er to personer: skil en tilmelding fra dem, den er samlet med.",
                "They are two persons: part a sign-up from those that it is merged with."
            )
        case .withdraw: ("Meld fra.", "Withdraw.")
        case .desk:
            ("Hurtig indtastning: en linje pr. tilmelding.", "Fast entry: one line a sign-up.")
        case .groupJoin: ("Tilføj en person til gruppen.", "Add a person to the group.")
        case .groupLeave: ("En person forlader gruppen.", "A person leaves the group.")
        case .groupMembers: ("Vis gruppens personer.", "List the group's persons.")
        case .eventAssign:
            (
                "Lad et medlem passe et møde (se dets tilmeldinger).",
                "Let a member look after an event (see its sign-ups)."
            )
        case .eventUnassign:
            ("Et medlem passer ikke længere mødet.", "A member no longer looks after the event.")
        case .initialise:
            (
                "Lav en tom replika, der kan bruges med det samme.",
                "Make an empty replica, usable at once."
            )
        case .join:
            (
                "Meld denne maskine til kontoret med en invitation.",
                "Enrol this machine at the office by an invite."
            )
        case .inviteArgument:
            ("Invitationen fra kontoret (feltbog1-…).", "The office's invite (feltbog1-…).")
        case .deviceName: ("Hvad maskinen skal hedde.", "What to call this machine.")
        case .status:
            (
                "Hvad afventer, hvad kom tilbage, hvornår der sidst blev synket.",
                "What is pending, what was returned, when the last sync was."
            )
        case .sync: ("Udveksl med kontoret.", "Exchange with the office.")
        case .watch: ("Bliv på linjen, til du afbryder.", "Stay connected until interrupted.")
        case .log:
            (
                "Hvad der er skrevet her, eller en rækkes historie.",
                "What was written here, or a row's history."
            )
        case .why: ("Hvorfor står der det, der står?", "Why does it say what it says?")
        case .whyArgument: ("Række, eller række.kolonne.", "Row, or row.column.")
        case .doctor: ("Undersøg replikaen.", "Examine the replica.")
        case .doctorRepair:
            (
                "Ret, hvad der kan rettes uden at miste noget.",
                "Mend what can be mended without losing anything."
            )
        case .conflicts:
            ("Det, to personer har skrevet forskelligt.", "What two people wrote differently.")
        case .conflictsList: ("Vis åbne konflikter.", "List open conflicts.")
        case .conflictsShow: ("Vis én konflikt.", "Show one conflict.")
        case .settle: ("Afgør en konflikt.", "Settle a conflict.")
        case .take:
            (
                "Hvilken værdi der skal stå: standing eller other.",
                "Which value shall stand: standing or other."
            )
        case .takeValue: ("En tredje værdi.", "A third value.")
        case .returned: ("Det, kontoret sendte tilbage.", "What the office returned.")
        case .returnedList: ("Vis alt, der kom tilbage.", "List all that was returned.")
        case .returnedShow:
            ("Vis én med årsag og forslag.", "Show one with reason and proposed fix.")
        case .retry:
            ("Send igen (med det, der hænger sammen).", "Send again (with what depends on it).")
        case .discard: ("Opgiv ændringen.", "Give the change up.")
        case .numberArgument: ("Ændringens nummer.", "The change set's number.")
        case .bookingMove: ("Flyt en booking.", "Move a booking.")
        case .bookingAccept:
            ("Tag et af kontorets forslag.", "Take one of the office's suggestions.")
        case .bookingFree: ("Vis, hvad der ser ledigt ud.", "Show what looks free.")
        case .suggestionArgument: ("Forslagets nummer.", "The suggestion's number.")
        case .memberArgument: ("Medlemmets navn eller id.", "The member's name or id.")
        case .eventArgument: ("Mødet: titel eller id.", "The event: title or id.")
        case .groupArgument: ("Gruppen: navn eller id.", "The group: name or id.")
        case .alternatives:
            (
                "--alternative \"LOKALE; START; SLUT\": hvad der også kan bruges; tomt "
                    + "betyder som ønsket. Højst 5.",
                "--alternative \"RESOURCE; START; END\": what would do as well; left out "
                    + "means as wished. At most 5."
            )
        case .all: ("Også dem, der er afgjort.", "Also those settled.")
        }
    }
}

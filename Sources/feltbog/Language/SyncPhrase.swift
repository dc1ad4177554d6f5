/// What is said about enrolment, sync, conflicts and returned change sets.
enum SyncPhrase: Phrase {
    case made, exists, joined, notJoined, alreadyJoined, inviteBad, inviteSpent, inviteUnknown
    case inviteExpired, wrongOffice, unreachable, refused, brokenOff, unknownDevice, revoked
    case busy, otherVersion, locked, damaged, foreign, missing, readOnly, diskFull, newer
    case storeOther, progress, connecting, done, pushed, returned, moved, conflicts, received
    case repaired, restored, newIdentity, kept, watching, retryIn, interrupted, nothingNew, held
    case member, device, office, pending, lastSync, noConflicts, noReturned, settled, returnedFix
    case retried, discarded, noSuchNumber, doctorGood, doctorRepaired, doctorBad, whyNothing
    case whyStands, whyPending, whyWinner, whyLoser, whyRule, whyOpen, whyUnknownMember
    case whyReturned, settleOne, tooLarge, rowGone, news, moreNews, standsWorse

    var forms: (da: String, en: String) {
        switch self {
        case .made:
            (
                "Replikaen {0} er lavet. Næste: feltbog join INVITATION.",
                "Replica {0} made. Next: feltbog join INVITE."
            )
        case .exists: ("{0} findes allerede.", "{0} exists already.")
        case .joined:
            (
                "Tilmeldt som {0} ({1}). Næste: feltbog sync.",
                "Joined as {0} ({1}). Next: feltbog sync."
            )
        case .notJoined:
            (
                "Denne replika er ikke meldt til et kontor endnu: feltbog join INVITATION.",
                "This replica has not joined an office yet: feltbog join INVITE."
            )
        case .alreadyJoined:
            ("Denne replika er allerede meldt til.", "This replica has joined already.")
        case .inviteBad:
            (
                "Det er ikke en gyldig invitation: den er skrevet forkert eller skåret over.",
                "That is no valid invite: it is mistyped or cut."
            )
        case .inviteSpent:
            (
                "Invitationen er brugt. Bed kontoret om en ny.",
                "The invite is spent. Ask the office for a new one."
            )
        case .inviteUnknown:
            ("Kontoret kender ikke invitationen.", "The office does not know the invite.")
        case .inviteExpired:
            (
                "Invitationen er udløbet. Bed kontoret om en ny.",
                "The invite has expired. Ask the office for a new one."
            )
        case .wrongOffice:
            (
                "Maskinen, der svarer, er ikke det rigtige kontor (fingeraftrykket passer "
                    + "ikke). Intet er sendt.",
                "The machine that answers is not the right office (its fingerprint does "
                    + "not match). Nothing was sent."
            )
        case .unreachable:
            (
                "Kontoret svarer ikke ({0}). Intet er tabt; prøv igen senere.",
                "The office does not answer ({0}). Nothing is lost; try again later."
            )
        case .refused:
            (
                "Kontoret afviste forbindelsen ({0}). Intet er tabt.",
                "The office refused the connection ({0}). Nothing is lost."
            )
        case .brokenOff:
            (
                "Forbindelsen blev afbrudt ({0}). Intet er tabt; næste sync fortsætter.",
                "The connection broke off ({0}). Nothing is lost; the next sync goes on."
            )
        case .unknownDevice:
            (
                "Kontoret kender ikke denne maskine. Bed om en ny invitation.",
                "The office does not know this machine. Ask for a new invite."
            )
        case .revoked:
            (
                "Denne maskine er spærret af kontoret. Tal med den grønne ambassadør.",
                "This machine is revoked by the office. Talk to the green ambassador."
            )
        case .busy:
            (
                "Kontoret har travlt; prøv igen om lidt.",
                "The office is busy; try again in a moment."
            )
        case .otherVersion:
            (
                "Kontoret taler en anden version ({0}). Opdatér feltbog.",
                "The office speaks another version ({0}). Update feltbog."
            )
        case .locked:
            (
                "Replikaen {0} bruges af et andet program.",
                "The replica {0} is held by another program."
            )
        case .damaged:
            (
                "Replikaen {0} er beskadiget. Kør feltbog doctor; filen er ikke rørt.",
                "The replica {0} is damaged. Run feltbog doctor; the file was not touched."
            )
        case .foreign:
            (
                "{0} er ikke en feltbog-replika. Filen er ikke rørt.",
                "{0} is no feltbog replica. The file was not touched."
            )
        case .missing:
            (
                "Der er ingen replika i {0}. Lav en: feltbog join INVITATION.",
                "There is no replica at {0}. Make one: feltbog join INVITE."
            )
        case .readOnly:
            ("{0} kan ikke skrives (skrivebeskyttet?).", "{0} cannot be written (read-only?).")
        case .diskFull:
            ("Disken er fuld. Intet blev skrevet.", "The disk is full. Nothing was written.")
        case .newer: ("{0} er lavet af en nyere feltbog.", "{0} was made by a newer feltbog.")
        case .storeOther:
            ("Replikaen {0} kan ikke bruges: {1}", "The replica {0} cannot be used: {1}")
        case .progress: ("{0} op, {1} ned, {2} rækker", "{0} up, {1} down, {2} rows")
        case .connecting: ("Forbinder til {0} …", "Connecting to {0} …")
        case .done: ("Synket: {0}.", "Synced: {0}.")
        case .pushed: ("{0} sendt, {1} optaget", "{0} pushed, {1} admitted")
        case .returned: ("{0} sendt tilbage", "{0} returned")
        case .moved: ("{0} flyttet", "{0} moved")
        case .conflicts: ("{0} i konflikt", "{0} in conflict")
        case .received:
            (
                "{0} rækker modtaget, {1} byte op, {2} byte ned",
                "{0} rows received, {1} bytes up, {2} bytes down"
            )
        case .repaired: ("{0} rækker rettet efter sammenligning", "{0} rows repaired by comparison")
        case .restored:
            (
                "Kontoret er gået tilbage i tid (gendannet). Intet er slettet her; det "
                    + "manglende er sendt igen.",
                "The office went back in time (restored). Nothing was deleted here; what "
                    + "it lost was sent again."
            )
        case .newIdentity:
            (
                "Denne replika var en kopi og har fået en ny identitet. Alt arbejde er her "
                    + "endnu.",
                "This replica was a copy and was given a new identity. All work is still here."
            )
        case .kept:
            (
                "{0} rækker findes kun her endnu og er gemt.",
                "{0} rows exist only here for now and were kept."
            )
        case .watching: ("På linjen. Afbryd med Ctrl-C.", "Live. Interrupt with Ctrl-C.")
        case .retryIn: ("Prøver igen om {0} s.", "Trying again in {0} s.")
        case .interrupted: ("Afbrudt. Intet er tabt.", "Interrupted. Nothing is lost.")
        case .nothingNew: ("intet nyt", "nothing new")
        case .held: ("{0} venter på en person", "{0} held for a person")
        case .member: ("Medlem", "Member")
        case .device: ("Maskine", "Device")
        case .office: ("Kontor", "Office")
        case .pending: ("Afventer", "Pending")
        case .lastSync: ("Sidst synket", "Last synced")
        case .noConflicts: ("Ingen åbne konflikter.", "No open conflicts.")
        case .noReturned: ("Intet er sendt tilbage.", "Nothing was returned.")
        case .settled:
            (
                "Afgjort: {0} står nu til «{1}», afventer kontoret.",
                "Settled: {0} now says “{1}”, pending until the office has it."
            )
        case .returnedFix: ("Forslag: {0} ({1})", "Proposed fix: {0} ({1})")
        case .retried:
            ("{0} sendes igen ved næste sync.", "{0} will be sent again at the next sync.")
        case .discarded: ("Nr. {0} er opgivet.", "No. {0} was given up.")
        case .noSuchNumber:
            (
                "Der er ingen tilbagesendt ændring nr. {0}.",
                "There is no returned change set no. {0}."
            )
        case .doctorGood: ("Replikaen er i orden.", "The replica is in order.")
        case .doctorRepaired: ("Rettet: {0}", "Mended: {0}")
        case .doctorBad: ("Fundet: {0}", "Found: {0}")
        case .whyNothing:
            (
                "Der er ingen afgørelser om {0}: det er, som det sidst blev skrevet.",
                "There are no decisions about {0}: it is as it was last written."
            )
        case .whyStands: ("{0} er nu «{1}».", "{0} is now “{1}”.")
        case .whyPending:
            (
                "Afventer: din egen ændring nr. {0} af {1} er ikke afgjort af kontoret endnu.",
                "Pending: your own change set no. {0} of {1} has no verdict yet."
            )
        case .whyWinner: ("Står: «{0}»{1}", "Stands: “{0}”{1}")
        case .whyLoser: ("Veg: «{0}»{1}", "Gave way: “{0}”{1}")
        case .whyRule: ("Regel: {0}", "Rule: {0}")
        case .whyOpen:
            (
                "Åben: afgør den med «feltbog conflicts settle {0}».",
                "Open: settle it with “feltbog conflicts settle {0}”."
            )
        case .whyUnknownMember: ("ukendt", "unknown")
        case .whyReturned:
            ("Sendt tilbage: din ændring nr. {0}: {1}", "Returned: your change set no. {0}: {1}")
        case .tooLarge:
            (
                "Det er for meget i én ændring ({0}). Del det.",
                "That is too much for one change set ({0}). Split it."
            )
        case .news: ("Afgjort: {0}", "Decided: {0}")
        case .moreNews:
            (
                "… og {0} mere: se «feltbog status» og «feltbog why».",
                "… and {0} more: see "
                    + "“feltbog status” and “feltbog why”."
            )
        case .standsWorse:
            ("Ikke som ønsket (se «feltbog why»):", "Not as wished (see “feltbog why”):")
        case .rowGone:
            (
                "Det, ændringen bygger på, findes ikke mere ({0}).",
                "What the change builds on does not exist any more ({0})."
            )
        case .settleOne:
            (
                "Vælg --take standing, --take other eller --value VÆRDI.",
                "Choose --take standing, --take other or --value VALUE."
            )
        }
    }
}

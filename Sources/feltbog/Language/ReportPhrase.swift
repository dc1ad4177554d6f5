/// What is said when an event is closed.
enum ReportPhrase: Phrase {
    case closed, alreadyHeld, isDraft, isCancelled, number, persons, signedUp, withdrawn, confirmed
    case attended, noShows, walkIns, cameWithdrawn, cameWaitlisted, cameDeclined, waitlistUsed
    case waitlistLeft, inAll, inAllOf, over, seenAgain, void, listOut, listOutHere, nothingHere

    var forms: (da: String, en: String) {
        switch self {
        case .closed:
            ("{0} er afholdt, afventer kontoret.", "{0} is held, pending until the office has it.")
        case .alreadyHeld: ("{0} er afholdt.", "{0} is held.")
        case .isDraft:
            (
                "{0} er en kladde og kan ikke lukkes. Offentliggør først: «feltbog event edit … --status "
                    + "published».",
                "{0} is a draft and cannot be closed. Publish it first: “feltbog event edit … --status "
                    + "published”."
            )
        case .isCancelled:
            (
                "{0} er aflyst og kan ikke lukkes som afholdt.",
                "{0} is cancelled and cannot be closed as held."
            )
        case .number: ("antal", "number")
        case .persons: ("personer", "persons")
        case .signedUp: ("tilmeldt", "signed up")
        case .withdrawn: ("meldt fra", "withdrawn")
        case .confirmed: ("bekræftet", "confirmed")
        case .attended: ("kom af de tilmeldte", "came of those signed up")
        case .noShows: ("udeblev", "no-shows")
        case .walkIns: ("kom uden tilmelding", "walk-ins")
        case .cameWithdrawn: ("kom, skønt meldt fra", "came although withdrawn")
        case .cameWaitlisted: ("kom uden at have fået plads", "came from the waitlist")
        case .cameDeclined: ("kom, skønt afvist", "came although declined")
        case .waitlistUsed: ("fik plads fra ventelisten", "got a seat from the waitlist")
        case .waitlistLeft: ("venter fortsat", "still waiting")
        case .inAll: ("{0} personer i alt.", "{0} persons in all.")
        case .inAllOf:
            ("{0} personer i alt; der er {1} pladser.", "{0} persons in all, for {1} seats.")
        case .over: ("{0} flere end pladser.", "{0} more than seats.")
        case .seenAgain: ("Set igen: {0}.", "Seen again: {0}.")
        case .void: ("Ugyldige fremmøder: {0}.", "Void check-ins: {0}.")
        case .nothingHere:
            (
                "Mødets tilmeldinger og fremmøde er ikke på denne maskine.",
                "The event's sign-ups and check-ins are not on this machine."
            )
        case .listOut:
            (
                "Listen {1} er ude med {2} pladser; hvad der står på den, er ikke talt med. Få den hjem: "
                    + "«feltbog event return \"{0}\" --list {1}».",
                "List {1} is out with {2} seats; what is on it is not counted. Bring it home: "
                    + "“feltbog event return \"{0}\" --list {1}”."
            )
        case .listOutHere:
            (
                "Listen på denne maskine er ude med {1} pladser. Aflever den: «feltbog event return "
                    + "\"{0}\"».",
                "The list of this machine is out with {1} seats. Bring it home: “feltbog event return "
                    + "\"{0}\"”."
            )
        }
    }
}

/// What the values of choice columns are called before people.
public enum ChoiceTexts {
    /// The word for a value, e.g. `på venteliste`; `nil` for one that the domain does not know.
    ///
    /// - Parameters:
    ///   - value: what the cell holds.
    ///   - column: the column's name in the schema.
    ///   - table: the table's name in the schema.
    public static func word(_ value: String, of column: String, in table: String) -> LocalText? {
        words["\(table).\(column).\(value)"]
    }

    /// The value that a word in either language stands for, small and capital letters alike; the value itself too.
    public static func value(
        of word: String, for column: String, in table: String
    ) -> String? {
        let wanted = word.lowercased()
        let prefix = "\(table).\(column)."
        for (key, text) in words.sorted(by: { $0.key < $1.key }) where key.hasPrefix(prefix) {
            let value = String(key.dropFirst(prefix.count))
            if [value, text.da.lowercased(), text.en.lowercased()].contains(wanted) {
                return value
            }
        }
        return nil
    }

    static let words: [String: LocalText] = [
        "theme.area.waste": LocalText(da: "affald", en: "waste"),
        "theme.area.energy": LocalText(da: "energi", en: "energy"),
        "theme.area.transport": LocalText(da: "transport", en: "transport"),
        "theme.area.nature": LocalText(da: "natur", en: "nature"),
        "theme.area.environment": LocalText(da: "miljø", en: "environment"),
        "theme.area.other": LocalText(da: "andet", en: "other"),
        "organisation.kind.company": LocalText(da: "virksomhed", en: "company"),
        "organisation.kind.association": LocalText(da: "forening", en: "association"),
        "organisation.kind.administration": LocalText(da: "forvaltning", en: "administration"),
        "organisation.kind.partner": LocalText(da: "partner", en: "partner"),
        "project.status.idea": LocalText(da: "idé", en: "idea"),
        "project.status.proposed": LocalText(da: "foreslået", en: "proposed"),
        "project.status.approved": LocalText(da: "godkendt", en: "approved"),
        "project.status.running": LocalText(da: "i gang", en: "running"),
        "project.status.paused": LocalText(da: "på pause", en: "paused"),
        "project.status.done": LocalText(da: "afsluttet", en: "done"),
        "project.status.dropped": LocalText(da: "opgivet", en: "dropped"),
        "project.origin.forum": LocalText(da: "Grønt Forum", en: "Green Forum"),
        "project.origin.ambassador": LocalText(da: "ambassadøren", en: "ambassador"),
        "project.origin.administration": LocalText(da: "forvaltningen", en: "administration"),
        "project.origin.partner": LocalText(da: "partner", en: "partner"),
        "forum_group.status.proposed": LocalText(da: "foreslået", en: "proposed"),
        "forum_group.status.active": LocalText(da: "aktiv", en: "active"),
        "forum_group.status.resting": LocalText(da: "hviler", en: "resting"),
        "forum_group.status.dissolved": LocalText(da: "nedlagt", en: "dissolved"),
        "membership.role.lead": LocalText(da: "tovholder", en: "lead"),
        "membership.role.member": LocalText(da: "deltager", en: "member"),
        "membership.role.observer": LocalText(da: "observatør", en: "observer"),
        "event.kind.meeting": LocalText(da: "møde", en: "meeting"),
        "event.kind.event": LocalText(da: "event", en: "event"),
        "event.kind.study-visit": LocalText(da: "studiebesøg", en: "study visit"),
        "event.kind.transition-meeting": LocalText(
            da: "Grønt Omstillingsmøde", en: "green transition meeting"),
        "event.status.draft": LocalText(da: "kladde", en: "draft"),
        "event.status.published": LocalText(da: "offentliggjort", en: "published"),
        "event.status.cancelled": LocalText(da: "aflyst", en: "cancelled"),
        "event.status.held": LocalText(da: "afholdt", en: "held"),
        "allotment.status.open": LocalText(da: "ude", en: "out"),
        "allotment.status.returned": LocalText(da: "hjemme", en: "home"),
        "allotment.status.expired": LocalText(da: "udløbet", en: "expired"),
        "allotment.status.requested": LocalText(da: "ønsket", en: "requested"),
        "allotment.status.declined": LocalText(da: "afvist", en: "declined"),
        "signup.kind.citizen": LocalText(da: "borger", en: "citizen"),
        "signup.kind.company": LocalText(da: "virksomhed", en: "company"),
        "signup.kind.association": LocalText(da: "forening", en: "association"),
        "signup.kind.politician": LocalText(da: "politiker", en: "politician"),
        "signup.kind.staff": LocalText(da: "ansat", en: "staff"),
        "signup.consent_how.spoken": LocalText(da: "mundtligt", en: "spoken"),
        "signup.consent_how.paper": LocalText(da: "på papir", en: "on paper"),
        "signup.consent_how.web": LocalText(da: "på nettet", en: "on the web"),
        "signup.consent_how.mail": LocalText(da: "pr. mail", en: "by mail"),
        "signup.source.stall": LocalText(da: "bod", en: "stall"),
        "signup.source.phone": LocalText(da: "telefon", en: "phone"),
        "signup.source.mail": LocalText(da: "mail", en: "mail"),
        "signup.source.web": LocalText(da: "nettet", en: "web"),
        "signup.source.paper": LocalText(da: "papir", en: "paper"),
        "signup.source.import": LocalText(da: "indlæst", en: "import"),
        "signup.wish.in": LocalText(da: "vil med", en: "in"),
        "signup.wish.out": LocalText(da: "afmeldt", en: "withdrawn"),
        "signup.status.received": LocalText(
            da: "modtaget – ikke bekræftet", en: "received – not confirmed"),
        "signup.status.pending": LocalText(da: "afventer", en: "pending"),
        "signup.status.confirmed": LocalText(da: "bekræftet", en: "confirmed"),
        "signup.status.waitlisted": LocalText(da: "på venteliste", en: "waitlisted"),
        "signup.status.declined": LocalText(da: "afvist", en: "declined"),
        "signup.status.merged": LocalText(da: "samlet", en: "merged"),
        "resource.place.vestergade-3c": LocalText(da: "Vestergade 3C", en: "Vestergade 3C"),
        "resource.place.town-hall": LocalText(da: "Køge Rådhus", en: "Køge Town Hall"),
        "resource.place.other": LocalText(da: "andet sted", en: "elsewhere"),
        "resource.kind.room": LocalText(da: "lokale", en: "room"),
        "resource.kind.equipment": LocalText(da: "udstyr", en: "equipment"),
        "resource.status.active": LocalText(da: "kan bookes", en: "open for booking"),
        "resource.status.closed": LocalText(da: "lukket", en: "closed"),
        "booking.wish.in": LocalText(da: "ønsket", en: "wanted"),
        "booking.wish.out": LocalText(da: "trukket tilbage", en: "withdrawn"),
        "booking.status.requested": LocalText(
            da: "ønsket – ikke bekræftet", en: "requested – not confirmed"),
        "booking.status.confirmed": LocalText(da: "bekræftet", en: "confirmed"),
        "booking.status.moved": LocalText(da: "flyttet", en: "moved"),
        "booking.status.awaiting-approval": LocalText(
            da: "afventer godkendelse", en: "awaiting approval"),
        "booking.status.declined": LocalText(da: "afvist", en: "declined"),
        "booking.status.cancelled": LocalText(da: "aflyst", en: "cancelled"),
        "outcome.kind.kept-value": LocalText(da: "bevaret værdi", en: "kept value"),
        "outcome.kind.displaced": LocalText(da: "fortrængt", en: "displaced"),
        "outcome.kind.moved": LocalText(da: "flyttet", en: "moved"),
        "outcome.kind.waitlisted": LocalText(da: "på venteliste", en: "waitlisted"),
        "outcome.kind.merged": LocalText(da: "samlet", en: "merged"),
        "outcome.kind.flagged": LocalText(da: "bemærk", en: "flagged"),
        "outcome.kind.repaired": LocalText(da: "rettet op", en: "repaired"),
        "outcome.kind.declined": LocalText(da: "afvist", en: "declined"),
        "outcome.kind.confirmed": LocalText(da: "bekræftet", en: "confirmed"),
        "outcome.kind.revived": LocalText(da: "genopstået", en: "revived"),
        "outcome.state.open": LocalText(da: "åben", en: "open"),
        "outcome.state.settled": LocalText(da: "afgjort", en: "settled"),
        "outcome.state.seen": LocalText(da: "set", en: "seen"),
        "member.status.active": LocalText(da: "aktiv", en: "active"),
        "member.status.ended": LocalText(da: "ophørt", en: "ended"),
    ]
}

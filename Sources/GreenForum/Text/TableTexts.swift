/// What tables are called before people.
public enum TableTexts {
    /// The noun for one row, e.g. `tilmelding`; `nil` for a table that the domain does not know.
    ///
    /// - Parameter table: the table's name in the schema.
    public static func one(_ table: String) -> LocalText? { singular[table] }

    /// The noun for several rows.
    public static func many(_ table: String) -> LocalText? { plural[table] }

    static let singular: [String: LocalText] = [
        "outcome": LocalText(da: "afgørelse", en: "outcome"),
        "member": LocalText(da: "medlem", en: "member"),
        "device": LocalText(da: "maskine", en: "device"),
        "assignment": LocalText(da: "tildeling", en: "assignment"),
        "theme": LocalText(da: "tema", en: "theme"),
        "organisation": LocalText(da: "organisation", en: "organisation"),
        "project": LocalText(da: "projekt", en: "project"),
        "forum_group": LocalText(da: "arbejdsgruppe", en: "group"),
        "membership": LocalText(da: "deltagelse", en: "membership"),
        "event": LocalText(da: "møde", en: "event"),
        "allotment": LocalText(da: "udlånt liste", en: "allotment"),
        "signup": LocalText(da: "tilmelding", en: "sign-up"),
        "checkin": LocalText(da: "fremmøde", en: "check-in"),
        "resource": LocalText(da: "lokale", en: "resource"),
        "booking": LocalText(da: "booking", en: "booking"),
        "series": LocalText(da: "gentagelse", en: "series"),
    ]

    static let plural: [String: LocalText] = [
        "outcome": LocalText(da: "afgørelser", en: "outcomes"),
        "member": LocalText(da: "medlemmer", en: "members"),
        "device": LocalText(da: "maskiner", en: "devices"),
        "assignment": LocalText(da: "tildelinger", en: "assignments"),
        "theme": LocalText(da: "temaer", en: "themes"),
        "organisation": LocalText(da: "organisationer", en: "organisations"),
        "project": LocalText(da: "projekter", en: "projects"),
        "forum_group": LocalText(da: "arbejdsgrupper", en: "groups"),
        "membership": LocalText(da: "deltagelser", en: "memberships"),
        "event": LocalText(da: "møder", en: "events"),
        "allotment": LocalText(da: "udlånte lister", en: "allotments"),
        "signup": LocalText(da: "tilmeldinger", en: "sign-ups"),
        "checkin": LocalText(da: "fremmøder", en: "check-ins"),
        "resource": LocalText(da: "lokaler", en: "resources"),
        "booking": LocalText(da: "bookinger", en: "bookings"),
        "series": LocalText(da: "gentagelser", en: "series"),
    ]
}

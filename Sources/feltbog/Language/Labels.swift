internal import GreenForum
internal import SyncEngine
internal import SyncProtocol

/// How tables, rows and values are called before people.
enum Labels {
    /// The noun of a table in the language of this run.
    static func table(_ table: TableSchema, _ language: Language = .current) -> String {
        guard let names = tables[table.name] else { return table.name }
        return language == .da ? names.da : names.en
    }

    /// A choice in one language.
    static func choice(_ choice: String, _ language: Language = .current) -> String {
        language == .en ? choice : (choices[choice] ?? choice)
    }

    /// What a row is called: its title or name, else its purpose, else its beginning.
    static func title(_ row: Row) -> String {
        for name in ["title", "name", "purpose", "walk_in"] {
            if let column = row.table[name], let text = row[column.id].text, !text.isEmpty { return text }
        }
        for name in ["wall_start", "first_start"] {
            if let column = row.table[name], let text = row[column.id].text { return wall(text) }
        }
        return String(ShortID.full(row.id).prefix(16).suffix(8))
    }

    /// `2027-03-18T17:00` with a blank.
    static func wall(_ text: String) -> String {
        String(text.map { $0 == "T" ? " " : $0 })
    }

    private static let tables: [String: (da: String, en: String)] = [
        "theme": ("tema", "theme"), "organisation": ("organisation", "organisation"),
        "project": ("projekt", "project"), "forum_group": ("gruppe", "group"),
        "membership": ("deltagelse", "membership"), "event": ("møde", "event"),
        "allotment": ("udlånt liste", "allotment"), "signup": ("tilmelding", "sign-up"),
        "checkin": ("fremmøde", "check-in"), "resource": ("lokale", "resource"),
        "booking": ("booking", "booking"), "series": ("gentagelse", "series"),
        "outcome": ("afgørelse", "outcome"), "member": ("medlem", "member"),
        "device": ("maskine", "device"), "assignment": ("opgave", "assignment"),
    ]

    private static let choices: [String: String] = [
        "waste": "affald", "energy": "energi", "transport": "transport", "nature": "natur",
        "environment": "miljø", "other": "andet", "company": "virksomhed",
        "association": "forening", "administration": "forvaltning", "partner": "partner",
        "idea": "idé", "proposed": "foreslået", "approved": "godkendt", "running": "i gang",
        "paused": "på pause", "done": "færdig", "dropped": "opgivet", "forum": "forum",
        "ambassador": "ambassadør", "active": "aktiv", "resting": "hviler",
        "dissolved": "nedlagt", "lead": "tovholder", "observer": "tilhører",
        "meeting": "møde", "event": "event", "study-visit": "studiebesøg",
        "transition-meeting": "Grønt Omstillingsmøde", "draft": "kladde",
        "published": "offentliggjort", "cancelled": "aflyst", "held": "afholdt",
        "citizen": "borger", "politician": "politiker", "staff": "ansat", "spoken": "mundtlig",
        "paper": "papir", "web": "web", "mail": "mail", "stall": "stand", "phone": "telefon",
        "import": "import", "in": "til", "out": "fra", "received": "modtaget",
        "pending": "afventer", "confirmed": "bekræftet", "waitlisted": "venteliste",
        "declined": "afslået", "merged": "lagt sammen", "requested": "ønsket",
        "moved": "flyttet", "awaiting-approval": "afventer godkendelse",
        "vestergade-3c": "Vestergade 3C", "town-hall": "rådhuset", "room": "lokale",
        "equipment": "udstyr", "closed": "lukket", "open": "åben", "settled": "afgjort",
        "seen": "set", "returned": "returneret", "expired": "udløbet", "volunteer": "frivillig",
        "officer": "forvaltning", "secretary": "sekretær", "follower": "følgegruppe",
        "ended": "ophørt", "kept-value": "beholdt værdi", "displaced": "fortrængt",
        "flagged": "markeret", "repaired": "rettet", "revived": "genoplivet",
        "member": "deltager",
    ]
}

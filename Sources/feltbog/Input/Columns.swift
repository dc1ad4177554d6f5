internal import SyncProtocol

/// Finds the column that a person means by an option's name.
enum Columns {
    /// Natural names in both languages, beside the schema's own. The first that the table has is meant.
    private static let aliases: [String: [String]] = [
        "navn": ["name"], "titel": ["title"], "mail": ["email"], "e-mail": ["email"],
        "telefon": ["phone"], "tlf": ["phone"], "mobil": ["phone"],
        "antal": ["party_size"], "personer": ["party_size"], "party": ["party_size", "party_max"],
        "organisation": ["organisation"], "firma": ["organisation"], "forening": ["organisation"],
        "slags": ["kind"], "type": ["kind"], "note": ["note"], "bemærkning": ["note"],
        "samtykke": ["consent_how"], "consent": ["consent_how"], "kilde": ["source"],
        "tema": ["theme"], "projekt": ["project"], "gruppe": ["forum_group"],
        "group": ["forum_group"], "møde": ["event"], "arrangement": ["event"],
        "lokale": ["resource"], "room": ["resource"],
        "start": ["wall_start", "starts", "first_start"],
        "fra": ["wall_start", "starts", "since"], "from": ["wall_start", "starts", "since"],
        "slut": ["wall_end", "ends", "first_end"], "end": ["wall_end", "ends", "first_end"],
        "til": ["wall_end", "ends", "until"], "to": ["wall_end", "ends", "until"],
        "formål": ["purpose"], "beskrivelse": ["description"], "ejer": ["owner"],
        "oprindelse": ["origin"], "program": ["programme"], "co2": ["co2_tonnes_per_year"],
        "journalnr": ["reference_number"], "reference": ["reference_number"],
        "sted": ["place"], "pladser": ["capacity", "seats"], "kapacitet": ["capacity"],
        "sæder": ["seats"], "udstyr": ["equipment"], "åbningstid": ["opening_hours"],
        "hours": ["opening_hours"], "approval": ["needs_approval"], "godkendes": ["needs_approval"],
        "område": ["area"], "kontakt": ["contact"], "leder": ["lead_member"],
        "lead": ["lead_member"], "rolle": ["role"], "ønske": ["wish"],
        "alternativer": ["alternatives"], "regel": ["rule"], "zone": ["zone"],
        "tilmelding-åbner": ["signup_opens"], "tilmelding-lukker": ["signup_closes"],
        "afgøres": ["settle_at"], "dør": ["door"], "uden-tilmelding": ["walk_in"],
        "tidspunkt": ["at"],
    ]

    /// - Throws: `Failure` (usage) for an unknown or ambiguous name.
    static func column(_ name: String, of table: TableSchema) throws -> ColumnSchema {
        let plain = String(name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 })
        if let exact = table[plain] { return exact }
        for meant in aliases[name.lowercased()] ?? [] {
            if let column = table[meant] { return column }
        }
        let starting = table.columns.filter { $0.name.hasPrefix(plain) }
        if starting.count == 1 { return starting[0] }
        if starting.count > 1 {
            throw Failure(.usage, UsagePhrase.columnAmbiguous(name, list(starting)))
        }
        throw Failure(.usage, UsagePhrase.columnUnknown(name, list(table.columns)))
    }

    /// The option's name of a column, without hyphens in front.
    static func option(_ column: ColumnSchema) -> String {
        String(column.name.map { $0 == "_" ? "-" : $0 })
    }

    private static func list(_ columns: [ColumnSchema]) -> String {
        columns.map { "--" + option($0) }.joined(separator: ", ")
    }
}

public import SyncProtocol

/// Organisations: companies, associations, parts of the administration, partners.
public enum OrganisationTable {
    /// The table's number for ever.
    public static let id = TableID(17)

    /// The organisation's name.
    public static let name = ColumnSchema(1, "name", .text, required: true)
    /// What it is: virksomhed, forening, forvaltning, partner.
    public static let kind = ColumnSchema(
        2, "kind", .choice(["company", "association", "administration", "partner"]),
        required: true, default: .text("association"))
    /// The number in the Danish business register: eight digits.
    public static let cvr = ColumnSchema(3, "cvr", .text, byteCountMax: 8)
    /// How to reach it: a shared mailbox or a switchboard, no person's own.
    public static let contact = ColumnSchema(4, "contact", .text)

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "organisation", scope: .shared, columns: [name, kind, cvr, contact])
}

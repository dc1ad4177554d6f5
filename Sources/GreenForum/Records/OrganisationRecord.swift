public import GRDB
public import SyncProtocol

/// One organisation as the table `organisation` holds it, for reading.
public struct OrganisationRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "organisation"

    /// The row.
    public let id: RowID
    /// The organisation's name.
    public let name: String
    /// What it is: virksomhed, forening, forvaltning, partner.
    public let kind: String
    /// The number in the Danish business register: eight digits.
    public let cvr: String?
    /// How to reach it: a shared mailbox or a switchboard, no person's own.
    public let contact: String?

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.name = row.text("name") ?? ""
        self.kind = row.text("kind") ?? ""
        self.cvr = row.text("cvr")
        self.contact = row.text("contact")
    }
}

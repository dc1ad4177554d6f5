public import GRDB
public import SyncProtocol

/// One sign-up as the table `signup` holds it, for reading.
public struct SignupRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "signup"

    /// The row.
    public let id: RowID
    /// The event; a sign-up does not move to another.
    public let event: RowID?
    /// The person's name.
    public let name: String
    /// The person's e-mail address.
    public let email: String?
    /// The person's phone number, as `Phone` normalises it.
    public let phone: String?
    /// Where the person comes from, in the person's own words.
    public let organisation: String?
    /// Borger, virksomhed, forening, politiker, ansat.
    public let kind: String
    /// How many persons come, this one included.
    public let partySize: Int64
    /// A short practical note. Never health or diet: it is erased with the sign-up.
    public let note: String?
    /// How the person agreed to be kept: spoken, on paper, on the web.
    public let consentHow: String?
    /// The version of the text that the person agreed to.
    public let consentText: String?
    /// The way by which it came.
    public let source: String
    /// The person's latest word: comes or does not come.
    public let wish: String
    /// The lent list that it was written on.
    public let allotment: RowID?
    /// What the office has decided.
    public let status: String
    /// The time that its place in the queue goes by.
    public let effectiveAt: Milliseconds?
    /// The sign-up of the same person that it became part of.
    public let mergedInto: RowID?
    /// What a person should know of it, as `SignupFlags` reads it.
    public let flags: String?

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.event = row.rowID("event")
        self.name = row.text("name") ?? ""
        self.email = row.text("email")
        self.phone = row.text("phone")
        self.organisation = row.text("organisation")
        self.kind = row.text("kind") ?? ""
        self.partySize = row.integer("party_size") ?? 0
        self.note = row.text("note")
        self.consentHow = row.text("consent_how")
        self.consentText = row.text("consent_text")
        self.source = row.text("source") ?? ""
        self.wish = row.text("wish") ?? ""
        self.allotment = row.rowID("allotment")
        self.status = row.text("status") ?? ""
        self.effectiveAt = row.integer("effective_at")
        self.mergedInto = row.rowID("merged_into")
        self.flags = row.text("flags")
    }
}

public import GRDB
public import SyncProtocol

/// One person's membership of a group as the table `membership` holds it, for reading.
public struct MembershipRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "membership"

    /// The row.
    public let id: RowID
    /// The group; a membership does not move to another.
    public let group: RowID?
    /// The person's name.
    public let name: String
    /// The person's e-mail address.
    public let email: String?
    /// The person's phone number, as `Phone` normalises it.
    public let phone: String?
    /// The organisation that the person comes from.
    public let organisation: RowID?
    /// What the person does in the group.
    public let role: String
    /// The first day.
    public let since: CivilDate?
    /// The last day, once the person has left.
    public let until: CivilDate?

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.group = row.rowID("forum_group")
        self.name = row.text("name") ?? ""
        self.email = row.text("email")
        self.phone = row.text("phone")
        self.organisation = row.rowID("organisation")
        self.role = row.text("role") ?? ""
        self.since = row.civilDate("since")
        self.until = row.civilDate("until")
    }
}

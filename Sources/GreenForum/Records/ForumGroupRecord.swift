public import GRDB
public import SyncProtocol

/// One working group as the table `forum_group` holds it, for reading.
public struct ForumGroupRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "forum_group"

    /// The row.
    public let id: RowID
    /// The group's name.
    public let name: String
    /// The theme it works with.
    public let theme: RowID?
    /// What it is for; two people's texts are never mixed or picked by a machine.
    public let purpose: String?
    /// The project it supports.
    public let project: RowID?
    /// The member who leads it: gives that member the rights of a group lead here.
    public let leadMember: RowID?
    /// Whether it works.
    public let status: String

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.name = row.text("name") ?? ""
        self.theme = row.rowID("theme")
        self.purpose = row.text("purpose")
        self.project = row.rowID("project")
        self.leadMember = row.rowID("lead_member")
        self.status = row.text("status") ?? ""
    }
}

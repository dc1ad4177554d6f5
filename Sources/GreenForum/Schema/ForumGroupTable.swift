internal import SyncEngine
public import SyncProtocol

/// Working groups (arbejdsgrupper) of the Green Forum.
public enum ForumGroupTable {
    /// The table's number for ever.
    public static let id = TableID(19)

    /// The group's name.
    public static let name = ColumnSchema(1, "name", .text, required: true)
    /// The theme it works with.
    public static let theme = ColumnSchema(2, "theme", .row(ThemeTable.id))
    /// What it is for; two people's texts are never mixed or picked by a machine.
    public static let purpose = ColumnSchema(3, "purpose", .text, .review, byteCountMax: 16_384)
    /// The project it supports.
    public static let project = ColumnSchema(4, "project", .row(ProjectTable.id))
    /// The member who leads it: gives that member the rights of a group lead here.
    public static let leadMember = ColumnSchema(
        5, "lead_member", .row(SystemTables.member.id))
    /// Whether it works.
    public static let status = ColumnSchema(
        6, "status", .choice(["proposed", "active", "resting", "dissolved"]), required: true,
        default: .text("active"))

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "forum_group", scope: .shared,
        columns: [name, theme, purpose, project, leadMember, status])
}

public import SyncProtocol

/// Events: meetings, events, study visits (studiebesøg) and Grønne Omstillingsmøder.
public enum EventTable {
    /// The table's number for ever.
    public static let id = TableID(21)

    /// Møde, event, studiebesøg, Grønt Omstillingsmøde.
    public static let kind = ColumnSchema(
        1, "kind", .choice(["meeting", "event", "study-visit", "transition-meeting"]),
        required: true, default: .text("event"))
    /// The event's title.
    public static let title = ColumnSchema(2, "title", .text, required: true)
    /// What it is about.
    public static let theme = ColumnSchema(3, "theme", .row(ThemeTable.id))
    /// The project it belongs to.
    public static let project = ColumnSchema(4, "project", .row(ProjectTable.id))
    /// The group that holds it; its lead may work with the sign-ups.
    public static let group = ColumnSchema(5, "forum_group", .row(ForumGroupTable.id))
    /// Where people meet.
    public static let place = ColumnSchema(6, "place", .text)
    /// When it starts, as the clock on the wall says.
    public static let wallStart = ColumnSchema(
        7, "wall_start", .wall, .review, required: true)
    /// When it ends, as the clock on the wall says.
    public static let wallEnd = ColumnSchema(8, "wall_end", .wall, .review, required: true)
    /// The zone of both.
    public static let zone = ColumnSchema(
        9, "zone", .text, .review, required: true, byteCountMax: 64,
        default: .text("Europe/Copenhagen"))
    /// How many persons there is room for; NULL: no limit.
    public static let capacity = ColumnSchema(10, "capacity", .integer, .review)
    /// The largest party that one sign-up may bring; NULL: no limit.
    public static let partyMax = ColumnSchema(11, "party_max", .integer)
    /// Sign-ups are taken from then on.
    public static let signupOpens = ColumnSchema(12, "signup_opens", .instant)
    /// Sign-ups are taken until then.
    public static let signupCloses = ColumnSchema(13, "signup_closes", .instant)
    /// When seats are given out although lists are still out.
    public static let settleAt = ColumnSchema(14, "settle_at", .instant)
    /// Where it stands; the rule `status` knows the legal transitions.
    public static let status = ColumnSchema(
        15, "status", .choice(["draft", "published", "cancelled", "held"]), required: true,
        default: .text("draft"))

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "event", scope: .shared,
        columns: [
            kind, title, theme, project, group, place, wallStart, wallEnd, zone, capacity, partyMax,
            signupOpens, signupCloses, settleAt, status,
        ])
}

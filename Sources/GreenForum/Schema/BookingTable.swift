public import SyncProtocol

/// Bookings: a wish for a resource and a time, and what the office granted.
public enum BookingTable {
    /// The table's number for ever.
    public static let id = TableID(26)

    /// The resource wished for.
    public static let resource = ColumnSchema(
        1, "resource", .row(ResourceTable.id), required: true)
    /// When it should start, as the clock on the wall says.
    public static let wallStart = ColumnSchema(2, "wall_start", .wall, required: true)
    /// When it should end; the end itself is free for the next.
    public static let wallEnd = ColumnSchema(3, "wall_end", .wall, required: true)
    /// The zone of both, and of the granted and alternative times.
    public static let zone = ColumnSchema(
        4, "zone", .text, required: true, byteCountMax: 64, default: .text("Europe/Copenhagen"))
    /// What for; hidden in public feeds.
    public static let purpose = ColumnSchema(5, "purpose", .text, personal: true)
    /// The project that it serves.
    public static let project = ColumnSchema(6, "project", .row(ProjectTable.id))
    /// The group that it serves.
    public static let group = ColumnSchema(7, "forum_group", .row(ForumGroupTable.id))
    /// The event that it serves.
    public static let event = ColumnSchema(8, "event", .row(EventTable.id))
    /// What would do as well, in order, as `RoomSlot` reads it: at most five.
    public static let alternatives = ColumnSchema(9, "alternatives", .text)
    /// The series that it is an occurrence of.
    public static let series = ColumnSchema(10, "series", .row(SeriesTable.id), .first)
    /// The series' date that it stands for.
    public static let occurrenceDate = ColumnSchema(11, "occurrence_date", .date, .first)
    /// The latest word: wanted or not.
    public static let wish = ColumnSchema(
        12, "wish", .choice(["in", "out"]), required: true, default: .text("in"))
    /// What the office has decided.
    public static let status = ColumnSchema(
        13, "status",
        .choice(["requested", "confirmed", "moved", "awaiting-approval", "declined", "cancelled"]),
        .office, required: true, default: .text("requested"))
    /// The resource as granted.
    public static let grantedResource = ColumnSchema(
        14, "granted_resource", .row(ResourceTable.id), .office)
    /// The start as granted.
    public static let grantedStart = ColumnSchema(15, "granted_start", .wall, .office)
    /// The end as granted.
    public static let grantedEnd = ColumnSchema(16, "granted_end", .wall, .office)
    /// Why somebody approved, declined or overrode it.
    public static let decisionReason = ColumnSchema(17, "decision_reason", .text, .office)

    /// Shared: every device sees what is taken.
    public static let schema = TableSchema(
        id: id, name: "booking", scope: .shared,
        columns: [
            resource, wallStart, wallEnd, zone, purpose, project, group, event, alternatives,
            series,
            occurrenceDate, wish, status, grantedResource, grantedStart, grantedEnd, decisionReason,
        ])
}

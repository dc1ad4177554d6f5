public import SyncProtocol

/// Series (gentagelser): bookings that come back every week or month.
public enum SeriesTable {
    /// The table's number for ever.
    public static let id = TableID(27)

    /// How it repeats, as `Recurrence` reads it: `weekly/k` or `monthly/k`, then `count=n` or `until=YYYY-MM-DD`.
    public static let rule = ColumnSchema(1, "rule", .text, required: true, byteCountMax: 64)
    /// When the first one starts, as the clock on the wall says.
    public static let firstStart = ColumnSchema(2, "first_start", .wall, required: true)
    /// When the first one ends.
    public static let firstEnd = ColumnSchema(3, "first_end", .wall, required: true)
    /// The zone of both.
    public static let zone = ColumnSchema(
        4, "zone", .text, required: true, byteCountMax: 64, default: .text("Europe/Copenhagen"))
    /// The resource wished for.
    public static let resource = ColumnSchema(
        5, "resource", .row(ResourceTable.id), required: true)
    /// What for; hidden in public feeds.
    public static let purpose = ColumnSchema(6, "purpose", .text, personal: true)
    /// The dates that nothing was granted for, each with its reason, as `SkippedDate` reads them.
    public static let skipped = ColumnSchema(7, "skipped", .text, .office, byteCountMax: 16_384)
    /// The project that it serves.
    public static let project = ColumnSchema(8, "project", .row(ProjectTable.id))
    /// The group that it serves.
    public static let group = ColumnSchema(9, "forum_group", .row(ForumGroupTable.id))
    /// The event that it serves.
    public static let event = ColumnSchema(10, "event", .row(EventTable.id))
    /// From which dates on it takes another time, as `SeriesMove` reads it: at most twenty.
    public static let moves = ColumnSchema(11, "moves", .text, byteCountMax: 1_024)
    /// When the skipped dates were last asked for again. Each asking counts, whoever was faster: so it is the
    /// office's, and those who may ask have a right to it.
    public static let retriedAt = ColumnSchema(12, "retried_at", .instant, .office)

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "series", scope: .shared,
        columns: [
            rule, firstStart, firstEnd, zone, resource, purpose, skipped, project, group, event,
            moves, retriedAt,
        ])
}

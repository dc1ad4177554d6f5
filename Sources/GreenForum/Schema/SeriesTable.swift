public import SyncProtocol

/// Series (gentagelser): bookings that come back every week or month.
public enum SeriesTable {
    /// The table's number for ever.
    public static let id = TableID(27)

    /// How it repeats: `weekly/k` or `monthly/k`, then `count=n` or `until=YYYY-MM-DD`.
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
    /// The dates that were taken, each with its reason.
    public static let skipped = ColumnSchema(7, "skipped", .text, .office, byteCountMax: 16_384)

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "series", scope: .shared,
        columns: [rule, firstStart, firstEnd, zone, resource, purpose, skipped])
}

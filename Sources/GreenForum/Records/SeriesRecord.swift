public import GRDB
public import SyncProtocol

/// One series of bookings as the table `series` holds it, for reading.
public struct SeriesRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "series"

    /// The row.
    public let id: RowID
    /// How it repeats: `weekly/k` or `monthly/k`, then `count=n` or `until=YYYY-MM-DD`.
    public let rule: String
    /// When the first one starts, as the clock on the wall says.
    public let firstStart: WallTime?
    /// When the first one ends.
    public let firstEnd: WallTime?
    /// The zone of both.
    public let zone: String
    /// The resource wished for.
    public let resource: RowID?
    /// What for; hidden in public feeds.
    public let purpose: String?
    /// The dates that were taken, each with its reason.
    public let skipped: String?

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.rule = row.text("rule") ?? ""
        self.firstStart = row.wallTime("first_start")
        self.firstEnd = row.wallTime("first_end")
        self.zone = row.text("zone") ?? ""
        self.resource = row.rowID("resource")
        self.purpose = row.text("purpose")
        self.skipped = row.text("skipped")
    }
}

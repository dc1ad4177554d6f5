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
    /// The dates that nothing was granted for, each with its reason, as `SkippedDate` reads them.
    public let skipped: String?
    /// The project that it serves.
    public let project: RowID?
    /// The group that it serves.
    public let group: RowID?
    /// The event that it serves.
    public let event: RowID?
    /// From which dates on it takes another time, as `SeriesMove` reads it.
    public let moves: String?
    /// When the skipped dates were last asked for again.
    public let retriedAt: Milliseconds?

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
        self.project = row.rowID("project")
        self.group = row.rowID("forum_group")
        self.event = row.rowID("event")
        self.moves = row.text("moves")
        self.retriedAt = row.integer("retried_at")
    }
}

public import GRDB
public import SyncProtocol

/// One booking as the table `booking` holds it, for reading.
public struct BookingRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "booking"

    /// The row.
    public let id: RowID
    /// The resource wished for.
    public let resource: RowID?
    /// When it should start, as the clock on the wall says.
    public let wallStart: WallTime?
    /// When it should end; the end itself is free for the next.
    public let wallEnd: WallTime?
    /// The zone of both, and of the granted and alternative times.
    public let zone: String
    /// What for; hidden in public feeds.
    public let purpose: String?
    /// The project that it serves.
    public let project: RowID?
    /// The group that it serves.
    public let group: RowID?
    /// The event that it serves.
    public let event: RowID?
    /// What would do as well, in order, as `RoomSlot` reads it: at most five.
    public let alternatives: String?
    /// The series that it is an occurrence of.
    public let series: RowID?
    /// The series' date that it stands for.
    public let occurrenceDate: CivilDate?
    /// The latest word: wanted or not.
    public let wish: String
    /// What the office has decided.
    public let status: String
    /// The resource as granted.
    public let grantedResource: RowID?
    /// The start as granted.
    public let grantedStart: WallTime?
    /// The end as granted.
    public let grantedEnd: WallTime?
    /// Why somebody approved, declined or overrode it.
    public let decisionReason: String?

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.resource = row.rowID("resource")
        self.wallStart = row.wallTime("wall_start")
        self.wallEnd = row.wallTime("wall_end")
        self.zone = row.text("zone") ?? ""
        self.purpose = row.text("purpose")
        self.project = row.rowID("project")
        self.group = row.rowID("forum_group")
        self.event = row.rowID("event")
        self.alternatives = row.text("alternatives")
        self.series = row.rowID("series")
        self.occurrenceDate = row.civilDate("occurrence_date")
        self.wish = row.text("wish") ?? ""
        self.status = row.text("status") ?? ""
        self.grantedResource = row.rowID("granted_resource")
        self.grantedStart = row.wallTime("granted_start")
        self.grantedEnd = row.wallTime("granted_end")
        self.decisionReason = row.text("decision_reason")
    }
}

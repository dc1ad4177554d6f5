public import GRDB
public import SyncProtocol

/// One event as the table `event` holds it, for reading.
public struct EventRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "event"

    /// The row.
    public let id: RowID
    /// Møde, event, studiebesøg, Grønt Omstillingsmøde.
    public let kind: String
    /// The event's title.
    public let title: String
    /// What it is about.
    public let theme: RowID?
    /// The project it belongs to.
    public let project: RowID?
    /// The group that holds it; its lead may work with the sign-ups.
    public let group: RowID?
    /// Where people meet.
    public let place: String?
    /// When it starts, as the clock on the wall says.
    public let wallStart: WallTime?
    /// When it ends, as the clock on the wall says.
    public let wallEnd: WallTime?
    /// The zone of both.
    public let zone: String
    /// How many persons there is room for; NULL: no limit.
    public let capacity: Int64?
    /// The largest party that one sign-up may bring; NULL: no limit.
    public let partyMax: Int64?
    /// Sign-ups are taken from then on.
    public let signupOpens: Milliseconds?
    /// Sign-ups are taken until then.
    public let signupCloses: Milliseconds?
    /// When seats are given out although lists are still out.
    public let settleAt: Milliseconds?
    /// Where it stands; the rule `status` knows the legal transitions.
    public let status: String

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.kind = row.text("kind") ?? ""
        self.title = row.text("title") ?? ""
        self.theme = row.rowID("theme")
        self.project = row.rowID("project")
        self.group = row.rowID("forum_group")
        self.place = row.text("place")
        self.wallStart = row.wallTime("wall_start")
        self.wallEnd = row.wallTime("wall_end")
        self.zone = row.text("zone") ?? ""
        self.capacity = row.integer("capacity")
        self.partyMax = row.integer("party_max")
        self.signupOpens = row.integer("signup_opens")
        self.signupCloses = row.integer("signup_closes")
        self.settleAt = row.integer("settle_at")
        self.status = row.text("status") ?? ""
    }
}

public import GRDB
public import SyncProtocol

/// One check-in as the table `checkin` holds it, for reading.
public struct CheckinRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "checkin"

    /// The row.
    public let id: RowID
    /// The sign-up that came; NULL for a walk-in.
    public let signup: RowID?
    /// The name of somebody who came without a sign-up.
    public let walkIn: String?
    /// The event.
    public let event: RowID?
    /// When the person came through the door.
    public let at: Milliseconds
    /// Which door.
    public let door: String?
    /// How many persons came.
    public let partySize: Int64
    /// Why it does not count after all; NULL while it counts.
    public let voidReason: String?
    /// Whether an earlier check-in of the same person counts, and not this one.
    public let seenAgain: Bool

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.signup = row.rowID("signup")
        self.walkIn = row.text("walk_in")
        self.event = row.rowID("event")
        self.at = row.integer("at") ?? 0
        self.door = row.text("door")
        self.partySize = row.integer("party_size") ?? 0
        self.voidReason = row.text("void_reason")
        self.seenAgain = row.integer("seen_again") == 1
    }
}

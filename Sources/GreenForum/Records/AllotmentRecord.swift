public import GRDB
public import SyncProtocol

/// One lent list as the table `allotment` holds it, for reading.
public struct AllotmentRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "allotment"

    /// The row.
    public let id: RowID
    /// The event whose seats are lent.
    public let event: RowID?
    /// The `DeviceID` that may give the seats away, in sixteen hexadecimal digits.
    public let device: String
    /// Seats that the device may confirm on the spot.
    public let seatsLent: Int64
    /// Further sign-ups expected on that list, held back until it is home.
    public let seatsExpected: Int64
    /// Unused seats return then.
    public let lentUntil: Milliseconds?
    /// Whether the list is still out.
    public let status: String

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.event = row.rowID("event")
        self.device = row.text("device") ?? ""
        self.seatsLent = row.integer("seats_lent") ?? 0
        self.seatsExpected = row.integer("seats_expected") ?? 0
        self.lentUntil = row.integer("lent_until")
        self.status = row.text("status") ?? ""
    }
}

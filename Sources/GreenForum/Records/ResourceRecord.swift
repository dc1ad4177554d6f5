public import GRDB
public import SyncProtocol

/// One resource as the table `resource` holds it, for reading.
public struct ResourceRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "resource"

    /// The row.
    public let id: RowID
    /// The house that it stands in.
    public let place: String
    /// The name on the door.
    public let name: String
    /// Room or equipment.
    public let kind: String
    /// Seats of a room; NULL for equipment.
    public let seats: Int64?
    /// What is in it, as `EquipmentList` reads it: words between commas.
    public let equipment: String?
    /// When it may be used, as `OpeningHours` reads it; NULL: always.
    public let openingHours: String?
    /// Whether a person must say yes to each booking.
    public let needsApproval: Bool
    /// Whether it may be booked at all.
    public let status: String

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.place = row.text("place") ?? ""
        self.name = row.text("name") ?? ""
        self.kind = row.text("kind") ?? ""
        self.seats = row.integer("seats")
        self.equipment = row.text("equipment")
        self.openingHours = row.text("opening_hours")
        self.needsApproval = row.integer("needs_approval") == 1
        self.status = row.text("status") ?? ""
    }
}

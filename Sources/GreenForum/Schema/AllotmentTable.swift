public import SyncProtocol

/// Allotments (udlånte lister): seats of an event lent to one device. The device asks and brings the list home;
/// what is lent and until when, the rule `allotment` writes.
public enum AllotmentTable {
    /// The table's number for ever.
    public static let id = TableID(22)

    /// The event whose seats are lent.
    public static let event = ColumnSchema(
        1, "event", .row(EventTable.id), .office, required: true)
    /// The `DeviceID` that may give the seats away, in sixteen hexadecimal digits.
    public static let device = ColumnSchema(
        2, "device", .text, .office, required: true, byteCountMax: 16)
    /// Seats that the device may confirm on the spot.
    public static let seatsLent = ColumnSchema(
        3, "seats_lent", .integer, .office, required: true, default: .integer(0))
    /// Further sign-ups expected on that list, held back until it is home.
    public static let seatsExpected = ColumnSchema(
        4, "seats_expected", .integer, .office, required: true, default: .integer(0))
    /// Unused seats return then.
    public static let lentUntil = ColumnSchema(5, "lent_until", .instant, .office)
    /// Whether the list is still out.
    public static let status = ColumnSchema(
        6, "status", .choice(["open", "returned", "expired", "requested", "declined"]), .office,
        required: true, default: .text("open"))
    /// Seats that the device asked for; all of them are lent, or none.
    public static let seatsWanted = ColumnSchema(7, "seats_wanted", .integer, .first)

    /// Shared: every device sees how many seats are spoken for.
    public static let schema = TableSchema(
        id: id, name: "allotment", scope: .shared,
        columns: [event, device, seatsLent, seatsExpected, lentUntil, status, seatsWanted])
}

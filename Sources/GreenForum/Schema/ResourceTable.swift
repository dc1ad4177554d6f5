public import SyncProtocol

/// Resources: rooms and equipment that may be booked.
public enum ResourceTable {
    /// The table's number for ever.
    public static let id = TableID(25)

    /// The house that it stands in.
    public static let place = ColumnSchema(
        1, "place", .choice(["vestergade-3c", "town-hall", "other"]), required: true,
        default: .text("vestergade-3c"))
    /// The name on the door.
    public static let name = ColumnSchema(2, "name", .text, required: true)
    /// Room or equipment.
    public static let kind = ColumnSchema(
        3, "kind", .choice(["room", "equipment"]), required: true, default: .text("room"))
    /// Seats of a room; NULL for equipment.
    public static let seats = ColumnSchema(4, "seats", .integer)
    /// What is in it, as `EquipmentList` reads it: words between commas.
    public static let equipment = ColumnSchema(5, "equipment", .text)
    /// When it may be used, as `OpeningHours` reads it; NULL: always.
    public static let openingHours = ColumnSchema(6, "opening_hours", .text)
    /// Whether a person must say yes to each booking.
    public static let needsApproval = ColumnSchema(
        7, "needs_approval", .boolean, required: true, default: .integer(0))
    /// Whether it may be booked at all.
    public static let status = ColumnSchema(
        8, "status", .choice(["active", "closed"]), required: true, default: .text("active"))

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "resource", scope: .shared,
        columns: [place, name, kind, seats, equipment, openingHours, needsApproval, status])
}

public import SyncProtocol

/// Check-ins (fremmøde): facts, never edited; one made in error is voided with a reason.
public enum CheckinTable {
    /// The table's number for ever.
    public static let id = TableID(24)

    /// The sign-up that came; NULL for a walk-in.
    public static let signup = ColumnSchema(1, "signup", .row(SignupTable.id), .first)
    /// The name of somebody who came without a sign-up.
    public static let walkIn = ColumnSchema(2, "walk_in", .text, .first, personal: true)
    /// The event.
    public static let event = ColumnSchema(
        3, "event", .row(EventTable.id), .first, required: true)
    /// When the person came through the door.
    public static let at = ColumnSchema(4, "at", .instant, .first, required: true)
    /// Which door.
    public static let door = ColumnSchema(5, "door", .text, .first)
    /// How many persons came.
    public static let partySize = ColumnSchema(
        6, "party_size", .integer, .first, required: true, default: .integer(1))
    /// Why it does not count after all; NULL while it counts.
    public static let voidReason = ColumnSchema(7, "void_reason", .text, .first)
    /// Whether an earlier check-in of the same person counts, and not this one.
    public static let seenAgain = ColumnSchema(
        8, "seen_again", .boolean, .office, required: true, default: .boolean(false))

    /// Sent to whoever holds the event.
    public static let schema = TableSchema(
        id: id, name: "checkin", scope: .row(column: event.id, whenNull: .office),
        columns: [signup, walkIn, event, at, door, partySize, voidReason, seenAgain])
}

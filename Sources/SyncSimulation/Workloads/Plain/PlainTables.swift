public import SyncProtocol

/// Notes: one column a conflict policy, a tree by `parent`, shared or of one group.
public enum NoteTable {
    /// The table's number for ever.
    public static let id = TableID(16)

    /// The later effective time wins.
    public static let latest = ColumnSchema(1, "latest", .integer)
    /// A person settles what collides.
    public static let review = ColumnSchema(2, "review", .integer, .review)
    /// Once set it stays.
    public static let first = ColumnSchema(3, "first", .integer, .first)
    /// How many notes have this one as their parent; the rule `tally` writes it.
    public static let tally = ColumnSchema(
        4, "tally", .integer, .office, required: true, default: .integer(0))
    /// The note that this one hangs under.
    public static let parent = ColumnSchema(5, "parent", .row(id))
    /// The note whose members are sent this one; NULL: everybody is.
    public static let group = ColumnSchema(6, "forum_group", .row(id))
    /// Only from version 2 on.
    public static let extra = ColumnSchema(7, "extra", .integer)

    /// - Parameter version: the schema's.
    public static func schema(version: UInt32) -> TableSchema {
        TableSchema(
            id: id, name: "note", scope: .row(column: group.id, whenNull: .shared),
            columns: [latest, review, first, tally, parent, group] + (version > 1 ? [extra] : []))
    }
}

/// Wishes for one of the numbers 0 to 4, each granted to at most one at a time.
public enum SlotTable {
    /// The table's number for ever.
    public static let id = TableID(17)

    /// The numbers that there are.
    public static let numbers: Range<Int64> = 0..<5

    /// The number wished for.
    public static let number = ColumnSchema(1, "number", .integer, .first, required: true)
    /// Whether it is wished for still.
    public static let wish = ColumnSchema(
        2, "wish", .boolean, required: true, default: .boolean(true))
    /// What the rule `slots` has decided: a `State`.
    public static let state = ColumnSchema(
        3, "state", .integer, .office, required: true, default: State.requested.value)

    /// Where a wish stands.
    public enum State: Int64, Sendable {
        case requested = 0, granted, refused, withdrawn

        /// As the column holds it.
        public var value: Value { .integer(rawValue) }
    }

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "slot", scope: .shared, columns: [number, wish, state])
}

/// Rows for the members of their note only.
public enum SecretTable {
    /// The table's number for ever.
    public static let id = TableID(18)

    /// Whose members are sent it.
    public static let note = ColumnSchema(1, "note", .row(NoteTable.id), required: true)
    /// What is secret.
    public static let value = ColumnSchema(2, "value", .integer)

    /// Sent to whoever holds the note.
    public static let schema = TableSchema(
        id: id, name: "secret", scope: .row(column: note.id, whenNull: .office),
        columns: [note, value])
}

/// A table that only version 2 knows.
public enum MarkTable {
    /// The table's number for ever.
    public static let id = TableID(19)

    /// The note that is marked.
    public static let note = ColumnSchema(1, "note", .row(NoteTable.id), required: true)
    /// How.
    public static let value = ColumnSchema(2, "value", .integer)

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "mark", scope: .shared, columns: [note, value])
}

public import SyncEngine
public import SyncProtocol

/// All tables of the domain. Ids of tables and columns are for ever: new ones are added at the end.
public enum GreenForumSchema {
    /// Grows with every change of a table.
    public static let version: UInt32 = 2

    /// The domain's own tables, in the order of their ids; parents stand before their children.
    public static let tables = [
        ThemeTable.schema, OrganisationTable.schema, ProjectTable.schema, ForumGroupTable.schema,
        MembershipTable.schema, EventTable.schema, AllotmentTable.schema, SignupTable.schema,
        CheckinTable.schema, ResourceTable.schema, BookingTable.schema, SeriesTable.schema,
    ]

    /// The engine's tables and the domain's.
    public static let schema = Schema(version: version, tables: SystemTables.all + tables)
}

extension Row {
    /// NULL for a column that the table does not have; setting one does nothing.
    public subscript(column: ColumnSchema) -> Value {
        get { self[column.id] }
        set { self[column.id] = newValue }
    }
}

extension Cell {
    /// The column's new value.
    public init(_ column: ColumnSchema, _ value: Value) {
        self.init(column.id, value)
    }
}

extension Value {
    /// NULL for `nil`.
    static func optional(_ text: String?) -> Value { text.map(Value.text) ?? .null }

    /// NULL for `nil`.
    static func optional(_ number: Int64?) -> Value { number.map(Value.integer) ?? .null }

    /// NULL for `nil`.
    static func optional(_ row: RowID?) -> Value { row.map(Value.row) ?? .null }
}

public import SyncProtocol

/// Themes (temaer): what projects, groups and events are about.
public enum ThemeTable {
    /// The table's number for ever.
    public static let id = TableID(16)

    /// The theme's name.
    public static let name = ColumnSchema(1, "name", .text, required: true)
    /// The field of the municipality's plans that it belongs to.
    public static let area = ColumnSchema(
        2, "area",
        .choice(["waste", "energy", "transport", "nature", "environment", "other"]),
        required: true, default: .text("other"))

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "theme", scope: .shared, columns: [name, area])
}

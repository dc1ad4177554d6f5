public import GRDB
public import SyncProtocol

/// One theme as the table `theme` holds it, for reading.
public struct ThemeRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "theme"

    /// The row.
    public let id: RowID
    /// The theme's name.
    public let name: String
    /// The field of the municipality's plans that it belongs to.
    public let area: String

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.name = row.text("name") ?? ""
        self.area = row.text("area") ?? ""
    }
}

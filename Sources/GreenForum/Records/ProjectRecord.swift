public import GRDB
public import SyncProtocol

/// One project as the table `project` holds it, for reading.
public struct ProjectRecord: FetchableRecord, TableRecord, Identifiable, Hashable, Sendable {
    /// The SQL name of the table.
    public static let databaseTableName = "project"

    /// The row.
    public let id: RowID
    /// The project's title.
    public let title: String
    /// The theme it works for.
    public let theme: RowID?
    /// Where it stands; the rule `status` knows the legal transitions.
    public let status: String
    /// Who thought of it.
    public let origin: String?
    /// The unit or organisation that answers for it.
    public let owner: String?
    /// What it is about; two people's texts are never mixed or picked by a machine.
    public let description: String?
    /// The first day.
    public let starts: CivilDate?
    /// The last day.
    public let ends: CivilDate?
    /// Expected effect in tonnes of CO2 a year.
    public let co2TonnesPerYear: Double?
    /// What it is part of: GATE21, EU, municipal …
    public let programme: String?
    /// The number in the municipality's case system.
    public let referenceNumber: String?

    /// - Throws: `RecordError` when the row has no id.
    public init(row: GRDB.Row) throws {
        self.id = try row.id()
        self.title = row.text("title") ?? ""
        self.theme = row.rowID("theme")
        self.status = row.text("status") ?? ""
        self.origin = row.text("origin")
        self.owner = row.text("owner")
        self.description = row.text("description")
        self.starts = row.civilDate("starts")
        self.ends = row.civilDate("ends")
        self.co2TonnesPerYear = row.real("co2_tonnes_per_year")
        self.programme = row.text("programme")
        self.referenceNumber = row.text("reference_number")
    }
}

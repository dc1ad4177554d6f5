public import SyncProtocol

/// Projects (projekter).
public enum ProjectTable {
    /// The table's number for ever.
    public static let id = TableID(18)

    /// The project's title.
    public static let title = ColumnSchema(1, "title", .text, required: true)
    /// The theme it works for.
    public static let theme = ColumnSchema(2, "theme", .row(ThemeTable.id))
    /// Where it stands; the rule `status` knows the legal transitions.
    public static let status = ColumnSchema(
        3, "status",
        .choice(["idea", "proposed", "approved", "running", "paused", "done", "dropped"]),
        required: true, default: .text("idea"))
    /// Who thought of it.
    public static let origin = ColumnSchema(
        4, "origin", .choice(["forum", "ambassador", "administration", "partner"]))
    /// The unit or organisation that answers for it.
    public static let owner = ColumnSchema(5, "owner", .text)
    /// What it is about; two people's texts are never mixed or picked by a machine.
    public static let description = ColumnSchema(
        6, "description", .text, .review, byteCountMax: 16_384)
    /// The first day.
    public static let starts = ColumnSchema(7, "starts", .date)
    /// The last day.
    public static let ends = ColumnSchema(8, "ends", .date)
    /// Expected effect in tonnes of CO2 a year.
    public static let co2TonnesPerYear = ColumnSchema(9, "co2_tonnes_per_year", .real, .review)
    /// What it is part of: GATE21, EU, municipal …
    public static let programme = ColumnSchema(10, "programme", .text)
    /// The number in the municipality's case system.
    public static let referenceNumber = ColumnSchema(11, "reference_number", .text)

    /// Shared: every device has them.
    public static let schema = TableSchema(
        id: id, name: "project", scope: .shared,
        columns: [
            title, theme, status, origin, owner, description, starts, ends, co2TonnesPerYear,
            programme, referenceNumber,
        ])
}

public import SyncEngine
public import SyncProtocol

/// A domain of numbers and references only, which costs next to nothing to code: every conflict policy,
/// scopes by assignment, a rule that spans rows, and two versions.
public struct PlainDomain: Domain {
    /// The engine's own tables and those of this domain.
    public let schema: Schema
    /// In the order in which they decide.
    public let rules: [any Rule] = [SlotRule(), TallyRule()]
    /// Who may do what, by role.
    public let access: any AccessPolicy = PlainAccess()

    /// - Parameter version: 1, or 2 with a column and a table more.
    public init(version: UInt32 = 1) {
        let tables = [NoteTable.schema(version: version), SlotTable.schema, SecretTable.schema]
        self.schema = Schema(
            version: version,
            tables: SystemTables.all + tables + (version > 1 ? [MarkTable.schema] : []))
    }
}

/// What a member of the plain domain is.
public enum PlainRole: String, Sendable, CaseIterable {
    /// May do everything.
    case lead
    /// Writes notes, slots, and the secrets of assigned notes.
    case helper
    /// Reads what is shared.
    case reader
}

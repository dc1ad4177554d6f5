public import SyncEngine
public import SyncProtocol

/// The green transition's domain: projects, forum groups, events, sign-ups and bookings, with the rules
/// that people would call fair. Hand it to a replica and to the office alike.
public struct GreenForumDomain: Domain {
    /// The engine's own tables and those of this domain.
    public let schema: Schema
    /// In the order in which they decide.
    public let rules: [any Rule]
    /// Who may do what, by role.
    public let access: any AccessPolicy

    public init() {
        self.schema = GreenForumSchema.schema
        self.rules = GreenForumRules.all
        self.access = RoleAccess()
    }
}

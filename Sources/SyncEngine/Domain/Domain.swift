public import SyncProtocol

/// Everything the engine is told about what people keep: a value that GreenForum, or any other
/// program, supplies to replica and office alike.
public protocol Domain: Sendable {
    /// The engine's own tables (`SystemTables.all`) and the domain's.
    var schema: Schema { get }
    /// Decide in this order; ids are unique.
    var rules: [any Rule] { get }
    /// Who may do what; deny by default.
    var access: any AccessPolicy { get }
}

/// Who acts: a member with a role, through a device.
public struct Actor: Hashable, Sendable {
    public let member: RowID
    public let role: String
    public let device: DeviceID

    public init(member: RowID, role: String, device: DeviceID) {
        self.member = member
        self.role = role
        self.device = device
    }
}

/// Scopes decide what is sent, rights decide what is admitted. Both are computed from the office's rows at
/// that moment, by the same code at the office and, as a prediction, in a replica.
public protocol AccessPolicy: Sendable {
    /// The scopes whose rows this actor is sent at that moment, sorted, without repeats.
    ///
    /// - Parameter now: the office's time: what was assigned for a time begins and ends by it.
    func scopes(
        of actor: Actor, at now: Milliseconds, reading rows: any RowReader
    ) throws -> [Scope]

    /// - Parameters:
    ///   - change: one change of a set.
    ///   - before: the row as it stands, `nil` for an insert.
    ///   - after: the row as it would stand, `nil` for a delete.
    ///   - now: the set's effective time: what was done while the right was held, may stand.
    /// - Returns: `nil` when the actor may do this, else the reason to return the set.
    func refusal(
        of change: Change, before: Row?, after: Row?, by actor: Actor, at now: Milliseconds,
        reading rows: any RowReader
    ) throws -> Reason?
}

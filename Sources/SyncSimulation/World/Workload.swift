public import SyncEngine
public import SyncProtocol
public import SyncReplica

/// What simulated people do.
public protocol Workload: Sendable {
    var domain: any Domain { get }
    /// The roles of the members that the world begins with, one device each. The first prepares.
    var roles: [String] { get }
    /// The rows that a member of this role is assigned to.
    func subjects(of role: String, in rows: (TableID) throws -> [Row]) throws -> [RowID]
    /// What the first member makes before the others join: themes, events, rooms.
    func prepare(_ replica: Replica, chance: Chance) throws
    /// One local transaction of one person. Does nothing when there is nothing to do.
    func act(on replica: Replica, chance: Chance) throws
}

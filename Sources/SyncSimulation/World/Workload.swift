package import SyncEngine
package import SyncProtocol

/// What simulated people keep and do.
///
/// They look at rows and say what to change, so that one workload serves rows in memory and in SQLite.
package protocol Workload: Sendable {
    /// How many versions of the domain's schema there are; each adds to the one before.
    var versions: Int { get }
    /// - Parameter version: 1 ... `versions`.
    func domain(version: Int) -> any Domain
    /// The roles of the world's first members, one device each. The first prepares, and may write the
    /// engine's own tables. Worlds with more replicas begin again from the second.
    var roles: [String] { get }
    /// Those of them, or beside them, that may not do everything: whose device a stranger may have.
    var ordinaryRoles: [String] { get }
    /// What the first member makes before the others join.
    func prepare(
        _ rows: any RowSource, makeRowID: () throws -> RowID, dice: inout SeededRandom
    ) throws -> [Change]
    /// One local transaction of one person; empty when there is nothing to do. Each row at most once.
    func act(
        as role: String, reading rows: any RowSource, makeRowID: () throws -> RowID,
        dice: inout SeededRandom
    ) throws -> [Change]
    /// The rows that a member of this role is assigned to.
    func subjects(of role: String, in rows: (TableID) throws -> [Row]) throws -> [RowID]
}

extension Workload {
    package var ordinaryRoles: [String] { Array(roles.dropFirst()) }

    /// The role of the member whose device has this place in the world.
    func role(of index: Int) -> String {
        index < roles.count || roles.count == 1
            ? roles[index % roles.count] : roles[1 + (index - 1) % (roles.count - 1)]
    }
}

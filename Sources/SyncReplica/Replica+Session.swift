internal import SyncEngine
package import SyncProtocol
internal import SyncSQLite

extension Replica {
    /// One session without a shell: what the simulator drives.
    ///
    /// - Parameter pushLimit: how many segments it has under way at most; as many as always when `nil`.
    package func makeCore(pushLimit: Int? = nil) -> ReplicaCore {
        ReplicaCore(store, pushLimit: pushLimit ?? PushWindow.limitDefault)
    }

    /// The checkpoint that this replica stands at, and where the office stood at the last verdict.
    package func marks() throws -> (cursor: Mark, receipt: Mark) {
        try store.read { (try Standing.cursor($0.db), try Standing.receipt($0.db)) }
    }

    /// The scopes whose rows are here, sorted.
    package func heldScopes() throws -> [Scope] {
        try store.read { try HeldScopes.read($0.db) }
    }
}

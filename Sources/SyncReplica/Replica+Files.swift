package import SyncEngine
package import SyncProtocol
package import SyncSQLite

extension Replica {
    /// As `create` and `open`, on files of any kind; nobody waits for a lock there.
    package convenience init(
        at path: String, on files: any FileSystem, isNew: Bool, domain: any Domain,
        clock: @escaping @Sendable () -> Milliseconds, random: @escaping @Sendable () -> UInt64
    ) throws {
        self.init(
            store: try ReplicaStore(
                path: path, files: files, isNew: isNew, domain: domain,
                lockTimeoutMilliseconds: 0, clock: clock, random: random))
    }
}

internal import SyncEngine
public import SyncProtocol
internal import SyncSQLite

/// What a sync would come to, seen before it: a copy of a replica with the office's rows of now below its pending work.
///
/// The replica itself is not touched and nothing of its work is sent: with rows newer than what its pending work had
/// seen, it would tell the office that it has passed deletions which that work still has to meet. The copy goes when
/// this does; one that a killed process left is removed by the next session.
public final class Preview: Sendable {
    /// The copy. What is written there is lost.
    public let replica: Replica
    /// Whether the office's rows are in it. They are not when the two do not agree on what the office has of this
    /// replica, which only a sync mends.
    public let isCurrent: Bool
    let origin: Replica
    /// No sync meanwhile: pending work stays pending.
    private let lock: FileLock

    fileprivate init(
        of origin: Replica, over connection: any FrameConnection, _ lock: FileLock,
        _ progress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws {
        self.origin = origin
        self.lock = lock
        do {
            replica = try Self.copy(origin)
            let report = try await replica.session(.fetch, over: connection, progress)
            isCurrent = report.checkpoints > 0
        } catch {
            await connection.close()
            Self.removeCopy(of: origin.path)
            throw error
        }
    }

    deinit {
        try? replica.close()
        Self.removeCopy(of: origin.path)
    }

    private static func copy(_ origin: Replica) throws -> Replica {
        let path = copyPath(origin.path)
        PlatformFiles().closeToOthers(path)
        // What other programs wrote is pending work, too.
        try origin.store.write { _ in }
        try origin.store.copy(to: path)
        return try Replica.open(
            at: path, domain: origin.store.domain, clock: origin.store.clock,
            random: origin.store.random)
    }

    private static func copyPath(_ path: String) -> String { path + ".preview" }

    /// Removes the copy of the replica at `path`, if there is one. Call with the lock of its sessions.
    static func removeCopy(of path: String) {
        let files = PlatformFiles()
        let copy = copyPath(path)
        guard files.exists(copy) else { return }
        for ending in ["-wal", "-shm", ".lock", ".open", ""] { files.remove(copy + ending) }
    }
}

extension Replica {
    /// Takes what the office has now into a copy, to see there what a sync would come to.
    ///
    /// - Parameters:
    ///   - connection: to the office, its key verified. It is closed when this returns or throws.
    ///   - progress: called after each frame.
    /// - Throws: as `sync`.
    /// - Complexity: O(size of the file), and what a sync receives.
    public func preview(
        over connection: any FrameConnection,
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> Preview {
        try await Preview(of: self, over: connection, lockSessions(), progress)
    }
}

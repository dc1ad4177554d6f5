internal import SyncEngine
public import SyncProtocol
internal import SyncSQLite

extension Replica {
    /// Exchanges everything with the office: own work up, others' work down, one digest comparison.
    ///
    /// May be cut at any moment: what was acknowledged or staged stays, a later call resumes. One sync per
    /// replica at a time; reads and writes go on meanwhile.
    ///
    /// - Parameters:
    ///   - connection: to the office, its key verified. It is closed when this returns or throws.
    ///   - live: stay connected after the first checkpoint and exchange work as it is made, until the
    ///     task is cancelled (then this returns) or the connection ends (then this throws).
    ///   - progress: called after each frame.
    /// - Throws: `ReplicaError`: `not-joined`, `other-office`, `office-refused`, `syncing` and the file's;
    ///   whatever the connection throws.
    public func sync(
        over connection: any FrameConnection, live: Bool = false,
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> SyncReport {
        let lock = try lockSessions()
        defer { lock.unlock() }
        return try await session(live ? .live : .sync, over: connection, progress)
    }

    /// Only one session a replica at a time, over all processes.
    ///
    /// - Throws: `ReplicaError` `syncing`.
    func lockSessions() throws -> FileLock {
        let lock = try translatingErrors { try FileLock(path: path + ".sync") }
        guard lock.tryLock() else { throw ReplicaError(.syncing, detail: path) }
        Preview.removeCopy(of: path)
        return lock
    }

    /// One session. The connection is closed when this returns or throws.
    func session(
        _ kind: SessionKind, over connection: any FrameConnection,
        _ progress: @escaping @Sendable (SyncProgress) -> Void
    ) async throws -> SyncReport {
        let owner = SessionOwner(store, over: connection, kind, progress: progress)
        let isLive = kind == .live
        do {
            try checkOffice(connection)
            try await exchange(owner, over: connection, live: isLive)
        } catch  where isLive && Task.isCancelled {
            await connection.close()
            return await owner.report
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        return await owner.report
    }

    /// Seals what is pending, so that no connection waits for that: a large import takes a while, and the office
    /// waits only so long for Hello. `sync` seals what is left.
    ///
    /// - Throws: `ReplicaError`: `not-joined` and the file's.
    /// - Complexity: O(pending changes).
    public func seal() throws {
        try store.write { try Sealer(access: $0).sealAll() }
    }

    private func checkOffice(_ connection: any FrameConnection) throws {
        guard let identity = try identity() else { throw ReplicaError(.notJoined) }
        guard connection.peerFingerprint == identity.officeFingerprint else {
            throw ReplicaError(.otherOffice, detail: connection.peerFingerprint.description)
        }
    }

    private func exchange(
        _ owner: SessionOwner, over connection: any FrameConnection, live: Bool
    ) async throws {
        let changes = localChanges.stream()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Self.talk(owner, over: connection) }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(1))
                    if try self.refresh() { try await owner.localChange() }
                    try await owner.tick()
                }
            }
            if live {
                group.addTask {
                    for await _ in changes { try await owner.localChange() }
                    try await Task.sleep(for: .seconds(3_600))
                }
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Says what there is to say, then answers until the session ends. When sending fails, what the office
    /// said before it closed tells why.
    private static func talk(
        _ owner: SessionOwner, over connection: any FrameConnection
    ) async throws {
        var sendingError: (any Error)?
        do {
            try await owner.begin()
        } catch let error as ReplicaError {
            throw error
        } catch {
            sendingError = error
        }
        while true {
            let frame: Frame?
            do {
                frame = try await connection.receive()
            } catch {
                throw sendingError ?? error
            }
            guard let frame else { throw sendingError ?? ReplicaError(.officeClosed) }
            do {
                if try await owner.received(frame) { return }
            } catch let error as ReplicaError {
                throw error
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                guard sendingError == nil else { throw error }
                sendingError = error
            }
        }
    }
}

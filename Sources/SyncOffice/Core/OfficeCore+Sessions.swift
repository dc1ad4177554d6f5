internal import SyncEngine
internal import SyncProtocol

/// Hello: who it is, whether its marks lie in our history, what it may hold.
extension OfficeCore {
    static let version: UInt8 = 1

    func greet(_ hello: Hello, in id: Int, now: Milliseconds) throws -> [OfficeAction] {
        guard let session = sessions[id] else { return [.close] }
        guard hello.versions.contains(Self.version) else { throw Refused(.versionUnsupported) }
        guard hello.deployment == deployment else { throw Refused(.otherDeployment) }
        let (cursor, receipt, isNews, isOld) = try store.read {
            let record = try known(hello.device, session.fingerprint)
            let cursor = try store.confirms(hello.cursor)
            let receipt = try store.confirms(hello.receipt)
            let epochs = try store.epochs()
            let lost = [cursor ? nil : hello.cursor.epoch, receipt ? nil : hello.receipt.epoch]
            let isNews = lost.compactMap { $0 }.filter { epochs.isNews($0) }
            return (cursor, receipt, isNews, try isTooOld(hello, record))
        }
        var agreed = Sequence.zero
        if cursor { agreed = max(agreed, hello.cursor.sequence) }
        if receipt { agreed = max(agreed, hello.receipt.sequence) }
        if let lost = isNews.first {
            try wentBack(lost: lost, agreed: agreed, now: now)
        }
        // A mark that is too old is denied like one of a lost history: the replica reloads its scopes.
        let marksConfirmed = cursor && receipt && !isOld
        update(id) { session in
            session.hello = hello
            session.device = hello.device
            session.helloAt = now
            session.marksConfirmed = marksConfirmed
            session.agreed = agreed
            session.order.greeted(now: now)
        }
        // Its own epoch tells it that this is all, also when the office has opened another since.
        let epoch = cursor && receipt && isOld ? hello.cursor.epoch : nil
        return [.send(.welcome(try welcome(hello.device, marksConfirmed, in: epoch, now: now)))]
    }

    private func welcome(
        _ device: DeviceID, _ marksConfirmed: Bool, in epoch: Epoch?, now: Milliseconds
    ) throws -> Welcome {
        try store.read {
            guard let record = try store.device(device) else { throw Refused(.unknownDevice) }
            let (sequence, _) = try store.head()
            return Welcome(
                version: Self.version, schemaVersion: domain.schema.version,
                epoch: try epoch ?? store.epochs().current, sequence: sequence,
                nextNumber: record.nextNumber, marksConfirmed: marksConfirmed,
                backedUpThrough: try backedUpThrough(), clock: now,
                scopes: try scopes(of: actor(record), at: now))
        }
    }

    /// The office finds that it went back in time: from here on its history has another name.
    func wentBack(lost: Epoch, agreed: Sequence, now: Milliseconds) throws {
        let epoch = Epoch(max(random(), 1))
        let isNew = try store.write {
            guard try store.epochs().isNews(lost) else { return false }
            try store.openEpoch(epoch, lost: lost, agreed: agreed, now: now)
            return true
        }
        guard isNew else { return }
        findings.append(
            Finding(
                .warning, "went-back",
                "The office went back in time, as after restoring a backup. A new epoch was opened; "
                    + "devices give back what was lost at their next sync."))
    }

    // MARK: Who

    /// A device that may speak on this connection.
    ///
    /// - Throws: `Refused`.
    func known(_ device: DeviceID, _ fingerprint: Hash256) throws -> DeviceRecord {
        guard let record = try store.device(device), record.fingerprint == fingerprint else {
            throw Refused(.unknownDevice)
        }
        guard record.revokedAt == nil, try isActive(record.member), try !isRevoked(record.row)
        else {
            throw Refused(.revokedDevice)
        }
        return record
    }

    /// Whether somebody who may has revoked the device in its row, from a replica.
    func isRevoked(_ row: RowID) throws -> Bool {
        try store.row(row, in: SystemTables.device.id)?["revoked_at"].isNull == false
    }

    private func isActive(_ member: RowID) throws -> Bool {
        try store.row(member, in: SystemTables.member.id)?["status"] == .text("active")
    }

    func actor(_ device: DeviceRecord) throws -> Actor {
        let row = try store.row(device.member, in: SystemTables.member.id)
        return Actor(
            member: device.member, role: row?["role"].text ?? "", device: device.device)
    }

    /// The scopes that an actor holds now, sorted, each once.
    func scopes(of actor: Actor, at now: Milliseconds) throws -> [Scope] {
        let all = try domain.access.scopes(of: actor, at: now, reading: store)
        return Array(Set(all).sorted().prefix(Limits.scopesMax))
    }

    func backedUpThrough() throws -> Sequence {
        Sequence(UInt64(bitPattern: try store.meta("backed-up")?.integer ?? 0))
    }

    func update(_ id: Int, _ body: (inout Session) -> Void) {
        guard var session = sessions[id] else { return }
        body(&session)
        sessions[id] = session
    }
}

internal import SyncEngine
public import SyncProtocol

extension Replica {
    /// Joins the office that an invite names: makes the signing key, proves the invite's secret, keeps the
    /// identity. The connection may go on to `sync`.
    ///
    /// May be called again with the same invite when the answer was lost: the same keys are used.
    ///
    /// - Parameters:
    ///   - connection: to the office, its key verified against the invite.
    ///   - deployment: the invite's.
    ///   - secret: the invite's one-time secret, 16 bytes.
    ///   - name: what people call the device; at most 100 bytes.
    ///   - addresses: where the office may be found, best first.
    ///   - patience: how long to wait for the answer; then the connection is closed.
    /// - Throws: `ReplicaError`: `already-joined`, `office-refused`, `office-closed`, `office-silent`; whatever
    ///   the connection throws.
    @discardableResult
    public func enrol(
        over connection: any FrameConnection, deployment: DeploymentID, secret: [UInt8],
        name: String, addresses: [String],
        patience: Duration = .seconds(60)
    ) async throws -> ReplicaIdentity {
        try await withThrowingTaskGroup(of: ReplicaIdentity?.self) { group in
            group.addTask {
                try await self.askToJoin(
                    over: connection, deployment: deployment, secret: secret, name: name,
                    addresses: addresses)
            }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            if let identity = try await group.next() ?? nil { return identity }
            await connection.close()
            throw ReplicaError(.officeSilent)
        }
    }

    private func askToJoin(
        over connection: any FrameConnection, deployment: DeploymentID, secret: [UInt8],
        name: String, addresses: [String]
    ) async throws -> ReplicaIdentity {
        let sent = store.clock()
        try await connection.send([
            try enrolmentFrame(deployment: deployment, secret: secret, name: name)
        ])
        while let frame = try await connection.receive() {
            switch try translatingErrors({ try Message(frame: frame, schema: store.schema) }) {
            case .enrolled(let enrolled):
                return try finishEnrolment(
                    enrolled, deployment: deployment, sent: sent,
                    office: connection.peerFingerprint, addresses: addresses)
            case .refusal(let refusal):
                throw ReplicaError(.refused(refusal))
            case .ping:
                try await connection.send([
                    try translatingErrors { try Message.pong.frame(schema: store.schema) }
                ])
            case .pong, .unknown:
                continue
            case .enrol, .hello, .push, .pull, .reidentify, .digestQuery, .rangeQuery, .welcome,
                .verdicts, .batch, .checkpoint, .reidentified, .digestAnswer, .rangeRows, .goodbye:
                throw ReplicaError(.protocolBroken, detail: "no answer to enrol")
            }
        }
        throw ReplicaError(.officeClosed)
    }

    /// What proves an invite: the first frame of a device that is not enrolled.
    package func enrolmentFrame(
        deployment: DeploymentID, secret: [UInt8], name: String
    ) throws -> Frame {
        let enrol = Enrol(
            versions: ReplicaSession.versions, deployment: deployment, secret: secret,
            signingKey: try signingKeyForEnrolment(), name: name)
        return try translatingErrors { try Message.enrol(enrol).frame(schema: store.schema) }
    }

    /// Keeps the identity that the office gave.
    ///
    /// - Parameter sent: the own wall clock when the first frame was sent.
    package func finishEnrolment(
        _ enrolled: Enrolled, deployment: DeploymentID, sent: Milliseconds, office: Hash256,
        addresses: [String]
    ) throws -> ReplicaIdentity {
        let identity = ReplicaIdentity(
            deployment: deployment, device: enrolled.device, member: enrolled.member,
            role: enrolled.role, memberName: enrolled.memberName, officeFingerprint: office,
            addresses: addresses)
        let offset = ClockOffset(sent: sent, received: store.clock(), office: enrolled.clock)
        try store.write { access in
            try IdentityStore.setIdentity(identity, access.db)
            try Standing.setOffset(offset, access.db)
        }
        return identity
    }

    /// The public key; made once and kept, so that a lost answer can be asked for again.
    private func signingKeyForEnrolment() throws -> [UInt8] {
        try store.write { access in
            guard try IdentityStore.identity(access.db) == nil else {
                throw ReplicaError(.alreadyJoined)
            }
            if let key = try IdentityStore.signingKey(access.db) { return key.publicBytes }
            let key = try SigningKey(random: store.random)
            try IdentityStore.setSigningKey(key, access.db)
            return key.publicBytes
        }
    }

    /// Who this replica is at its office; `nil` until it has joined.
    public func identity() throws -> ReplicaIdentity? {
        try store.read { try IdentityStore.identity($0.db) }
    }

    /// The keys that prove this device to the office's transport, as that wrote them; `nil` before.
    public func transportKeys() throws -> [UInt8]? {
        try store.read { try IdentityStore.transportKeys($0.db) }
    }

    /// Keeps the transport's keys. Call before `enrol`: the office pins them then.
    public func keepTransportKeys(_ bytes: [UInt8]) throws {
        try store.write { try IdentityStore.setTransportKeys(bytes, $0.db) }
    }

    /// The office was found at other addresses.
    public func keepAddresses(_ addresses: [String]) throws {
        try store.write { try IdentityStore.setAddresses(addresses, $0.db) }
    }
}

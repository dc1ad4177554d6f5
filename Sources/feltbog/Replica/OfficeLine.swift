internal import Glibc
internal import SyncProtocol
internal import SyncReplica
internal import SyncTransport

/// The way from this replica to its office: keys, connection, enrolment, sync.
///
/// Only `join` and `sync` come here, so that other commands never start the network's machinery.
struct OfficeLine {
    private let notebook: Notebook

    init(_ notebook: Notebook) {
        self.notebook = notebook
    }

    /// Enrols this replica; the invite's secret is sent only to the machine that holds the office's key.
    func join(_ invite: Invite, deviceName: String) async throws -> ReplicaIdentity {
        guard try notebook.status().identity == nil else {
            throw Failure(.failed, SyncPhrase.alreadyJoined())
        }
        let keys = try keys()
        return try await reaching(invite.addresses) {
            let connection = try await TLSConnector.connect(
                to: invite.addresses, keys: keys, expecting: invite.officeFingerprint)
            do {
                let identity = try await notebook.replica.enrol(
                    over: connection, deployment: invite.deployment, secret: invite.secret,
                    name: deviceName, addresses: invite.addresses)
                await connection.close()
                return identity
            } catch {
                await connection.close()
                throw error
            }
        }
    }

    /// One sync.
    func sync() async throws -> SyncResult {
        let before = try notebook.tally()
        let report = try await meeting(seals: true) {
            try await notebook.replica.sync(over: $0) { draw($0) }
        }
        return SyncResult(report: report, before: before, after: try notebook.tally())
    }

    /// What the office has now, below what is pending here, in a copy.
    func preview() async throws -> Preview {
        try await meeting(seals: false) {
            try await notebook.replica.preview(over: $0) { draw($0) }
        }
    }

    /// Stays connected until the task is cancelled or the connection ends.
    ///
    /// - Parameter current: called when the replica has caught up.
    func stayLive(_ current: @escaping @Sendable () -> Void) async throws {
        let before = try notebook.tally()
        let report = try await meeting(seals: true) { connection in
            try await notebook.replica.sync(over: connection, live: true) { progress in
                draw(progress)
                if progress.isCurrent { current() }
            }
        }
        try notebook.tell(
            SyncResult(report: report, before: before, after: try notebook.tally()))
    }

    /// Connects with the own office.
    ///
    /// - Parameter seals: seal what is pending before, so that the office does not wait for it.
    private func meeting<T>(
        seals: Bool, _ body: (any FrameConnection) async throws -> T
    ) async throws -> T {
        guard let identity = try notebook.status().identity else {
            throw Failure(.failed, SyncPhrase.notJoined())
        }
        let keys = try keys()
        Console.progress(SyncPhrase.connecting(identity.addresses.first ?? ""))
        defer { Console.progressDone() }
        return try await reaching(identity.addresses) {
            if seals { try notebook.replica.seal() }
            return try await body(
                TLSConnector.connect(
                    to: identity.addresses, keys: keys, expecting: identity.officeFingerprint))
        }
    }

    /// Draws how far a sync has come.
    func draw(_ progress: SyncProgress) {
        guard Console.showsProgress else { return }
        Console.progress(
            SyncPhrase.progress(
                ByteCount.text(progress.bytesSent), ByteCount.text(progress.bytesReceived),
                String(progress.rowsReceived)))
    }

    /// The replica's own keys, made when first needed.
    func keys() throws -> TransportKeys {
        if let stored = try notebook.replica.transportKeys() {
            return try TransportKeys(serialized: stored)
        }
        let made = try TransportKeys.generate()
        try notebook.replica.keepTransportKeys(made.serialized)
        return made
    }

    /// Runs `body` and turns what the network and the office say into sentences and exit codes.
    private func reaching<T>(
        _ addresses: [String], _ body: () async throws -> T
    ) async throws -> T {
        do {
            return try await body()
        } catch let error as TransportError {
            throw Self.failure(error, addresses)
        } catch let error as ReplicaError {
            throw Self.failure(error, notebook.path)
        }
    }

    static func failure(_ error: TransportError, _ addresses: [String]) -> Failure {
        switch error.code {
        case .wrongFingerprint: Failure(.refused, SyncPhrase.wrongOffice())
        case .unreachable:
            Failure(.officeUnreachable, SyncPhrase.unreachable(addresses.joined(separator: ", ")))
        case .refused: Failure(.officeUnreachable, SyncPhrase.refused(error.code.rawValue))
        default: Failure(.officeUnreachable, SyncPhrase.brokenOff(error.code.rawValue))
        }
    }

    static func failure(_ error: ReplicaError, _ path: String) -> Failure {
        switch error.code {
        case .officeRefused: refusal(error.refusal)
        case .otherOffice: Failure(.refused, SyncPhrase.wrongOffice())
        case .officeSilent, .officeClosed, .protocolBroken:
            Failure(.officeUnreachable, SyncPhrase.brokenOff(error.code.rawValue))
        case .versionUnsupported: Failure(.failed, SyncPhrase.otherVersion(error.detail))
        default: Ending.failure(error, path)
        }
    }

    private static func refusal(_ refusal: Refusal?) -> Failure {
        guard let refusal else { return Failure(.refused, SyncPhrase.refused("?")) }
        return switch refusal.code {
        case .inviteSpent: Failure(.refused, SyncPhrase.inviteSpent())
        case .inviteUnknown: Failure(.refused, SyncPhrase.inviteUnknown())
        case .inviteExpired: Failure(.refused, SyncPhrase.inviteExpired())
        case .unknownDevice: Failure(.refused, SyncPhrase.unknownDevice())
        case .revokedDevice: Failure(.refused, SyncPhrase.revoked())
        case .busy, .officeFault, .shuttingDown: Failure(.officeUnreachable, SyncPhrase.busy())
        case .versionUnsupported: Failure(.failed, SyncPhrase.otherVersion(refusal.detail))
        case .otherDeployment, .malformed, .badSignature, .limitExceeded, .outOfOrder:
            Failure(.refused, SyncPhrase.refused(refusal.code.rawValue))
        }
    }
}

/// What this machine calls itself.
func hostName() -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "feltbog" }
    let name = String(
        decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return name.isEmpty ? "feltbog" : String(name.prefix(60))
}

/// Sizes as people read them.
enum ByteCount {
    static func text(_ count: Int) -> String {
        if count < 10_000 { return "\(count) B" }
        if count < 10_000_000 { return "\((count + 500) / 1000) kB" }
        return "\((count + 500_000) / 1_000_000) MB"
    }
}

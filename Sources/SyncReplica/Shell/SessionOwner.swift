internal import SyncEngine
internal import SyncProtocol

/// Owns one session's core and the sending half of its connection: events come from several tasks, frames
/// leave in the order in which they were decided.
actor SessionOwner {
    private let core: ReplicaCore
    private let connection: any FrameConnection
    private let kind: SessionKind
    private let progress: @Sendable (SyncProgress) -> Void
    private var outgoing: [Frame] = []
    private var isSending = false
    private var wasResting = false

    init(
        _ store: ReplicaStore, over connection: any FrameConnection, _ kind: SessionKind,
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) {
        self.core = ReplicaCore(store)
        self.connection = connection
        self.kind = kind
        self.progress = progress
    }

    var report: SyncReport { core.report }

    func begin() async throws {
        try await send(try core.begin(kind))
    }

    /// - Returns: whether the session has ended in good order.
    func received(_ frame: Frame) async throws -> Bool {
        try await send(try core.received(frame))
        if let failure = core.failure { throw ReplicaError(failure) }
        if kind == .live, core.isResting, !wasResting {
            try await send(try core.localChange())
        }
        wasResting = core.isResting
        tell()
        return core.isFinished
    }

    func localChange() async throws {
        guard kind == .live else { return }
        try await send(try core.localChange())
        wasResting = core.isResting
    }

    func tick() async throws {
        try await send(try core.tick())
        if let failure = core.failure { throw ReplicaError(failure) }
    }

    private func send(_ frames: [Frame]) async throws {
        outgoing += frames
        guard !isSending else { return }
        isSending = true
        defer { isSending = false }
        while !outgoing.isEmpty {
            let frames = outgoing
            outgoing = []
            try await connection.send(frames)
        }
    }

    private func tell() {
        let report = core.report
        progress(
            SyncProgress(
                bytesSent: report.bytesSent, bytesReceived: report.bytesReceived,
                setsSent: report.setsSent, rowsReceived: report.rowsReceived,
                isCurrent: report.checkpoints > 0))
    }
}

extension ReplicaError {
    init(_ failure: SessionFailure) {
        switch failure {
        case .refused(let refusal):
            self.init(
                .officeRefused, detail: "\(refusal.code.rawValue) \(refusal.detail)",
                refusal: refusal)
        case .outOfOrder(let detail): self.init(.protocolBroken, detail: detail)
        case .versionUnsupported: self.init(.versionUnsupported)
        case .silent: self.init(.officeSilent)
        case .closedEarly: self.init(.officeClosed)
        }
    }
}

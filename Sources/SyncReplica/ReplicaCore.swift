internal import GRDB
package import SyncEngine
package import SyncProtocol
internal import SyncSQLite

/// One session with the office, synchronously: frames in, frames out, every promise on disk in between.
///
/// Read this first: it is the table of contents of the protocol as a replica lives it. `ReplicaSession`
/// decides; each action it orders is one call here. The shell only carries frames.
package final class ReplicaCore {
    private let store: ReplicaStore
    private let pushLimit: Int
    private var session = ReplicaSession()
    private var kind = SessionKind.sync
    package private(set) var report = SyncReport()
    /// Why the session ended before its time.
    package private(set) var failure: SessionFailure?
    package private(set) var isFinished = false

    private var outgoing: [Frame] = []
    private var current: Frame?
    private var helloAt: Milliseconds = 0
    /// While reconciling, the last verdict's receipt waits here until the checkpoint is applied. Without one an
    /// earlier session had them all, and the checkpoint is the receipt: the old one names what was lost.
    private var heldReceipt: Mark?
    /// Whether marks were denied because the office went back in time, and not because they are older than the
    /// deletions that it remembers: the epoch tells.
    private var isRestored = false
    /// Sets before this number are only offered to see that the office has them.
    private var offeredFrom = ChangeNumber.first
    private var checkpoint: Checkpoint?
    /// Staged batches of this session that need not be decoded again.
    private var decoded: [Int64: Batch] = [:]
    private var currentBatch: Batch?
    private var decodedRows = 0
    private static let decodedRowsMax = 50_000

    init(_ store: ReplicaStore, pushLimit: Int = PushWindow.limitDefault) {
        self.store = store
        self.pushLimit = pushLimit
    }

    // MARK: What the shell calls

    /// The connection stands: seal what is pending, unless it is not to be sent, and say everything at once.
    package func begin(_ kind: SessionKind) throws -> [Frame] {
        self.kind = kind
        let start = try store.write { access in
            if kind != .fetch { try Sealer(access: access).sealAll() }
            return try self.start(access)
        }
        helloAt = start.hello.clock
        return try run(session.connected(start, now: store.clock()))
    }

    /// A frame came.
    package func received(_ frame: Frame) throws -> [Frame] {
        report.bytesReceived += frame.byteCount
        let message = try translatingErrors { try Message(frame: frame, schema: store.schema) }
        current = frame
        if case .batch(let batch) = message { currentBatch = batch }
        defer {
            current = nil
            currentBatch = nil
        }
        return try run(session.received(message, now: store.clock()))
    }

    /// Local work was written while the session lives.
    package func localChange() throws -> [Frame] {
        guard isResting else { return [] }
        return try run(session.localChangeSealed(try sealNew()))
    }

    /// Seals what is pending.
    ///
    /// - Returns: the new segments.
    private func sealNew() throws -> [SegmentRange] {
        try store.write { access in
            let before = try Standing.nextNumber(access.db)
            try Sealer(access: access).sealAll()
            let device = try IdentityStore.device(access.db)
            return try SegmentStore.retained(device, from: before, access.db) ?? []
        }
    }

    /// Time has passed.
    package func tick() throws -> [Frame] {
        try run(session.deadlineReached(now: store.clock()))
    }

    /// Everything asked for has come; the connection stays for what comes next.
    package var isResting: Bool { session.isResting }

    // MARK: What the session orders

    private func run(_ actions: [SessionAction]) throws -> [Frame] {
        var queue = actions[...]
        while let action = queue.popFirst() {
            queue.append(contentsOf: try perform(action))
        }
        defer { outgoing = [] }
        report.bytesSent += outgoing.reduce(0) { $0 + $1.byteCount }
        return outgoing
    }

    private func perform(_ action: SessionAction) throws -> [SessionAction] {
        switch action {
        case .send(let message): try send(message)
        case .push(let segment): try push(segment)
        case .recordWelcome(let welcome): try record(welcome)
        case .recordVerdicts(let verdicts, let isReconciling):
            try record(verdicts, isReconciling: isReconciling)
        case .discardStaging: try discardStaging()
        case .stage(let through): try stage(through)
        case .apply(let checkpoint, let isReconciling, let mustAgree):
            return try apply(checkpoint, isReconciling: isReconciling, mustAgree: mustAgree)
        case .offerRetained(let number, let isWhole):
            return try offer(from: number, isWhole: isWhole)
        case .reidentify: return try makeSigningKey()
        case .adopt(let device, let number): return try adopt(device, from: number)
        case .divide(let scope, let range):
            let ranges = try store.read { try RangeRepair(access: $0).divide(scope, range) }
            return session.dividedRange(scope, ranges)
        case .compare(let answer, let ranges):
            let differing = try store.read { try RangeRepair(access: $0).compare(answer, ranges) }
            return session.compared(answer.scope, differing: differing)
        case .repair(let rows):
            report.repaired += try store.write { try RangeRepair(access: $0).replace(rows) }
        case .verify: try verify()
        case .finish: isFinished = true
        case .fail(let failure): self.failure = failure
        }
        return []
    }

    private func start(_ access: Access) throws -> SessionStart {
        let db = access.db
        guard let identity = try IdentityStore.identity(db) else {
            throw ReplicaError(.notJoined)
        }
        let segments = try SegmentStore.undecided(identity.device, db)
        let numbersEnd = try Standing.nextNumber(db)
        let hello = Hello(
            versions: ReplicaSession.versions, deployment: identity.deployment,
            device: identity.device, schemaVersion: access.schema.version,
            cursor: try Standing.cursor(db), receipt: try Standing.receipt(db),
            nextNumber: segments.first?.first ?? numbersEnd,
            lastSegment: try SegmentStore.lastDecided(identity.device, db),
            scopes: try HeldScopes.read(db), clock: store.clock())
        return SessionStart(
            hello: hello, segments: segments, numbersEnd: numbersEnd,
            stagedThrough: try Staging.through(db), stagedEpoch: try Standing.welcomedEpoch(db),
            kind: kind, pushLimit: pushLimit)
    }

    private func send(_ message: Message) throws {
        outgoing.append(try translatingErrors { try message.frame(schema: store.schema) })
    }

    private func push(_ segment: SegmentRange) throws {
        let bytes = try store.read { access in
            let device = try IdentityStore.device(access.db)
            let key = try IdentityStore.signingKey(access.db)
            return try SegmentStore.bytes(device, first: segment.first, signedBy: key, access.db)
        }
        guard let bytes else {
            throw ReplicaError(.damaged, detail: "segment \(segment.first.rawValue)")
        }
        report.setsSent += segment.count
        try send(.push(Push(segment: bytes)))
    }

    private func record(_ welcome: Welcome) throws {
        let offset = ClockOffset(sent: helloAt, received: store.clock(), office: welcome.clock)
        report.clockOffset = offset.milliseconds
        report.officeIsNewer = welcome.schemaVersion > store.schema.version
        try store.write { access in
            offeredFrom = welcome.marksConfirmed ? .first : welcome.nextNumber
            let isOther = try Standing.cursor(access.db).epoch != welcome.epoch
            isRestored = !welcome.marksConfirmed && isOther
            try Standing.setOffset(offset, access.db)
            try Standing.setOfficeTime(welcome.clock, access.db)
            try Standing.setWelcomedEpoch(welcome.epoch, access.db)
            if welcome.marksConfirmed {
                try Standing.setBackedUpThrough(welcome.backedUpThrough, access.db)
            }
        }
        if isRestored { report.epochChanged = true }
    }

    private func record(_ verdicts: Verdicts, isReconciling: Bool) throws {
        try store.write { access in
            try VerdictRecorder(access: access).record(
                verdicts, isRestored: isReconciling && isRestored)
        }
        if isReconciling { heldReceipt = verdicts.receipt }
        report.count(verdicts, from: offeredFrom)
    }

    private func discardStaging() throws {
        forgetDecoded()
        try store.write { try Staging.clear($0.db) }
    }

    private func forgetDecoded() {
        decoded = [:]
        decodedRows = 0
    }

    private func stage(_ through: Sequence) throws {
        guard let frame = current else { preconditionFailure("no frame to stage") }
        let place = try store.write { access in
            try Staging.add(frame, through: through, access.db)
            return access.db.lastInsertedRowID
        }
        let rows = currentBatch?.rows.count ?? 0
        report.rowsReceived += rows
        guard decodedRows + rows <= Self.decodedRowsMax else { return }
        decodedRows += rows
        decoded[place] = currentBatch
    }

    private func apply(
        _ checkpoint: Checkpoint, isReconciling: Bool, mustAgree: Bool
    ) throws -> [SessionAction] {
        let receipt = isReconciling ? heldReceipt ?? checkpoint.mark : nil
        let result: CheckpointApplication.Result
        do {
            result = try store.write { access in
                try CheckpointApplication(
                    access: access, checkpoint: checkpoint, isReconciling: isReconciling,
                    keepsUnseen: isRestored, mustAgree: mustAgree
                ).run(receipt: receipt) { body in
                    try Staging.forEach(access.db, schema: store.schema, known: decoded, body)
                }
            }
        } catch let error
            where error is CheckpointApplication.Disagreement || error is Staging.Unreadable
        {
            return session.rejectedCheckpoint()
        }
        forgetDecoded()
        if isReconciling { heldReceipt = nil }
        self.checkpoint = checkpoint
        report.kept += result.kept
        report.checkpoints += 1
        report.cursor = checkpoint.mark
        let mismatches = report.officeIsNewer ? [] : result.mismatches
        report.scopesDiffering = mismatches.count
        let sendsAgain = result.madeAgain > 0 && kind != .fetch
        let again = sendsAgain ? session.localChangeSealed(try sealNew()) : []
        return again + session.appliedCheckpoint(checkpoint.mark, mismatches: mismatches)
    }

    private func offer(from number: ChangeNumber, isWhole: Bool) throws -> [SessionAction] {
        let segments: [SegmentRange]? = try store.write { access in
            let device = try IdentityStore.device(access.db)
            let rest = try SegmentStore.retained(device, from: number, access.db)
            if rest != nil, isWhole { return try SegmentStore.retained(device, access.db) }
            if rest != nil { try VerdictRecorder(access: access).forget(from: number) }
            return rest
        }
        guard let segments else { return session.cannotOffer() }
        return session.offered(segments)
    }

    private func makeSigningKey() throws -> [SessionAction] {
        let key = try SigningKey(random: store.random)
        try store.write { try IdentityStore.setNextSigningKey(key, $0.db) }
        return session.madeSigningKey(key.publicBytes)
    }

    private func adopt(_ device: DeviceID, from number: ChangeNumber?) throws -> [SessionAction] {
        report.reidentified = true
        offeredFrom = .first
        let segments = try store.write { access in
            try Renumbering(access: access).adopt(device, from: number)
            try Sealer(access: access).sealAll()
            return try SegmentStore.undecided(device, access.db)
        }
        return session.offered(segments)
    }

    /// Rows that changed at the office since the checkpoint may differ still: only what the checkpoint's own
    /// digests say counts, and the next checkpoint compares again.
    private func verify() throws {
        guard let checkpoint else { return }
        let mismatches = try store.read { access in
            try ScopeDigests(access.db).mismatches(with: checkpoint)
        }
        report.scopesDiffering = mismatches.count
    }
}

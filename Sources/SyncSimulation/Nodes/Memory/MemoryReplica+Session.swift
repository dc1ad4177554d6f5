internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// Each action that a `ReplicaSession` orders is one transaction on `state`, as in `ReplicaCore`.
extension MemoryReplica {
    func sessionStart(isLive: Bool) throws -> SessionStart {
        guard let deployment = state.deployment else { throw ReplicaError(.notJoined) }
        let segments = state.undecidedSegments
        let hello = Hello(
            versions: ReplicaSession.versions, deployment: deployment, device: state.device,
            schemaVersion: state.schema.version, cursor: state.cursor, receipt: state.receipt,
            nextNumber: segments.first?.first ?? state.nextNumber,
            lastSegment: state.lastDecidedSegment, scopes: state.heldScopes, clock: clock())
        return SessionStart(
            hello: hello, segments: segments, numbersEnd: state.nextNumber,
            stagedThrough: state.staged.last?.through, stagedEpoch: state.welcomedEpoch,
            kind: isLive ? .live : .sync, pushLimit: pushLimit)
    }

    func run(_ actions: [SessionAction], _ session: MemorySession) throws -> [Parcel] {
        var parcels: [Parcel] = []
        var queue = actions[...]
        while let action = queue.popFirst() {
            queue += try perform(action, session, &parcels)
        }
        session.arriving = nil
        return parcels
    }

    private func perform(
        _ action: SessionAction, _ session: MemorySession, _ parcels: inout [Parcel]
    ) throws -> [SessionAction] {
        switch action {
        case .send(let message): parcels.append(.message(message))
        case .push(let segment): try push(segment, session, &parcels)
        case .recordWelcome(let welcome): record(welcome, session)
        case .recordVerdicts(let verdicts, let isReconciling):
            record(verdicts, isReconciling: isReconciling, session)
        case .discardStaging: state.staged = []
        case .stage:
            guard let batch = session.arriving else { preconditionFailure("no batch to stage") }
            state.staged.append(batch)
            session.report.rowsReceived += batch.rows.count
        case .apply(let checkpoint, let isReconciling, let mustAgree):
            return try apply(
                checkpoint, isReconciling: isReconciling, mustAgree: mustAgree, session)
        case .offerRetained(let number, let isWhole):
            guard let segments = state.retainedSegments(from: number) else {
                return session.session.cannotOffer()
            }
            if isWhole { return session.session.offered(state.retainedSegments) }
            state.forgetVerdicts(from: number)
            return session.session.offered(segments)
        case .reidentify:
            let key = makeKey()
            state.nextSigningKey = key
            return session.session.madeSigningKey(key)
        case .adopt(let device, let number):
            session.report.reidentified = true
            session.offeredFrom = .first
            try state.adopt(device, from: number)
            try state.sealAll(at: clock())
            return session.session.offered(state.undecidedSegments)
        case .divide(let scope, let range):
            return session.session.dividedRange(scope, state.divide(scope, range))
        case .compare(let answer, let ranges):
            return session.session.compared(
                answer.scope, differing: state.compare(answer, ranges))
        case .repair(let rows): session.report.repaired += state.replace(rows)
        case .verify:
            guard let checkpoint = session.checkpoint else { break }
            session.report.scopesDiffering = state.mismatches(with: checkpoint).count
        case .finish: session.isFinished = true
        case .fail(let failure): session.failure = failure
        }
        return []
    }

    private func push(
        _ segment: SegmentRange, _ session: MemorySession, _ parcels: inout [Parcel]
    ) throws {
        guard let bytes = state.segmentBytes(first: segment.first) else {
            throw ReplicaError(.damaged, detail: "no segment \(segment.first.rawValue)")
        }
        session.report.setsSent += segment.count
        parcels.append(.message(.push(Push(segment: bytes))))
    }

    private func record(_ welcome: Welcome, _ session: MemorySession) {
        let offset = ClockOffset(
            sent: session.helloAt, received: clock(), office: welcome.clock)
        session.report.clockOffset = offset.milliseconds
        session.report.officeIsNewer = welcome.schemaVersion > state.schema.version
        session.isRestored = !welcome.marksConfirmed && state.cursor.epoch != welcome.epoch
        if session.isRestored { session.report.epochChanged = true }
        state.offset = offset
        session.offeredFrom = welcome.marksConfirmed ? .first : welcome.nextNumber
        state.officeTime = welcome.clock
        state.welcomedEpoch = welcome.epoch
        if welcome.marksConfirmed { state.backedUpThrough = welcome.backedUpThrough }
    }

    private func record(
        _ verdicts: Verdicts, isReconciling: Bool, _ session: MemorySession
    ) {
        let isRestored = isReconciling && session.isRestored
        state.record(verdicts, isRestored: isRestored)
        if isReconciling { session.heldReceipt = verdicts.receipt }
        if !isRestored, !verdicts.verdicts.isEmpty { state.receipt = verdicts.receipt }
        session.report.count(verdicts, from: session.offeredFrom)
    }

    private func apply(
        _ checkpoint: Checkpoint, isReconciling: Bool, mustAgree: Bool, _ session: MemorySession
    ) throws -> [SessionAction] {
        let before = mustAgree ? state : nil
        let applied = try state.apply(
            checkpoint, isReconciling: isReconciling, keepsUnseen: session.isRestored,
            receipt: isReconciling ? session.heldReceipt ?? checkpoint.mark : nil, at: clock())
        let mismatches = session.report.officeIsNewer ? [] : applied.mismatches
        if let before, !mismatches.isEmpty {
            state = before
            return session.session.rejectedCheckpoint()
        }
        if isReconciling { session.heldReceipt = nil }
        session.checkpoint = checkpoint
        session.report.kept += applied.kept
        session.report.checkpoints += 1
        session.report.cursor = checkpoint.mark
        session.report.scopesDiffering = mismatches.count
        var again: [SessionAction] = []
        if applied.madeAgain > 0 {
            let before = state.nextNumber
            try state.sealAll(at: clock())
            again = session.session.localChangeSealed(
                state.retainedSegments(from: before) ?? [])
        }
        return again
            + session.session.appliedCheckpoint(checkpoint.mark, mismatches: mismatches)
    }
}

package import SyncEngine
package import SyncProtocol
package import SyncReplica

/// A replica without files and bytes: the engine's `ReplicaSession` over rows as Swift values.
///
/// It does what `ReplicaCore` does, transaction by transaction: each changes `state`, the disk, at once and
/// for good, so a crash between two of them loses what the process knew and nothing else.
package final class MemoryReplica: ReplicaNode {
    var state: MemoryState
    private var domain: any Domain
    let clock: () -> Milliseconds
    private let random: () -> UInt64
    let pushLimit: Int
    private var enrolmentSentAt: Milliseconds = 0
    /// The last reading of the clock of row ids that this process gave out.
    private var given: Timestamp?
    /// The current or last session.
    private var session = MemorySession()
    private var isConnected = false

    /// - Parameters:
    ///   - clock: the device's wall clock, Unix milliseconds.
    ///   - random: 64 bits.
    ///   - pushLimit: how many segments it has under way at most.
    package init(
        domain: any Domain, clock: @escaping () -> Milliseconds, random: @escaping () -> UInt64,
        pushLimit: Int = PushWindow.limitDefault
    ) {
        self.domain = domain
        self.clock = clock
        self.random = random
        self.pushLimit = pushLimit
        self.state = MemoryState(schema: domain.schema, device: DeviceID(random: random()))
    }

    // MARK: Life

    /// Every transaction is on disk when it ends, so that all losses are alike here.
    package func restart(_ loss: Loss, domain: (any Domain)?) throws {
        disconnected()
        if let domain { self.domain = domain }
        try open()
    }

    package func image() -> NodeImage { NodeImage(state) }

    package func restore(_ image: NodeImage) throws {
        guard let content = image.content as? MemoryState else {
            throw ReplicaError(.foreignFile)
        }
        disconnected()
        state = content
        try open()
    }

    private func open() throws {
        given = nil
        let schema = domain.schema
        guard schema != state.schema else { return }
        guard schema.version >= state.schema.version else { throw ReplicaError(.newerSchema) }
        state.upgrade(to: schema)
    }

    // MARK: Joining

    package func enrolment(
        deployment: DeploymentID, secret: [UInt8], name: String
    ) throws -> Parcel {
        guard state.deployment == nil else { throw ReplicaError(.alreadyJoined) }
        enrolmentSentAt = clock()
        let key = state.signingKey ?? makeKey()
        state.signingKey = key
        return .message(
            .enrol(
                Enrol(
                    versions: ReplicaSession.versions, deployment: deployment, secret: secret,
                    signingKey: key, name: name)))
    }

    package func finishEnrolment(_ enrolled: Enrolled, deployment: DeploymentID) {
        state.deployment = deployment
        state.device = enrolled.device
        state.offset = ClockOffset(
            sent: enrolmentSentAt, received: clock(), office: enrolled.clock)
    }

    /// 32 bytes.
    func makeKey() -> [UInt8] {
        (0..<4).flatMap { _ in
            let word = random()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
    }

    // MARK: Work

    package func write(
        _ body: (any RowSource, _ makeRowID: () throws -> RowID) throws -> [Change]
    ) throws -> Int64? {
        let wall = clock()
        var rowClock = HybridClock(last: state.clock, isOwn: given == state.clock)
        let (offset, device, random) = (state.offset, state.device, self.random)
        let changes = try body(MemoryRowSource(state: state)) {
            let time = rowClock.reading(wall: offset.corrected(wall), draw: random)
            given = time
            return RowID(timestamp: time, device: device)
        }
        let entry = try state.write(changes, at: wall)
        state.clock = rowClock.last
        return entry
    }

    package func retry(_ entry: Int64) throws -> [Int64] {
        try state.retry(entry, at: clock())
    }

    package func discard(_ entry: Int64) throws {
        try state.discard(entry)
    }

    // MARK: One session at a time

    package func connected(isLive: Bool) throws -> [Parcel] {
        session = MemorySession()
        isConnected = true
        try state.sealAll(at: clock())
        let start = try sessionStart(isLive: isLive)
        session.helloAt = start.hello.clock
        return try run(session.session.connected(start, now: clock()), session)
    }

    package func received(_ parcel: Parcel) throws -> [Parcel] {
        guard isConnected else { return [] }
        let message = try parcel.message(state.schema)
        if case .batch(let batch) = message { session.arriving = batch }
        return try run(session.session.received(message, now: clock()), session)
    }

    package func localChange() throws -> [Parcel] {
        guard isResting else { return [] }
        let before = state.nextNumber
        try state.sealAll(at: clock())
        let segments = state.retainedSegments(from: before) ?? []
        return try run(session.session.localChangeSealed(segments), session)
    }

    package func tick() throws -> [Parcel] {
        guard isConnected else { return [] }
        return try run(session.session.deadlineReached(now: clock()), session)
    }

    package func disconnected() { isConnected = false }

    package var isFinished: Bool { session.isFinished }

    package var isResting: Bool { isConnected && session.session.isResting }

    package var failure: SessionFailure? { session.failure }

    package var report: SyncReport { session.report }
}

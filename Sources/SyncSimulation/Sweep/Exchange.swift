internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// Sessions of a sweep: frames one after another, nothing lost but with a process that is gone.
struct Exchange {
    private let stage: SweepStage
    /// More frames or pages than any session of a sweep needs: it goes round and round.
    private static let stepsMax = 20_000

    init(_ stage: SweepStage) {
        self.stage = stage
    }

    enum End {
        case finished(SyncReport)
        case failed(SessionFailure)
        case cut
    }

    /// One session.
    ///
    /// - Parameters:
    ///   - losesAnswers: whether all that the office says is lost on the way.
    ///   - batchesMax: the line is cut when this many batches have come.
    func sync(
        _ index: Int, losesAnswers: Bool = false, batchesMax: Int = .max
    ) throws -> End {
        stage.time.move(to: stage.time.now + 1_000)
        let node = try stage.node(index)
        let office = try stage.office
        let session = office.core.connected(stage.fingerprint(index), now: stage.time.now)
        defer { office.core.disconnected(session) }
        var up = try node.connected(isLive: false)
        var down: [Frame] = []
        var (steps, batches) = (0, 0)
        while !node.isFinished, node.failure == nil {
            steps += 1
            try Self.expectEnd(after: steps)
            if stage.disks[index].isDown || stage.officeDisk.isDown { return .cut }
            if !up.isEmpty {
                let parcel = up.removeFirst()
                let answers = try hear([(session, parcel)])
                if !losesAnswers, !stage.officeDisk.isDown { down += answers }
            } else if !down.isEmpty {
                let frame = down.removeFirst()
                if batchesMax < .max, try isBatch(frame) { batches += 1 }
                if batches > batchesMax { return .cut }
                up += try node.received(.frame(frame))
            } else {
                return .cut
            }
            stage.time.move(to: stage.time.now + 20)
        }
        if let failure = node.failure { return .failed(failure) }
        return .finished(node.report)
    }

    private func isBatch(_ frame: Frame) throws -> Bool {
        let message = try Message(frame: frame, schema: stage.officeSchema)
        guard case .batch = message else { return false }
        return true
    }

    private static func expectEnd(after steps: Int) throws {
        guard steps > stepsMax else { return }
        throw Violation("liveness", "a session goes round and round", kind: .liveness)
    }

    /// Sends and gives the answers to `listen`, without a replica's session.
    func talk(_ index: Int, _ parcels: [Parcel], _ listen: (Frame) -> Void) throws {
        let office = try stage.office
        let session = office.core.connected(stage.fingerprint(index), now: stage.time.now)
        defer { office.core.disconnected(session) }
        for parcel in parcels {
            let answers = try hear([(session, parcel)])
            if !stage.officeDisk.isDown { answers.forEach(listen) }
        }
    }

    /// The sessions of several replicas at once, as far as their pushes, which share one commit.
    func pushTogether(_ indices: [Int]) throws {
        let office = try stage.office
        var heard: [(Int, Parcel)] = []
        var sessions: [Int] = []
        for index in indices {
            let session = office.core.connected(stage.fingerprint(index), now: stage.time.now)
            sessions.append(session)
            heard += try stage.node(index).connected(isLive: false).map { (session, $0) }
        }
        _ = try hear(heard)
        sessions.forEach(office.core.disconnected)
    }

    /// The office hears messages; pushes among them are judged together, at last.
    private func hear(_ parcels: [(session: Int, parcel: Parcel)]) throws -> [Frame] {
        let core = try stage.office.core
        let schema = stage.officeSchema
        var frames: [Frame] = []
        var pushes: [(session: Int, push: Push)] = []
        var pages = 0
        func carryOut(_ actions: [OfficeAction], _ session: Int) throws {
            var rest = actions[...]
            while let action = rest.popFirst() {
                switch action {
                case .send(let message): frames.append(try message.frame(schema: schema))
                case .sendFrame(let frame): frames.append(frame)
                case .judge(let push): pushes.append((session, push))
                case .continueFeed:
                    pages += 1
                    try Self.expectEnd(after: pages)
                    rest = core.nextPage(in: session, now: stage.time.now) + rest
                case .close: return
                }
            }
        }
        for (session, parcel) in parcels {
            let message = try parcel.message(schema)
            try carryOut(
                core.received(message, in: session, now: stage.time.now), session)
        }
        if !pushes.isEmpty {
            let answers = core.admit(pushes, now: stage.time.now)
            for (push, answer) in zip(pushes, answers) { try carryOut(answer, push.session) }
        }
        return frames
    }
}

internal import SyncOffice
internal import SyncProtocol
internal import SyncReplica

/// One connection that carries frames one by one, either way in any order, and may be cut after any of them.
struct Line {
    private let replica: SimulatedReplica
    private let office: SimulatedOffice
    private let chance: Chance

    init(_ replica: SimulatedReplica, _ office: SimulatedOffice, _ chance: Chance) {
        self.replica = replica
        self.office = office
        self.chance = chance
    }

    /// How a session ended.
    enum End {
        case finished(SyncReport)
        case cut
        case failed(String)
    }

    /// - Parameter framesMax: after how many delivered frames the line breaks; `nil` for never.
    func sync(framesMax: Int? = nil) throws -> End {
        let session = office.core.connected(replica.fingerprint, now: chance.now)
        defer { office.core.disconnected(session) }
        let core = replica.replica.makeCore()
        var up = try core.begin(isLive: false)
        var down: [Frame] = []
        var delivered = 0
        while !core.isFinished, core.failure == nil {
            if let framesMax, delivered >= framesMax { return .cut }
            guard !up.isEmpty || !down.isEmpty else { return .failed("silence") }
            if !up.isEmpty, down.isEmpty || chance.chance(50) {
                let answer = office.received(up.removeFirst(), in: session)
                down += answer.frames
                if answer.isClosed { up = [] }
            } else {
                up += try core.received(down.removeFirst())
            }
            delivered += 1
            chance.advance(20)
        }
        if let failure = core.failure { return .failed("\(failure)") }
        return .finished(core.report)
    }
}

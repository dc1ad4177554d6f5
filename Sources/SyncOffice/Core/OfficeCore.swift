internal import SyncEngine
package import SyncProtocol

/// What the core wants done on one connection.
package enum OfficeAction: Hashable, Sendable {
    case send(Message)
    /// A message that was packed already.
    case sendFrame(Frame)
    /// Give this push to `admit`, together with others that wait.
    case judge(Push)
    /// Ask `nextPage` for more of the feed, when what was sent is on its way.
    case continueFeed
    case close
}

/// The office without sockets, threads or a clock. Read this first.
///
/// A connection speaks (`received`), its segments are judged (`admit`: admit → merge → settle → order →
/// store), what came of it is pulled (`nextPage`) and pushed to those who listen (`news`). Nothing here
/// waits; everything that is acknowledged is on disk when the action that acknowledges it is returned.
package final class OfficeCore {
    let store: any OfficeStore
    let domain: any Domain
    let admission: Admission
    let random: () -> UInt64
    let parts: OfficeParts
    package let deployment: DeploymentID
    var sessions: [Int: Session] = [:]
    var fanOut = FanOut()
    var findings: [Finding] = []
    /// How large batches are tried to be.
    package var pageSize = PageSize.large
    private var lastSession = 0
    private var lastDataVersion: Int64 = 0
    private var lastTick: Milliseconds?
    private static let tickMilliseconds: Milliseconds = 500
    private var lastRetirement: Milliseconds?
    private static let retirementMilliseconds: Milliseconds = 86_400_000
    private var woken: Set<Int> = []

    init(
        _ store: any OfficeStore, _ parts: OfficeParts, domain: any Domain,
        deployment: DeploymentID, random: @escaping () -> UInt64
    ) {
        self.store = store
        self.parts = parts
        self.domain = domain
        self.deployment = deployment
        self.random = random
        self.admission = Admission(domain, isNormalised: Normalisation.isComposed)
    }

    // MARK: Connections

    /// - Returns: the number by which the connection is called from here on.
    package func connected(_ fingerprint: Hash256, now: Milliseconds) -> Int {
        lastSession += 1
        sessions[lastSession] = Session(fingerprint: fingerprint, now: now)
        return lastSession
    }

    package func disconnected(_ id: Int) {
        sessions[id] = nil
        fanOut.forget(id)
        woken.remove(id)
    }

    package func received(_ message: Message, in id: Int, now: Milliseconds) -> [OfficeAction] {
        guard var session = sessions[id] else { return [.close] }
        let orders = session.order.received(message, now: now)
        sessions[id] = session
        return orders.flatMap { carryOut($0, in: id, now: now) }
    }

    /// The peer sent bytes that are no message.
    package func receivedGarbage(_ error: WireError, in id: Int) -> [OfficeAction] {
        let code: Refusal.Code = error.code == .limitExceeded ? .limitExceeded : .malformed
        return refuse(id, Refusal(code, detail: error.context))
    }

    /// Time has passed: call it every few seconds.
    package func deadlineReached(in id: Int, now: Milliseconds) -> [OfficeAction] {
        guard var session = sessions[id] else { return [.close] }
        let orders = session.order.deadlineReached(now: now)
        sessions[id] = session
        return orders.flatMap { carryOut($0, in: id, now: now) }
    }

    /// The office stops: says so to the peer.
    package func shuttingDown(_ id: Int) -> [OfficeAction] {
        refuse(id, Refusal(.shuttingDown, retryAfterSeconds: 5))
    }

    /// Live connections for which `news` may have something, since this was last asked.
    package func takeWoken() -> [Int] {
        defer { woken = [] }
        return woken.sorted()
    }

    private func carryOut(
        _ order: OfficeSession.Action, in id: Int, now: Milliseconds
    ) -> [OfficeAction] {
        do {
            switch order {
            case .enrol(let enrol): return try self.enrol(enrol, in: id, now: now)
            case .greet(let hello):
                try runDeadlines(now: now)
                return try greet(hello, in: id, now: now)
            case .judge(let push): return [.judge(push)]
            case .feed(let pull): return try beginFeed(pull, in: id, now: now)
            case .reidentify(let request): return try reidentify(request, in: id, now: now)
            case .answerDigests(let query): return try answer(query, in: id, now: now)
            case .answerRange(let query): return try answer(query, in: id, now: now)
            case .send(let message): return [.send(message)]
            case .close: return [.close]
            }
        } catch {
            return refuse(id, (error as? Refused)?.refusal ?? OfficeError(error).refusal)
        }
    }

    /// Ends a session with a reason; the office lives.
    func refuse(_ id: Int, _ refusal: Refusal) -> [OfficeAction] {
        guard var session = sessions[id] else { return [.close] }
        let orders = session.order.refuse(refusal)
        sessions[id] = session
        fanOut.forget(id)
        return orders.map { order in
            if case .send(let message) = order { .send(message) } else { .close }
        }
    }

    // MARK: Time

    /// Wakes rules whose deadline has come, and looks for what other processes committed; once a day forgets
    /// deletions that everybody has heard of.
    ///
    /// Every connection may call this: what was done a moment ago is not done again.
    package func tick(now: Milliseconds) throws {
        guard lastTick.map({ abs(now &- $0) >= Self.tickMilliseconds }) ?? true else { return }
        lastTick = now
        try runDeadlines(now: now)
        if lastRetirement.map({ abs(now &- $0) >= Self.retirementMilliseconds }) ?? true {
            lastRetirement = now
            try retireTombstones()
        }
        let version = try store.read { try store.dataVersion() }
        if version != lastDataVersion {
            lastDataVersion = version
            woken.formUnion(fanOut.sessions)
        }
    }

    /// How many deadlines one transaction settles.
    private static let deadlinesAtOnce = 200

    func runDeadlines(now: Milliseconds) throws {
        var last: [RuleRunner.Deadline] = []
        while true {
            let due = try store.read {
                try store.dueDeadlines(now: now, limit: Self.deadlinesAtOnce)
            }
            guard !due.isEmpty else { return }
            guard due != last else {
                throw OfficeError(.damaged, detail: "deadlines that do not go away")
            }
            last = due
            try commit(now: now) { batch in
                for deadline in due { try batch.settle(deadline) }
            }
        }
    }

    // MARK: Commits

    /// One transaction of any number of sequences; afterwards those who listen are woken.
    func commit<T>(now: Milliseconds, _ body: (CommitBatch) throws -> T) throws -> T {
        var touched: Set<Scope> = []
        var mark: Mark?
        let result = try store.write {
            let batch = try CommitBatch(self, now: now)
            let result = try body(batch)
            touched = batch.touched
            mark = try batch.finish()
            return result
        }
        if let mark {
            parts.mark.write(mark)
            woken.formUnion(fanOut.sessions(touchedBy: touched))
        }
        return result
    }

    /// Where the office stands.
    package func mark() throws -> Mark { try store.read { try store.mark() } }
}

/// Ends a session from within a transaction, which is rolled back.
struct Refused: Error {
    let refusal: Refusal

    init(_ code: Refusal.Code, _ detail: String = "") {
        self.refusal = Refusal(code, detail: detail)
    }
}

/// What the core keeps of one connection.
struct Session {
    let fingerprint: Hash256
    var order: OfficeSession
    var hello: Hello?
    /// The identity that the peer proved; changes when a copy is given one of its own.
    var device: DeviceID?
    var helloAt: Milliseconds = 0
    var marksConfirmed = false
    /// How much of our history its marks prove that it has seen.
    var agreed = Sequence.zero
    /// What is being pulled.
    var feed: FeedProgress?
    /// The last checkpoint sent on this connection, and the scopes that it covered.
    var checkpoint: (sequence: Sequence, scopes: [Scope])?
    /// Up to here there is nothing that the connection was not sent.
    var scanned = Sequence.zero

    init(fingerprint: Hash256, now: Milliseconds) {
        self.fingerprint = fingerprint
        self.order = OfficeSession(now: now)
    }
}

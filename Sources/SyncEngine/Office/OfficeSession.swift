package import SyncProtocol

/// One connection as the office sees it: which messages may come now, and until when.
///
/// Answers events with orders; the core carries them out and reports back with `enrolled`, `greeted` and
/// `reachedCheckpoint`. A message out of order ends the session, never the office.
package struct OfficeSession: Sendable {
    /// What the core or the shell is to do.
    package enum Action: Hashable, Sendable {
        case enrol(Enrol)
        case greet(Hello)
        case judge(Push)
        case feed(Pull)
        case reidentify(Reidentify)
        case answerDigests(DigestQuery)
        case answerRange(RangeQuery)
        case send(Message)
        case close
    }

    /// How long the parts of a session may take, in milliseconds.
    package enum Patience {
        /// From connecting to Hello.
        package static let hello = Milliseconds(Limits.handshakeSecondsMax) * 1_000
        /// Without a message while the replica works.
        package static let silence: Milliseconds = 120_000
        /// Of a live session before the office asks whether anybody is there.
        package static let beforePing: Milliseconds = 30_000
        /// For the answer to that.
        package static let pong: Milliseconds = 30_000
    }

    private enum State: Hashable, Sendable {
        case awaitingHello
        case enrolled
        case open
        case live
        case pinged
        case closed
    }

    private var state = State.awaitingHello
    /// When `deadlineReached` will have something to do, on a clock that goes on as it is; `nil` once closed.
    package private(set) var deadline: Milliseconds?
    /// The clock when it was last looked at.
    private var lookedAt: Milliseconds

    package init(now: Milliseconds) {
        self.lookedAt = now
        self.deadline = now &+ Patience.hello
    }

    package var isLive: Bool { state == .live || state == .pinged }

    package var isClosed: Bool { state == .closed }

    // MARK: Events

    package mutating func received(_ message: Message, now: Milliseconds) -> [Action] {
        if state == .closed { return [] }
        let actions = order(message)
        refreshDeadline(now)
        return actions
    }

    /// The device got an identity; Hello may follow on this connection.
    package mutating func enrolled(now: Milliseconds) {
        precondition(state == .awaitingHello, "enrolled in state \(state)")
        state = .enrolled
        lookedAt = now
        deadline = now &+ Patience.hello
    }

    /// The device is known and welcome.
    package mutating func greeted(now: Milliseconds) {
        precondition(state == .awaitingHello || state == .enrolled, "greeted in state \(state)")
        state = .open
        refreshDeadline(now)
    }

    /// All of a pull was answered.
    package mutating func reachedCheckpoint(isLive: Bool, now: Milliseconds) {
        guard state != .closed else { return }
        state = isLive ? .live : .open
        refreshDeadline(now)
    }

    /// Something was sent, so the peer is at work.
    package mutating func progressed(now: Milliseconds) {
        refreshDeadline(now)
    }

    /// Call it from time to time, also before the deadline: a clock that is set back does not make silence last.
    package mutating func deadlineReached(now: Milliseconds) -> [Action] {
        if now < lookedAt { deadline = deadline.map { $0 &- (lookedAt &- now) } }
        lookedAt = now
        guard let due = deadline, now >= due else { return [] }
        switch state {
        case .awaitingHello, .enrolled, .open, .pinged:
            return refuse(.init(.outOfOrder, detail: "nothing came in time"))
        case .live:
            state = .pinged
            deadline = now &+ Patience.pong
            return [.send(.ping)]
        case .closed:
            return []
        }
    }

    /// Ends the session and says why.
    package mutating func refuse(_ refusal: Refusal) -> [Action] {
        guard state != .closed else { return [] }
        close()
        return [.send(.refusal(refusal)), .close]
    }

    // MARK: Order

    private mutating func order(_ message: Message) -> [Action] {
        switch message {
        case .enrol(let enrol):
            return state == .awaitingHello ? [.enrol(enrol)] : outOfOrder("enrol")
        case .hello(let hello):
            return isBeforeHello ? [.greet(hello)] : outOfOrder("hello")
        case .push(let push):
            return isBeforeHello ? outOfOrder("push") : [.judge(push)]
        case .pull(let pull):
            return isBeforeHello ? outOfOrder("pull") : [.feed(pull)]
        case .reidentify(let request):
            return isBeforeHello ? outOfOrder("reidentify") : [.reidentify(request)]
        case .digestQuery(let query):
            return isBeforeHello ? outOfOrder("digest query") : [.answerDigests(query)]
        case .rangeQuery(let query):
            return isBeforeHello ? outOfOrder("range query") : [.answerRange(query)]
        case .ping:
            return [.send(.pong)]
        case .pong, .unknown:
            if state == .pinged { state = .live }
            return []
        case .goodbye, .refusal:
            close()
            return [.close]
        case .enrolled, .welcome, .verdicts, .batch, .checkpoint, .reidentified, .digestAnswer,
            .rangeRows:
            return outOfOrder("a message of the office")
        }
    }

    private var isBeforeHello: Bool { state == .awaitingHello || state == .enrolled }

    private mutating func outOfOrder(_ what: String) -> [Action] {
        refuse(Refusal(.outOfOrder, detail: what))
    }

    private mutating func close() {
        state = .closed
        deadline = nil
    }

    private mutating func refreshDeadline(_ now: Milliseconds) {
        lookedAt = now
        switch state {
        case .awaitingHello, .enrolled, .closed: break
        case .open: deadline = now &+ Patience.silence
        case .live: deadline = now &+ Patience.beforePing
        case .pinged:
            state = .live
            deadline = now &+ Patience.beforePing
        }
    }
}

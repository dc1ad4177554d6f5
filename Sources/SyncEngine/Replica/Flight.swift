internal import SyncProtocol

/// What a `ReplicaSession` still waits for.
struct Flight: Hashable, Sendable {
    enum Identity: Hashable, Sendable {
        case settled
        /// Another replica uses this identity: ask for a new one when nothing is in flight.
        case wanted
        case asked
        /// Asked once already in this session; a second fork is the office's fault.
        case renewed
    }

    /// Which sealed segments to offer again.
    struct Offer: Hashable, Sendable {
        /// What the office expects.
        let from: ChangeNumber
        /// Whether to offer what is kept of before, too.
        let isWhole: Bool
    }

    var window: PushWindow
    var identity = Identity.settled
    var repair = RepairPlan()
    /// Pulls without their Checkpoint.
    var pullsOut = 0
    /// The last pull goes on from what an earlier session staged, maybe of a history that the office has lost
    /// since.
    private(set) var isResumed = false
    /// The last pull asks for what comes later, too.
    private var isListening = false
    /// What was staged is worth nothing, nor is what goes on from there.
    private(set) var ignoresAnswer = false
    /// The core is applying a checkpoint.
    var isApplying = false
    /// The core is finding segments to offer.
    var awaitsOffer = false
    /// The office went back in time and the whole reconciliation is not durable yet.
    var isReconciling = false
    /// While reconciling: from here on the office has another replica's sets, or none, where it had ours.
    var lostFrom: ChangeNumber?
    /// The number that the office expected when it said that it went back, if there is such a one here.
    private var expected = ChangeNumber.first
    /// The office has sets under this identity that were never made here.
    var isOutnumbered = false
    /// Offer these when nothing is in flight.
    var offer: Offer?
    var cursor: Mark
    var stagedThrough: Sequence?
    private let stagedEpoch: Epoch
    private let schemaVersion: UInt32
    /// The first number that has no verdict here.
    private let unjudgedFrom: ChangeNumber
    let numbersEnd: ChangeNumber
    private let kind: SessionKind
    private var admittedThrough = Sequence.zero
    private var offers = 0
    private var offeredFrom: ChangeNumber?
    private var extraPulls = 0

    /// How often segments are offered again in one session before the office is called confused.
    private static let offersMax = 4
    private static let extraPullsMax = 3

    init(_ start: SessionStart) {
        self.window = PushWindow(limit: start.pushLimit)
        self.cursor = start.hello.cursor
        self.stagedThrough = start.stagedThrough
        self.stagedEpoch = start.stagedEpoch
        self.schemaVersion = start.hello.schemaVersion
        self.unjudgedFrom = start.hello.nextNumber
        self.numbersEnd = start.numbersEnd
        self.kind = start.kind
        if kind != .fetch { window.add(start.segments) }
    }

    /// A fetch changes nothing of what the office knows of this replica, or this replica of itself: when they do not
    /// agree on that, only a sync goes on.
    func isBeyondFetch(_ welcome: Welcome) -> Bool {
        kind == .fetch && (!welcome.marksConfirmed || welcome.nextNumber != unjudgedFrom)
    }

    /// Everything asked for has come.
    var isDone: Bool {
        window.isEmpty && pullsOut == 0 && !isApplying && !awaitsOffer && offer == nil
            && repair.isDone && (identity == .settled || identity == .renewed)
    }

    mutating func pushMore() -> [SessionAction] {
        window.take().map(SessionAction.push)
    }

    /// - Parameter isFirst: in the first flight. The office answers a pull of everything also when it denies
    ///   the marks; what it said unasked after that would be taken for the answer to the next one.
    mutating func pull(isFirst: Bool = false) -> SessionAction {
        pullsOut += 1
        let after = isReconciling ? .zero : (stagedThrough ?? cursor.sequence)
        isResumed = !isReconciling && stagedThrough != nil
        // Nothing may come unasked while it is open whether all must be pulled again.
        isListening = kind == .live && !isResumed && !(isFirst && after == .zero)
        return .send(.pull(Pull(after: after, isResumed: isResumed, isLive: isListening)))
    }

    /// What was staged before this session is not of the office's history: all of it once more.
    mutating func pullAnew() -> [SessionAction] {
        isApplying = false
        stagedThrough = nil
        return [.discardStaging, pull()]
    }

    /// The office confirms the marks.
    ///
    /// What was staged may belong to a history that the office has lost: then what goes on from there is worth
    /// nothing either, and is asked for already. The epoch does not tell while nobody has shown the office that it
    /// went back: then only the digests do, and those of a newer office cannot be compared.
    ///
    /// Sets that have verdicts here and that the office expects are lost there, marks or not: it went back to where
    /// these sets were judged, or has come to the same place by others' sets. They are offered again.
    mutating func welcomed(_ welcome: Welcome) -> [SessionAction] {
        if welcome.nextNumber < unjudgedFrom {
            window.forgetWaiting()
            offer = Offer(from: welcome.nextNumber, isWhole: false)
        }
        guard let staged = stagedThrough,
            staged > welcome.sequence || stagedEpoch != welcome.epoch
                || welcome.schemaVersion > schemaVersion
        else { return [] }
        stagedThrough = nil
        ignoresAnswer = true
        return [.discardStaging]
    }

    /// The end of an answer that is worth nothing: all of it once more.
    mutating func ignoredAnswer() -> [SessionAction] {
        pullsOut = max(pullsOut - 1, 0)
        ignoresAnswer = false
        return [pull()]
    }

    mutating func beginReconciling(expected number: ChangeNumber) {
        isReconciling = true
        expected = min(number, numbersEnd)
        pullsOut = 0
        window.forgetWaiting()
    }

    /// Whatever was sent before the office said that it went back is answered. That it expects a number of
    /// ours does not say that the sets before it are ours too: a copy may have been here first. So all that is
    /// kept is offered; the office knows each segment by its hash.
    mutating func settle() {
        identity = .settled
        lostFrom = nil
        offer = Offer(from: expected, isWhole: true)
    }

    /// - Returns: `false` when the office answers something that was not asked.
    mutating func accept(_ verdicts: Verdicts) -> Bool {
        guard let segment = window.answered() else { return false }
        guard verdicts.verdicts.isEmpty || verdicts.first == segment.first,
            verdicts.verdicts.count <= segment.count
        else { return false }
        for case .admitted(let sequence) in verdicts.verdicts {
            admittedThrough = max(admittedThrough, sequence)
        }
        switch verdicts.problem {
        case .none:
            break
        case .gap(let expected):
            window.forgetWaiting()
            offer = Offer(from: expected, isWhole: false)
        case .fork:
            guard identity != .renewed else { return false }
            if identity == .settled { wantIdentity(lostFrom: segment.first) }
        }
        return true
    }

    private mutating func wantIdentity(lostFrom number: ChangeNumber?) {
        identity = .wanted
        if isReconciling { lostFrom = number }
    }

    /// What the office expects is not kept here any more.
    mutating func cannotOffer() {
        awaitsOffer = false
        guard identity == .settled else { return }
        identity = .wanted
        // It expects what it had: marks or not, it has lost that.
        lostFrom = offeredFrom
    }

    /// The office gave a new identity. What waits was sealed under the old one.
    mutating func renewed() {
        identity = .renewed
        awaitsOffer = true
        window.forgetWaiting()
    }

    mutating func offered(_ segments: [SegmentRange]) {
        awaitsOffer = false
        window.add(segments)
    }

    mutating func beginRepair(of mismatches: [Scope]) -> [SessionAction] {
        guard !mismatches.isEmpty, repair.isDone else { return [] }
        return repair.begin(mismatches)
    }

    /// What is next, when something has changed.
    mutating func advance() -> [SessionAction] {
        guard window.isQuiet || (offer == nil && identity != .wanted) else { return [] }
        if identity == .wanted { return askForIdentity() }
        if identity == .asked || awaitsOffer { return [] }
        if let offer { return makeOffer(offer) }
        var actions = pushMore()
        // All that was made here is known or judged now; what is the other's stays the other's.
        if isOutnumbered, window.isEmpty, identity == .settled { return askForIdentity() }
        if isReconciling, window.isEmpty, pullsOut == 0, !isApplying {
            actions.append(pull())
        }
        guard isDone else { return actions }
        if kind == .live {
            if !isListening { actions.append(pull()) }
        } else if admittedThrough > cursor.sequence, extraPulls < Self.extraPullsMax {
            extraPulls += 1
            actions.append(pull())
        } else {
            actions += [.send(.goodbye), .finish]
        }
        return actions
    }

    private mutating func askForIdentity() -> [SessionAction] {
        identity = .asked
        offer = nil
        return [.reidentify]
    }

    private mutating func makeOffer(_ offer: Offer) -> [SessionAction] {
        self.offer = nil
        guard offers < Self.offersMax else {
            return [.fail(.outOfOrder("the same gap again and again"))]
        }
        offers += 1
        awaitsOffer = true
        offeredFrom = offer.from
        return [.offerRetained(from: offer.from, isWhole: offer.isWhole)]
    }
}

extension Message {
    /// The message's name, for people.
    package var label: String {
        switch self {
        case .enrol: "enrol"
        case .hello: "hello"
        case .push: "push"
        case .pull: "pull"
        case .reidentify: "reidentify"
        case .digestQuery: "digest query"
        case .rangeQuery: "range query"
        case .enrolled: "enrolled"
        case .welcome: "welcome"
        case .verdicts: "verdicts"
        case .batch: "batch"
        case .checkpoint: "checkpoint"
        case .reidentified: "reidentified"
        case .digestAnswer: "digest answer"
        case .rangeRows: "range rows"
        case .ping: "ping"
        case .pong: "pong"
        case .refusal: "refusal"
        case .goodbye: "goodbye"
        case .unknown(let kind): "kind \(kind)"
        }
    }
}

package import SyncProtocol

/// One connection of a replica with its office, as decisions only: what happened goes in, what to do comes
/// out. Owns no bytes, no rows and no clock.
///
/// The flight: Hello, segments, Pull without waiting; Welcome, one Verdicts a segment, batches, Checkpoint;
/// digests compared, differing rows repaired; Goodbye, or live from here on. A fetch is the same without segments.
package struct ReplicaSession: Sendable {
    enum State: Hashable, Sendable {
        case idle
        /// Hello is out.
        case greeting(Flight)
        /// The office went back in time: waiting until everything that was asked before has been answered.
        case settling(Flight)
        case exchanging(Flight)
        case ended
    }

    /// Protocol versions that this replica speaks.
    package static let versions: ClosedRange<UInt8> = 1...1
    /// Silence after which a live session asks whether the office is there.
    package static let pingAfterMilliseconds: Milliseconds = 25_000
    /// Silence after which a session gives up.
    package static let silenceMillisecondsMax: Milliseconds = 60_000

    var state = State.idle
    private var heardAt: Milliseconds = 0
    private var pingedAt: Milliseconds?

    package init() {}

    package var isEnded: Bool { state == .ended }

    /// Whether everything asked for has come and the connection stays for what comes next.
    package var isResting: Bool {
        if case .exchanging(let flight) = state { flight.isDone } else { false }
    }

    // MARK: Beginning and time

    /// The connection stands: say everything at once.
    package mutating func connected(_ start: SessionStart, now: Milliseconds) -> [SessionAction] {
        guard case .idle = state else { preconditionFailure("connected twice: \(state)") }
        heardAt = now
        var flight = Flight(start)
        var actions: [SessionAction] = [.send(.hello(start.hello))]
        actions += flight.pushMore()
        actions.append(flight.pull(isFirst: true))
        state = .greeting(flight)
        return actions
    }

    /// When `deadlineReached` should be called; `nil` when the session has ended or not begun.
    package var deadline: Milliseconds? {
        switch state {
        case .idle, .ended: nil
        case .greeting, .settling: heardAt + Self.silenceMillisecondsMax
        case .exchanging:
            heardAt
                + (pingedAt == nil ? Self.pingAfterMilliseconds : Self.silenceMillisecondsMax)
        }
    }

    package mutating func deadlineReached(now: Milliseconds) -> [SessionAction] {
        // The clock was set back: what was heard is as if it were heard now.
        if now < heardAt { heardAt = now }
        guard let deadline, now >= deadline else { return [] }
        if case .exchanging = state, pingedAt == nil {
            pingedAt = now
            return [.send(.ping)]
        }
        return fail(.silent)
    }

    // MARK: What the office says

    package mutating func received(_ message: Message, now: Milliseconds) -> [SessionAction] {
        heardAt = now
        pingedAt = nil
        switch (state, message) {
        case (.idle, _):
            preconditionFailure("received before connected")
        case (.ended, _), (_, .unknown):
            return []
        case (_, .ping):
            return [.send(.pong)]
        case (_, .refusal(let refusal)):
            return fail(.refused(refusal))
        case (_, .goodbye):
            return fail(.closedEarly)
        case (.greeting(let flight), .welcome(let welcome)):
            return welcomed(welcome, flight)
        case (.settling(let flight), .pong):
            return settled(flight)
        case (.settling(let flight), .verdicts(let verdicts)):
            return judged(verdicts, flight) { .settling($0) }
        case (.settling, .batch), (.settling, .checkpoint):
            return []
        case (.exchanging(let flight), .verdicts(let verdicts)):
            return judged(verdicts, flight) { .exchanging($0) }
        case (.exchanging(let flight), .batch(let batch)):
            return flight.ignoresAnswer ? [] : [.stage(through: batch.through)]
        case (.exchanging(let flight), .checkpoint(let checkpoint)):
            return checkpointed(checkpoint, flight)
        case (.exchanging(let flight), .reidentified(let answer)):
            return reidentified(answer, flight)
        case (.exchanging(let flight), .digestAnswer(let answer)):
            return answered(answer, flight)
        case (.exchanging(let flight), .rangeRows(let rows)):
            return answered(rows, flight)
        case (_, .pong):
            return []
        case (.greeting, _), (.settling, _), (.exchanging, _):
            return fail(.outOfOrder("\(message.label) in \(label)"))
        }
    }

    private mutating func welcomed(_ welcome: Welcome, _ flight: Flight) -> [SessionAction] {
        var flight = flight
        guard Self.versions.contains(welcome.version) else { return fail(.versionUnsupported) }
        guard !flight.isBeyondFetch(welcome) else {
            state = .ended
            return [.send(.goodbye), .finish]
        }
        flight.isOutnumbered = welcome.nextNumber > flight.numbersEnd
        var actions: [SessionAction] = [.recordWelcome(welcome)]
        guard welcome.marksConfirmed else {
            flight.beginReconciling(expected: welcome.nextNumber)
            state = .settling(flight)
            return actions + [.discardStaging, .send(.ping)]
        }
        actions += flight.welcomed(welcome)
        return actions + advance(flight)
    }

    /// Everything asked for before the office's Welcome is answered: now offer and ask again.
    private mutating func settled(_ flight: Flight) -> [SessionAction] {
        var flight = flight
        flight.settle()
        return advance(flight)
    }

    private mutating func judged(
        _ verdicts: Verdicts, _ flight: Flight, _ next: (Flight) -> State
    ) -> [SessionAction] {
        var flight = flight
        guard flight.accept(verdicts) else {
            return fail(.outOfOrder("verdicts for \(verdicts.first.rawValue)"))
        }
        var actions: [SessionAction] = []
        if !verdicts.verdicts.isEmpty {
            actions = [.recordVerdicts(verdicts, isReconciling: flight.isReconciling)]
        }
        let after = next(flight)
        guard case .exchanging = after else {
            state = after
            return actions
        }
        return actions + advance(flight)
    }

    private mutating func checkpointed(
        _ checkpoint: Checkpoint, _ flight: Flight
    ) -> [SessionAction] {
        var flight = flight
        if flight.ignoresAnswer {
            let actions = flight.ignoredAnswer()
            return actions + advance(flight)
        }
        flight.pullsOut = max(flight.pullsOut - 1, 0)
        flight.isApplying = true
        state = .exchanging(flight)
        return [
            .apply(
                checkpoint, isReconciling: flight.isReconciling, mustAgree: flight.isResumed)
        ]
    }

    // MARK: What the core did

    /// The checkpoint is on disk, with everything that was staged.
    ///
    /// - Parameter mismatches: scopes whose digest differs, sorted.
    package mutating func appliedCheckpoint(
        _ mark: Mark, mismatches: [Scope]
    ) -> [SessionAction] {
        guard case .exchanging(var flight) = state else { return [] }
        flight.isApplying = false
        flight.isReconciling = false
        flight.cursor = mark
        flight.stagedThrough = nil
        let actions = flight.beginRepair(of: mismatches)
        return actions + advance(flight)
    }

    /// The digests did not agree, and nothing was applied.
    package mutating func rejectedCheckpoint() -> [SessionAction] {
        guard case .exchanging(var flight) = state else { return [] }
        let actions = flight.pullAnew()
        return actions + advance(flight)
    }

    /// Sealed segments to offer: after `offerRetained` or `adopt`.
    package mutating func offered(_ segments: [SegmentRange]) -> [SessionAction] {
        guard case .exchanging(var flight) = state else { return [] }
        flight.offered(segments)
        return advance(flight)
    }

    /// What the office expects is not kept here any more: only a new identity helps.
    package mutating func cannotOffer() -> [SessionAction] {
        guard case .exchanging(var flight) = state else { return [] }
        flight.cannotOffer()
        return advance(flight)
    }

    /// A new signing key is on disk.
    package mutating func madeSigningKey(_ key: [UInt8]) -> [SessionAction] {
        guard case .exchanging(let flight) = state, flight.identity == .asked else { return [] }
        return [.send(.reidentify(Reidentify(signingKey: key)))]
    }

    private mutating func reidentified(
        _ answer: Reidentified, _ flight: Flight
    ) -> [SessionAction] {
        guard flight.identity == .asked else { return fail(.outOfOrder("reidentified")) }
        var flight = flight
        flight.renewed()
        state = .exchanging(flight)
        return [.adopt(answer.device, from: flight.lostFrom)]
    }

    /// New local work was sealed while the session lives.
    package mutating func localChangeSealed(_ segments: [SegmentRange]) -> [SessionAction] {
        switch state {
        case .exchanging(var flight):
            flight.window.add(segments)
            return advance(flight)
        case .idle, .greeting, .settling, .ended:
            return []
        }
    }

    // MARK: Repair

    /// The own ranges of a scope whose digest differs.
    package mutating func dividedRange(_ scope: Scope, _ ranges: [RowRange]) -> [SessionAction] {
        guard case .exchanging(var flight) = state else { return [] }
        let actions = flight.repair.divided(scope, ranges)
        return actions + advance(flight)
    }

    /// The own digests beside the office's: the ranges that differ, with how many rows the office has there.
    package mutating func compared(
        _ scope: Scope, differing: [RepairPlan.Difference]
    ) -> [SessionAction] {
        guard case .exchanging(var flight) = state else { return [] }
        let actions = flight.repair.compared(scope, differing)
        return actions + advance(flight)
    }

    private mutating func answered(_ answer: DigestAnswer, _ flight: Flight) -> [SessionAction] {
        guard let ranges = flight.repair.asked(answer) else {
            return fail(.outOfOrder("digest answer"))
        }
        return [.compare(answer, ranges: ranges)]
    }

    private mutating func answered(_ rows: RangeRows, _ flight: Flight) -> [SessionAction] {
        var flight = flight
        guard flight.repair.answered(rows) else { return fail(.outOfOrder("range rows")) }
        let next = flight.repair.next()
        return [.repair(rows)] + next + advance(flight)
    }

    // MARK: What is next

    private mutating func advance(_ flight: Flight) -> [SessionAction] {
        var flight = flight
        let actions = flight.advance()
        state = actions.contains(where: \.isLast) ? .ended : .exchanging(flight)
        return actions
    }

    private mutating func fail(_ failure: SessionFailure) -> [SessionAction] {
        state = .ended
        return [.fail(failure)]
    }

    private var label: String {
        switch state {
        case .idle: "idle"
        case .greeting: "greeting"
        case .settling: "settling"
        case .exchanging: "exchanging"
        case .ended: "ended"
        }
    }
}

package import SyncProtocol

/// What the core must do, in order, after one event of a `ReplicaSession`.
package enum SessionAction: Hashable, Sendable {
    case send(Message)
    /// Send this segment's stored bytes.
    case push(SegmentRange)
    /// Keep what Welcome says: clock, backed-up position.
    case recordWelcome(Welcome)
    /// Keep the verdicts. While reconciling with an office that went back, the receipt must not change before
    /// the checkpoint is applied.
    case recordVerdicts(Verdicts, isReconciling: Bool)
    /// Staged batches belong to a history that the office no longer has.
    case discardStaging
    /// Keep this batch's frame durably.
    case stage(through: Sequence)
    /// Apply everything staged; answer with `appliedCheckpoint`, or, when `mustAgree` and a digest differs,
    /// apply nothing and answer with `rejectedCheckpoint`.
    case apply(Checkpoint, isReconciling: Bool, mustAgree: Bool)
    /// Find the sealed segments from this number on, or all that are kept when `isWhole`; answer with
    /// `offered`, or with `cannotOffer` when those from the number on are not kept. Unless `isWhole` their verdicts
    /// are void: the office does not know the sets.
    case offerRetained(from: ChangeNumber, isWhole: Bool)
    /// Make a new signing key; answer with `madeSigningKey`.
    case reidentify
    /// Take the new identity, number the sets without verdict anew, and the admitted ones that are lost at the
    /// office from a number on, seal them; answer with `offered`.
    case adopt(DeviceID, from: ChangeNumber?)
    /// Split the scope into ranges of its own rows; answer with `dividedRange`.
    case divide(Scope, RowRange)
    /// Compare with the own rows; answer with `compared`.
    case compare(DigestAnswer, ranges: [RowRange])
    /// Replace the rows of the range.
    case repair(RangeRows)
    /// Compare the scopes with the checkpoint's digests again after repair, and report what differs still.
    case verify
    /// Everything is exchanged: close.
    case finish
    /// The session cannot go on: close.
    case fail(SessionFailure)
}

extension SessionAction {
    /// Whether nothing follows.
    var isLast: Bool {
        switch self {
        case .finish, .fail: true
        case .send, .push, .recordWelcome, .recordVerdicts, .discardStaging, .stage, .apply,
            .offerRetained, .reidentify, .adopt, .divide, .compare, .repair, .verify:
            false
        }
    }
}

/// Why a session ended before its time.
package enum SessionFailure: Hashable, Sendable {
    case refused(Refusal)
    /// The office sent something that has no place here.
    case outOfOrder(String)
    case versionUnsupported
    /// Nothing was heard for too long.
    case silent
    /// The office closed before all was exchanged.
    case closedEarly
}

/// What a session is for.
package enum SessionKind: Hashable, Sendable {
    /// Own work up, others' down, and good-bye.
    case sync
    /// As `sync`, and the connection stays for what comes next.
    case live
    /// Others' work down, and nothing of one's own is sent.
    case fetch
}

/// What a session starts with.
package struct SessionStart: Hashable, Sendable {
    package let hello: Hello
    /// Sealed segments without verdicts, in order. None of them is pushed by a fetch.
    package let segments: [SegmentRange]
    /// One after the last number that this device ever sealed.
    package let numbersEnd: ChangeNumber
    /// The position of the last staged batch of an interrupted pull.
    package let stagedThrough: Sequence?
    /// The epoch of the office that sent what is staged.
    package let stagedEpoch: Epoch
    package let kind: SessionKind
    /// How many segments are under way at most.
    package let pushLimit: Int

    package init(
        hello: Hello, segments: [SegmentRange], numbersEnd: ChangeNumber,
        stagedThrough: Sequence?, stagedEpoch: Epoch, kind: SessionKind,
        pushLimit: Int = PushWindow.limitDefault
    ) {
        self.hello = hello
        self.segments = segments
        self.numbersEnd = numbersEnd
        self.stagedThrough = stagedThrough
        self.stagedEpoch = stagedEpoch
        self.kind = kind
        self.pushLimit = pushLimit
    }
}

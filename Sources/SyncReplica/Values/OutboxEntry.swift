public import SyncProtocol

/// Where one local change set stands. Each is in exactly one state that its author can see.
public enum OutboxState: Hashable, Sendable {
    /// Made, not sealed yet.
    case pending
    /// Sealed in a segment, without a verdict.
    case sealed
    /// The office has it, at this sequence.
    case admitted(Sequence)
    /// The office did not take it: retry or discard it.
    case returned(Reason)
    /// Waits for a person at the office.
    case held(Reason)
    /// Was returned; its author gave it up.
    case discarded
    /// Was returned; its changes were made again.
    case retried
}

extension OutboxState {
    /// Whether the office has not decided it.
    public var isPending: Bool {
        switch self {
        case .pending, .sealed, .held: true
        case .admitted, .returned, .discarded, .retried: false
        }
    }

    /// Whether the office has it.
    var isAdmitted: Bool {
        if case .admitted = self { true } else { false }
    }
}

/// One local change set.
public struct OutboxEntry: Hashable, Sendable {
    /// The entry's number in this replica: stays, whatever the office calls the set.
    public let entry: Int64
    /// Its number at the office; `nil` until it is sealed.
    public let number: ChangeNumber?
    public let state: OutboxState
    /// The own wall clock when it was made.
    public let madeAt: Milliseconds
    public let basis: Basis
    /// What it changed, in the order in which the transaction first touched the rows.
    public let changes: [Change]
    /// Whether it is drawn on top of the committed rows.
    public let isDrawn: Bool

    package init(
        entry: Int64, number: ChangeNumber?, state: OutboxState, madeAt: Milliseconds,
        basis: Basis, changes: [Change], isDrawn: Bool
    ) {
        self.entry = entry
        self.number = number
        self.state = state
        self.madeAt = madeAt
        self.basis = basis
        self.changes = changes
        self.isDrawn = isDrawn
    }
}

/// What happened to one row here.
public struct HistoryEntry: Hashable, Sendable {
    public let entry: Int64
    public let madeAt: Milliseconds
    public let state: OutboxState
    public let change: Change
}

/// Whether a row is drawn with work that the office has not decided yet.
public enum PendingState: Hashable, Sendable {
    /// As the office has it.
    case committed
    /// Made here; the office does not have it yet.
    case made
    /// The office has it; own changes are drawn on top.
    case changed
    /// The office has it; it was deleted here.
    case deleted
}

internal import SyncProtocol

/// A change set's name at the office.
struct SetName: Hashable, Comparable, CustomStringConvertible {
    let device: DeviceID
    let number: ChangeNumber

    static func < (left: SetName, right: SetName) -> Bool {
        (left.device, left.number) < (right.device, right.number)
    }

    var description: String { "\(device)/\(number.rawValue)" }
}

/// What happened at the office, in order, across all its histories.
enum JournalItem {
    /// A sequence; the set that it is of, when a device's, with what an independent table says of its rights.
    case line(LogLine, ChangeSet?, isAllowed: Bool?, refusal: ModelRefusal?)
    /// A set without a sequence, with what the table of rights and the model say of it.
    case returned(SetName, Reason, Opinion?)
    /// What one commit did to rows, sorted by row.
    case rows([RowStep])
    /// The office is what it was at that sequence.
    case wentBack(Sequence)
}

/// What is thought of a set that the office returned.
struct Opinion {
    let isAllowed: Bool?
    let refusal: ModelRefusal?
}

/// A verdict that a replica shows its author.
struct Acknowledgement: Hashable {
    let replica: Int
    let entry: Int64
    let name: SetName
    let sequence: Sequence
    /// The office's head with it, in the history that the verdict is of; `nil` where that is not known.
    let head: Hash256?
    let changes: [Change]
}

/// Something found while the record was kept, for the checker of that name to say.
struct Complaint: Hashable {
    let promise: String
    let detail: String
}

/// What the office was told on one connection.
struct SessionRecord {
    var hello: Hello?
    var device: DeviceID?
    var replica: Int?
    /// What its marks prove that its device has seen, and what it was sent since.
    var agreed = Sequence.zero
    /// How many messages the office has sent on it.
    var said = 0
    /// Pushes that wait for their verdicts, in order.
    var pushes: [Hash256] = []
    /// Scopes that an independent table grants, at the last pull; `nil` once that is answered.
    var scopes: [Scope]?

    mutating func wasSent(_ sequence: Sequence) { agreed = max(agreed, sequence) }
}

/// One segment that somebody pushed.
struct SegmentRecord {
    let segment: SealedSegment
    /// Opened when first asked for.
    var sets: [ChangeSet]?
    /// Of the session for which it is judged, or was judged last.
    var agreed = Sequence.zero
}

/// Where a head of the log stood.
struct HeadPlace: Hashable {
    let line: LogLine
    let before: Hash256

    var sequence: Sequence { line.sequence }
}

internal import SyncProtocol

/// A device of an ordinary member, enrolled as any other, whose program is not ours.
final class Forger {
    let fingerprint: Hash256
    /// Proves the invite, also when the answer was lost.
    let secret: [UInt8]
    private(set) var key: any SealingKey
    /// Of the identity that it has asked for.
    private var nextKey: (any SealingKey)?
    /// `nil` until the office has told it.
    private(set) var device: DeviceID?
    /// The next number that the office expects, as far as it knows.
    private(set) var next = ChangeNumber.first
    /// The hash of the segment that ends before a number.
    private var ends: [ChangeNumber: Hash256] = [.first: .zero]
    /// Where the office stood at the last verdict.
    var mark = Mark.unknown
    /// The office has other sets under its numbers than it thinks.
    var isAstray = false
    /// Rows that it tried to make.
    var made: [Change] = []
    private var stamp = Timestamp.zero

    init(fingerprint: Hash256, secret: [UInt8], key: any SealingKey) {
        self.fingerprint = fingerprint
        self.secret = secret
        self.key = key
    }

    /// The hash that the next segment must name; `nil` when it does not know.
    var previous: Hash256? { ends[next] }

    /// Nothing new when it asked twice.
    func enrolled(as device: DeviceID) {
        if self.device == nil { self.device = device }
    }

    /// - Parameter number: the one that the office expects.
    func welcomed(next number: ChangeNumber, isConfirmed: Bool) {
        next = number
        if !isConfirmed { mark = .unknown }
    }

    /// A segment in its right place is on its way.
    func sent(_ segment: SealedSegment) {
        next = segment.header.last.next
        ends[next] = segment.hash
    }

    func asksForIdentity(with key: any SealingKey) { nextKey = key }

    func reidentified(as device: DeviceID) {
        guard let key = nextKey else { return }
        self.key = key
        self.device = device
        nextKey = nil
        next = .first
        ends = [.first: .zero]
        isAstray = false
    }

    /// A reading of its clock.
    func reading(wall: Milliseconds) -> Timestamp {
        stamp = stamp.next(wall: wall)
        return stamp
    }
}

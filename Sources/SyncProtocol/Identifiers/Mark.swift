/// A place in the office's history that either side can check: epoch, sequence and log head there.
///
/// A replica keeps two: its cursor (the last checkpoint it applied) and its last receipt (of the last
/// verdict it got). A mark that the office cannot confirm means that the office went back in time.
public struct Mark: Hashable, Sendable {
    public let epoch: Epoch
    public let sequence: Sequence
    /// SHA-256 chain head of the office's log at `sequence`.
    public let head: Hash256

    /// Position 0: nothing known, and never a match.
    public static let unknown = Mark(epoch: .unknown, sequence: .zero, head: .zero)

    public init(epoch: Epoch, sequence: Sequence, head: Hash256) {
        self.epoch = epoch
        self.sequence = sequence
        self.head = head
    }
}

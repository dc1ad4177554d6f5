package import SyncProtocol

/// One sequence of the log: each head is made of the one before it.
package struct LogEntry: Hashable, Sendable {
    package let sequence: Sequence
    package let epoch: Epoch
    /// Whose set it was; the office's own for what it did itself.
    package let device: DeviceID
    /// The set's number at its device, 0 for the office's own.
    package let number: UInt64
    /// The effective time.
    package let at: Milliseconds
    /// What the entry stands for, see `EntryHash`.
    package let entry: Hash256
    package let head: Hash256

    package init(
        sequence: Sequence, epoch: Epoch, device: DeviceID, number: UInt64, at: Milliseconds,
        entry: Hash256, head: Hash256
    ) {
        self.sequence = sequence
        self.epoch = epoch
        self.device = device
        self.number = number
        self.at = at
        self.entry = entry
        self.head = head
    }

    /// The head of a log after one more entry.
    static func head(after head: Hash256, entry: Hash256) -> Hash256 {
        Hash256(of: head.bytes, entry.bytes)
    }
}

/// The checkpoint that the author's replica stood at when it made a change set.
public struct Basis: Hashable, Sendable {
    public let epoch: Epoch
    public let sequence: Sequence

    public init(epoch: Epoch, sequence: Sequence) {
        self.epoch = epoch
        self.sequence = sequence
    }
}

/// Everything one local transaction changed. Atomic: admitted or returned whole.
public struct ChangeSet: Hashable, Sendable {
    public let device: DeviceID
    /// 1, 2, 3 … at its device, without gaps.
    public let number: ChangeNumber
    /// When it was made, by the author's clock corrected by the measured offset to the office.
    public let timestamp: Timestamp
    public let basis: Basis
    /// Each row once per table, in the order in which the transaction first touched them.
    public let changes: [Change]

    public init(
        device: DeviceID, number: ChangeNumber, timestamp: Timestamp, basis: Basis,
        changes: [Change]
    ) {
        self.device = device
        self.number = number
        self.timestamp = timestamp
        self.basis = basis
        self.changes = changes
    }
}

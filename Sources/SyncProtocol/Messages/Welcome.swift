/// The office's answer to Hello.
public struct Welcome: Hashable, Sendable {
    /// The protocol version to speak from here on.
    public let version: UInt8
    public let schemaVersion: UInt32
    /// The office's; the cursor's own when that is denied only for being too old.
    public let epoch: Epoch
    /// Where the office stands.
    public let sequence: Sequence
    /// The change set number that the office expects next of this device.
    public let nextNumber: ChangeNumber
    /// Whether the office could confirm both marks of Hello. When not, it went back in time: the replica
    /// deletes nothing and offers its own admitted segments again, from `nextNumber` on.
    public let marksConfirmed: Bool
    /// Admitted segments up to this sequence are safe in a backup and need not be kept.
    public let backedUpThrough: Sequence
    /// The office's wall clock as it was sent.
    public let clock: Milliseconds
    /// Scopes granted to the device now, sorted.
    public let scopes: [Scope]

    public init(
        version: UInt8, schemaVersion: UInt32, epoch: Epoch, sequence: Sequence,
        nextNumber: ChangeNumber, marksConfirmed: Bool, backedUpThrough: Sequence,
        clock: Milliseconds, scopes: [Scope]
    ) {
        self.version = version
        self.schemaVersion = schemaVersion
        self.epoch = epoch
        self.sequence = sequence
        self.nextNumber = nextNumber
        self.marksConfirmed = marksConfirmed
        self.backedUpThrough = backedUpThrough
        self.clock = clock
        self.scopes = scopes
    }
}

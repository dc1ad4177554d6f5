/// The first message of an enrolled device. Segments and Pull follow without waiting for the answer.
public struct Hello: Hashable, Sendable {
    /// Protocol versions that the replica speaks, lowest and highest.
    public let versions: ClosedRange<UInt8>
    public let deployment: DeploymentID
    public let device: DeviceID
    public let schemaVersion: UInt32
    /// The last checkpoint applied.
    public let cursor: Mark
    /// Where the office stood at the last verdict received.
    public let receipt: Mark
    /// The number of the first change set without a verdict, or of the next one to be made.
    public let nextNumber: ChangeNumber
    /// The hash of the last segment whose sets all have verdicts; `zero` when there is none.
    public let lastSegment: Hash256
    /// Scopes whose rows the replica has, sorted.
    public let scopes: [Scope]
    /// The replica's wall clock as it was sent.
    public let clock: Milliseconds

    public init(
        versions: ClosedRange<UInt8>, deployment: DeploymentID, device: DeviceID,
        schemaVersion: UInt32, cursor: Mark, receipt: Mark, nextNumber: ChangeNumber,
        lastSegment: Hash256, scopes: [Scope], clock: Milliseconds
    ) {
        self.versions = versions
        self.deployment = deployment
        self.device = device
        self.schemaVersion = schemaVersion
        self.cursor = cursor
        self.receipt = receipt
        self.nextNumber = nextNumber
        self.lastSegment = lastSegment
        self.scopes = scopes
        self.clock = clock
    }
}

/// The first message of a device that is not enrolled yet: proves the invite's secret.
public struct Enrol: Hashable, Sendable {
    public let versions: ClosedRange<UInt8>
    public let deployment: DeploymentID
    /// The invite's one-time secret, 16 bytes. Sent only after the office's key was verified.
    public let secret: [UInt8]
    /// Ed25519 public key that will sign this device's segments, 32 bytes.
    public let signingKey: [UInt8]
    /// What people call the device. At most 100 bytes.
    public let name: String

    public init(
        versions: ClosedRange<UInt8>, deployment: DeploymentID, secret: [UInt8],
        signingKey: [UInt8], name: String
    ) {
        self.versions = versions
        self.deployment = deployment
        self.secret = secret
        self.signingKey = signingKey
        self.name = name
    }
}

/// The device is enrolled; the invite is spent. The connection goes on with Hello.
public struct Enrolled: Hashable, Sendable {
    public let device: DeviceID
    public let member: RowID
    /// The member's role and name, to show before the first sync.
    public let role: String
    public let memberName: String
    public let clock: Milliseconds

    public init(
        device: DeviceID, member: RowID, role: String, memberName: String, clock: Milliseconds
    ) {
        self.device = device
        self.member = member
        self.role = role
        self.memberName = memberName
        self.clock = clock
    }
}

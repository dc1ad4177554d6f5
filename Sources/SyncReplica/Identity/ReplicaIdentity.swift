public import SyncProtocol

/// Who a replica is at its office. Lives in the replica's file, which only its owner may read.
public struct ReplicaIdentity: Hashable, Sendable {
    public let deployment: DeploymentID
    public let device: DeviceID
    public let member: RowID
    public let role: String
    public let memberName: String
    /// The office's pinned key.
    public let officeFingerprint: Hash256
    /// Where the office may be found, best first.
    public let addresses: [String]

    public init(
        deployment: DeploymentID, device: DeviceID, member: RowID, role: String,
        memberName: String, officeFingerprint: Hash256, addresses: [String]
    ) {
        self.deployment = deployment
        self.device = device
        self.member = member
        self.role = role
        self.memberName = memberName
        self.officeFingerprint = officeFingerprint
        self.addresses = addresses
    }

}

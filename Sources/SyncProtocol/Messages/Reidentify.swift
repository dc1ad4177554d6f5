/// After a fork: asks for a new identity for the same member. The TLS key stays.
public struct Reidentify: Hashable, Sendable {
    /// A fresh Ed25519 public key, 32 bytes.
    public let signingKey: [UInt8]

    public init(signingKey: [UInt8]) {
        self.signingKey = signingKey
    }
}

/// The new identity; its next change set number is 1.
public struct Reidentified: Hashable, Sendable {
    public let device: DeviceID

    public init(device: DeviceID) {
        self.device = device
    }
}

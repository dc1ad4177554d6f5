/// What a segment says of itself before its body.
public struct SegmentHeader: Hashable, Sendable {
    public let deployment: DeploymentID
    public let device: DeviceID
    /// The number of the first change set; the others follow without gaps.
    public let first: ChangeNumber
    /// 1 ... `Limits.segmentSetsMax`.
    public let count: Int
    /// SHA-256 of the device's previous sealed segment, `zero` for its first.
    public let previous: Hash256

    public init(
        deployment: DeploymentID, device: DeviceID, first: ChangeNumber, count: Int,
        previous: Hash256
    ) {
        self.deployment = deployment
        self.device = device
        self.first = first
        self.count = count
        self.previous = previous
    }

    /// The number of the last change set.
    public var last: ChangeNumber { ChangeNumber(first.rawValue &+ UInt64(max(count, 1) - 1)) }
}

/// Consecutive change sets of one device, encoded once, hash-chained and signed: immutable bytes.
public struct SealedSegment: Hashable, Sendable {
    public let header: SegmentHeader
    /// The exact bytes that were signed, with the signature; stored before they are sent, resent unchanged.
    public let bytes: [UInt8]
    /// SHA-256 of `bytes`.
    public let hash: Hash256

    /// A segment in bytes of whatever coding: a reader has taken the header from them.
    package init(header: SegmentHeader, bytes: [UInt8]) {
        self.header = header
        self.bytes = bytes
        self.hash = Hash256(of: bytes)
    }
}

/// Signs segments for one device. Injected, so that this target holds no keys.
public protocol SegmentSigner: Sendable {
    /// - Returns: a 64-byte Ed25519 signature.
    func signature(of bytes: [UInt8]) throws -> [UInt8]
}

/// Checks a segment's signature against the device's public key.
public protocol SegmentVerifier: Sendable {
    func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool
}

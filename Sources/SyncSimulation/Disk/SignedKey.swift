internal import SyncProtocol
internal import SyncReplica

/// The key of somebody who seals real segments.
struct SignedKey: SealingKey {
    private static let signatureByteCount = 64
    /// As Protocol/encoding.md has it.
    private static let signatureContext = Array("feltbog segment 1\n".utf8)

    private let key: SigningKey

    init(random: () -> UInt64) throws {
        key = try SigningKey(random: random)
    }

    var publicBytes: [UInt8] { key.publicBytes }

    func seal(
        _ sets: [ChangeSet], deployment: DeploymentID, device: DeviceID, previous: Hash256,
        schema: Schema
    ) throws -> SealedSegment {
        try SealedSegment.seal(
            sets, deployment: deployment, device: device, previous: previous, schema: schema,
            signer: key)
    }

    func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        let content = Array(bytes.dropLast(Self.signatureByteCount))
        return content + (try key.signature(of: Self.signatureContext + content))
    }
}

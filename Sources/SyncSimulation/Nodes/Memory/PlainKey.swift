internal import SyncProtocol

/// The key of somebody who seals `PlainSegments`.
struct PlainKey: SealingKey {
    let publicBytes: [UInt8]

    init(random: () -> UInt64) {
        publicBytes = (0..<4).flatMap { _ in
            let word = random()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
    }

    func seal(
        _ sets: [ChangeSet], deployment: DeploymentID, device: DeviceID, previous: Hash256,
        schema: Schema
    ) throws -> SealedSegment {
        try PlainSegments.seal(
            sets, deployment: deployment, device: device, previous: previous, schema: schema,
            key: publicBytes)
    }

    func sign(_ bytes: [UInt8]) -> [UInt8] {
        Array(bytes.dropLast(2 * publicBytes.count)) + publicBytes + publicBytes
    }
}

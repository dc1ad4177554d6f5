package import SyncProtocol

/// A signing key with the coding that the world's office reads: what somebody needs who makes segments without
/// a replica.
package protocol SealingKey: Sendable {
    /// 32 bytes, as the office keeps them.
    var publicBytes: [UInt8] { get }
    /// Sets that follow each other, coded, chained and signed.
    ///
    /// - Throws: when they are beyond what a segment holds.
    func seal(
        _ sets: [ChangeSet], deployment: DeploymentID, device: DeviceID, previous: Hash256,
        schema: Schema
    ) throws -> SealedSegment
    /// The bytes of a segment that were tampered with, signed again, whatever they say now.
    func sign(_ bytes: [UInt8]) throws -> [UInt8]
}

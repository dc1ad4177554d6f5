package import SyncProtocol

/// How the office opens what devices push. A simulated world that codes segments plainly and signs
/// nothing brings its own.
package protocol SegmentReading {
    /// Whether these bytes may be a device's signing key.
    func isKey(_ bytes: [UInt8]) -> Bool
    /// Reads the header, and with it whose segment it says to be.
    func segment(_ bytes: [UInt8]) throws(WireError) -> SealedSegment
    /// Whether the segment was signed with the private half of a device's signing key.
    func isSigned(_ segment: SealedSegment, by signingKey: [UInt8]) -> Bool
    /// The change sets, numbered by the header. Asked for after the signature only.
    func changeSets(
        in segment: SealedSegment, schema: Schema
    ) throws(WireError) -> [ChangeSet]
}

/// Segments as `Protocol/encoding.md` has them, signed with Ed25519.
package struct SignedSegments: SegmentReading {
    package init() {}

    package func isKey(_ bytes: [UInt8]) -> Bool { SigningKey(bytes: bytes) != nil }

    package func segment(_ bytes: [UInt8]) throws(WireError) -> SealedSegment {
        try SealedSegment(bytes: bytes)
    }

    package func isSigned(_ segment: SealedSegment, by signingKey: [UInt8]) -> Bool {
        guard let key = SigningKey(bytes: signingKey) else { return false }
        return segment.isSigned(by: key)
    }

    package func changeSets(
        in segment: SealedSegment, schema: Schema
    ) throws(WireError) -> [ChangeSet] {
        try segment.changeSets(schema: schema)
    }
}

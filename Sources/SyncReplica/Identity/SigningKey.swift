internal import Crypto
internal import SyncProtocol

/// The device's Ed25519 key: signs its segments.
package struct SigningKey: SegmentSigner, SegmentVerifier {
    /// 32 bytes, secret.
    let bytes: [UInt8]
    private let key: Curve25519.Signing.PrivateKey

    init(bytes: [UInt8]) throws {
        self.bytes = bytes
        self.key = try Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
    }

    /// Makes a key of 256 random bits.
    package init(random: () -> UInt64) throws {
        let bytes = (0..<4).flatMap { _ in
            let word = random()
            return (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
        }
        try self.init(bytes: bytes)
    }

    package var publicBytes: [UInt8] { Array(key.publicKey.rawRepresentation) }

    package func signature(of bytes: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: bytes))
    }

    package func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool {
        key.publicKey.isValidSignature(signature, for: bytes)
    }
}

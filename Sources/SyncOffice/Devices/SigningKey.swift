internal import Crypto
internal import Foundation
internal import SyncProtocol

/// A device's public Ed25519 key.
struct SigningKey: SegmentVerifier {
    private let key: Curve25519.Signing.PublicKey

    /// - Returns: `nil` when the bytes are no key.
    init?(bytes: [UInt8]) {
        guard bytes.count == 32,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return nil }
        self.key = key
    }

    func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool {
        key.isValidSignature(signature, for: bytes)
    }
}

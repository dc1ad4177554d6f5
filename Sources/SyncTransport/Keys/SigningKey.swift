internal import Crypto
internal import Foundation
public import SyncProtocol

/// The Ed25519 key that signs one device's segments.
public struct SigningKey: SegmentSigner {
    private let key: Curve25519.Signing.PrivateKey

    /// Makes a new key from the system's randomness.
    public static func generate() -> SigningKey { SigningKey(key: Curve25519.Signing.PrivateKey()) }

    private init(key: Curve25519.Signing.PrivateKey) {
        self.key = key
    }

    /// - Parameter serialized: the 32 bytes that `serialized` gave.
    /// - Throws: `TransportError` `malformed`.
    public init(serialized: [UInt8]) throws {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: serialized) else {
            throw TransportError(.malformed, "The stored signing key cannot be read.")
        }
        self.key = key
    }

    /// The 32 secret bytes: to be stored where only the owner reads.
    public var serialized: [UInt8] { Array(key.rawRepresentation) }

    /// What the office is told, 32 bytes.
    public var publicKey: SigningPublicKey { SigningPublicKey(key: key.publicKey) }

    public func signature(of bytes: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: bytes))
    }
}

/// Checks what a `SigningKey` signed.
public struct SigningPublicKey: SegmentVerifier {
    private let key: Curve25519.Signing.PublicKey

    init(key: Curve25519.Signing.PublicKey) {
        self.key = key
    }

    /// - Returns: `nil` unless there are exactly 32 bytes.
    public init?(bytes: [UInt8]) {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
            return nil
        }
        self.key = key
    }

    /// Exactly 32 bytes.
    public var bytes: [UInt8] { Array(key.rawRepresentation) }

    public func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool {
        key.isValidSignature(signature, for: bytes)
    }
}

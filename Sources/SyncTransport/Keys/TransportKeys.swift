internal import Crypto
internal import Foundation
internal import NIOSSL
internal import SwiftASN1
public import SyncProtocol
internal import X509

/// The key pair that a device or an office proves itself with in TLS, and the self-signed certificate around it.
///
/// The certificate's name and dates say nothing and are never checked: trust is the fingerprint alone.
public struct TransportKeys: Sendable {
    /// SHA-256 of the public key's SubjectPublicKeyInfo in DER: what the peer pins.
    public let fingerprint: Hash256
    let certificate: NIOSSLCertificate
    let privateKey: NIOSSLPrivateKey
    private let pem: String

    /// Makes a new P-256 key pair from the system's randomness.
    public static func generate() throws -> TransportKeys {
        let key = P256.Signing.PrivateKey()
        let name = try DistinguishedName { CommonName("feltbog") }
        // Wide fixed dates: no clock is asked, and a wrong clock locks nobody out.
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date(timeIntervalSince1970: 0),
            notValidAfter: Date(timeIntervalSince1970: 253_370_764_800),
            issuer: name, subject: name, extensions: Certificate.Extensions(),
            issuerPrivateKey: Certificate.PrivateKey(key))
        let pem = try key.pemRepresentation + "\n" + certificate.serializeAsPEM().pemString + "\n"
        return try TransportKeys(serialized: Array(pem.utf8))
    }

    /// Reads what `serialized` gave.
    ///
    /// - Throws: `TransportError` `malformed`.
    public init(serialized: [UInt8]) throws {
        do {
            privateKey = try NIOSSLPrivateKey(bytes: serialized, format: .pem)
            let certificates = try NIOSSLCertificate.fromPEMBytes(serialized)
            guard let first = certificates.first, certificates.count == 1 else {
                throw TransportError(.malformed)
            }
            certificate = first
            fingerprint = try Self.fingerprint(of: first)
            pem = String(decoding: serialized, as: UTF8.self)
        } catch {
            throw TransportError(
                .malformed, "The stored keys cannot be read.", detail: "\(type(of: error))")
        }
    }

    /// The private key and the certificate as PEM text: to be stored where only the owner reads.
    public var serialized: [UInt8] { Array(pem.utf8) }

    static func fingerprint(of certificate: NIOSSLCertificate) throws -> Hash256 {
        Hash256(of: try certificate.extractPublicKey().toSPKIBytes())
    }
}

extension TransportKeys: CustomStringConvertible {
    /// Never the private key.
    public var description: String { "TransportKeys(\(fingerprint))" }
}

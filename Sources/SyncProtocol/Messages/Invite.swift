/// What a new device needs to find the office, know it again, and prove that it was invited.
///
/// Its text is for a QR code, a message or a keyboard: `feltbog1-` and groups of Crockford base32, in
/// which letters' case and hyphens do not matter and a mistyped character is noticed.
public struct Invite: Hashable, Sendable {
    public let deployment: DeploymentID
    /// SHA-256 of the office's public key (SubjectPublicKeyInfo, DER).
    public let officeFingerprint: Hash256
    /// Where the office may be reached, `host:port`, best first: 1 ... 8, each at most 255 bytes.
    public let addresses: [String]
    /// One-time secret, 16 bytes.
    public let secret: [UInt8]
    /// By the office's clock.
    public let expires: Milliseconds

    public init(
        deployment: DeploymentID, officeFingerprint: Hash256, addresses: [String],
        secret: [UInt8], expires: Milliseconds
    ) {
        self.deployment = deployment
        self.officeFingerprint = officeFingerprint
        self.addresses = addresses
        self.secret = secret
        self.expires = expires
    }

    static let prefix = "feltbog1-"
    static let addressesMax = 8
    static let addressBytesMax = 255
    static let secretByteCount = 16
}

extension Invite {
    /// The invite for people.
    ///
    /// - Precondition: the secret has 16 bytes, the addresses are within their limits.
    public var text: String {
        precondition(
            secret.count == Self.secretByteCount
                && (1...Self.addressesMax).contains(addresses.count)
                && addresses.allSatisfy { (1...Self.addressBytesMax).contains($0.utf8.count) },
            "an invite within its limits")
        var writer = ByteWriter()
        writer.fixed64(deployment.rawValue)
        writer.hash(officeFingerprint)
        writer.raw(secret)
        writer.signed(expires)
        writer.count(addresses.count)
        for address in addresses { writer.text(address) }
        let checksum = CRC32.checksum(of: writer.bytes)
        for shift in [24, 16, 8, 0] as [UInt32] {
            writer.byte(UInt8(truncatingIfNeeded: checksum >> shift))
        }
        return Self.prefix + Base32.text(of: writer.bytes)
    }

    /// - Throws: `unsupported` when the text is no invite at all, `malformed` or `truncated` when it was
    ///   mistyped or cut. Every single mistyped character and every swap of neighbours is noticed.
    public init(text: String) throws(WireError) {
        let characters = text.utf8.filter { !" \t\r\n".utf8.contains($0) }
        let prefix = Array(Self.prefix.utf8)
        guard characters.count <= 8_192,
            characters.prefix(prefix.count).map(lowercased).elementsEqual(prefix)
        else { throw WireError(.unsupported, "invite") }
        let bytes = try Base32.bytes(of: characters.dropFirst(prefix.count))
        guard bytes.count > 4 else { throw WireError(.truncated, "invite") }
        let body = Array(bytes.dropLast(4))
        var checksum: UInt32 = 0
        for byte in bytes.suffix(4) { checksum = checksum << 8 | UInt32(byte) }
        guard checksum == CRC32.checksum(of: body) else {
            throw WireError(.malformed, "invite.checksum")
        }
        var reader = ByteReader(body)
        let deployment = DeploymentID(try reader.fixed64("invite.deployment"))
        let fingerprint = try reader.hash("invite.fingerprint")
        let secret = try reader.raw(Self.secretByteCount, "invite.secret")
        let expires = try reader.signed("invite.expires")
        let count = try reader.count("invite.addresses", limit: Self.addressesMax)
        guard count >= 1 else { throw WireError(.malformed, "invite.addresses") }
        var addresses: [String] = []
        for _ in 0..<count {
            let address = try reader.text("invite.address", limit: Self.addressBytesMax)
            guard !address.isEmpty else { throw WireError(.malformed, "invite.address") }
            addresses.append(address)
        }
        try reader.expectEnd("invite")
        self.init(
            deployment: deployment, officeFingerprint: fingerprint, addresses: addresses,
            secret: secret, expires: expires)
    }
}

private func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}

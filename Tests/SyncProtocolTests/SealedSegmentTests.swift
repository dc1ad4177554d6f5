import Crypto
import SyncProtocol
import Testing

@Suite struct SealedSegmentTests {
    private let key = Key()

    @Test func `change sets survive sealing, and the header tells who and which`() throws {
        let sealed = try SealedSegment.seal(
            Samples.changeSets, deployment: Samples.deployment, device: Samples.device,
            previous: Hash256(of: [9]), schema: Samples.schema, signer: key)
        let received = try SealedSegment(bytes: sealed.bytes)
        #expect(received == sealed)
        #expect(received.header.first == ChangeNumber(41))
        #expect(received.header.count == 3)
        #expect(received.header.previous == Hash256(of: [9]))
        #expect(received.isSigned(by: key))
        #expect(try received.changeSets(schema: Samples.schema) == Samples.changeSets)
    }

    @Test func `a changed byte breaks the signature and never traps`() throws {
        let sealed = try SealedSegment.seal(
            Samples.changeSets, deployment: Samples.deployment, device: Samples.device,
            previous: .zero, schema: Samples.schema, signer: key)
        for index in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[index] ^= 0x41
            guard let changed = try? SealedSegment(bytes: bytes) else { continue }
            #expect(!changed.isSigned(by: key))
            _ = try? changed.changeSets(schema: Samples.schema)
        }
    }
}

struct Key: SegmentSigner, SegmentVerifier {
    private let key = Curve25519.Signing.PrivateKey()

    func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(try key.signature(for: bytes)) }

    func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool {
        key.publicKey.isValidSignature(signature, for: bytes)
    }
}

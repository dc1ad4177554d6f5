import SyncProtocol
import SyncTransport
import Testing

@Suite struct TransportKeysTests {
    @Test func `Stored keys are the same keys`() throws {
        let again = try TransportKeys(serialized: TestKeys.device.serialized)
        #expect(again.fingerprint == TestKeys.device.fingerprint)
        #expect(again.serialized == TestKeys.device.serialized)
    }

    @Test func `Two key pairs have two fingerprints`() {
        #expect(TestKeys.device.fingerprint != TestKeys.office.fingerprint)
    }

    @Test func `Bytes that are no keys are malformed`() async {
        #expect(await code { try TransportKeys(serialized: [1, 2, 3]) } == .malformed)
        #expect(await code { try SigningKey(serialized: [1, 2, 3]) } == .malformed)
    }

    @Test func `A description never shows the private key`() {
        #expect(!"\(TestKeys.device)".contains("PRIVATE"))
    }

    @Test func `What one signing key signed only its public key verifies`() throws {
        let key = SigningKey.generate()
        let signature = try SigningKey(serialized: key.serialized).signature(of: [1, 2, 3])
        #expect(signature.count == 64)
        let known = try #require(SigningPublicKey(bytes: key.publicKey.bytes))
        #expect(known.isValid(signature: signature, of: [1, 2, 3]))
        #expect(!known.isValid(signature: signature, of: [1, 2, 4]))
        #expect(!SigningKey.generate().publicKey.isValid(signature: signature, of: [1, 2, 3]))
        #expect(!known.isValid(signature: [], of: [1, 2, 3]))
    }
}

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

    @Test(arguments: 0..<30)
    func `any change sets survive`(_ seed: UInt64) throws {
        var random = Random(seed: seed)
        let sets = random.changeSets(1 + Int(seed), device: Samples.device)
        let sealed = try SealedSegment.seal(
            sets, deployment: Samples.deployment, device: Samples.device, previous: .zero,
            schema: Samples.schema, signer: key)
        #expect(try sealed.changeSets(schema: Schema(version: 1, tables: [])) == sets)
    }

    @Test func `sets that do not follow each other, or are too many, are not sealed`() {
        let sets = Samples.changeSets
        for wrong in [[], [sets[0], sets[2]], Array(repeating: sets[0], count: 2_001)] {
            #expect(throws: WireError.self) {
                try SealedSegment.seal(
                    wrong, deployment: Samples.deployment, device: Samples.device, previous: .zero,
                    schema: Samples.schema, signer: key)
            }
        }
    }

    @Test func `a largest set fits one segment`() throws {
        var random = Random(seed: 3)
        let noise = (0..<4).map { column in
            Cell(
                ColumnID(UInt16(column + 1)),
                .blob((0..<65_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }))
        }
        let set = ChangeSet(
            device: Samples.device, number: .first, timestamp: .zero,
            basis: Basis(epoch: .unknown, sequence: .zero),
            changes: [Change(.insert, table: TableID(16), row: Samples.row(1), cells: noise)])
        #expect(set.byteCount <= Limits.setBytesMax)
        let sealed = try SealedSegment.seal(
            [set], deployment: Samples.deployment, device: Samples.device, previous: .zero,
            schema: Samples.schema, signer: key)
        #expect(try sealed.changeSets(schema: Samples.schema) == [set])
        #expect(SealedSegment.prefixCount(of: [set, set]) == 1)
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

import SyncProtocol
import Testing

@Suite struct ChangeSetCodecTests {
    @Test func `changes survive the outbox, unknown columns included`() throws {
        let bytes = try ChangeSetCodec.encode(changes: Samples.changes, schema: Samples.schema)
        let changes = try ChangeSetCodec.decode(bytes, schema: Samples.schema)
        #expect(changes == Samples.changes)
    }

    @Test func `cut bytes are errors, changed ones never trap`() throws {
        let bytes = try ChangeSetCodec.encode(changes: Samples.changes, schema: Samples.schema)
        for index in bytes.indices {
            #expect(throws: WireError.self) {
                try ChangeSetCodec.decode(Array(bytes[..<index]), schema: Samples.schema)
            }
            var changed = bytes
            changed[index] ^= 0x81
            _ = try? ChangeSetCodec.decode(changed, schema: Samples.schema)
        }
    }

    @Test func `a set of the largest count passes, one more does not`() throws {
        let one = Change(.delete, table: TableID(16), row: Samples.row(1))
        let most = Array(repeating: one, count: Limits.setChangesMax)
        #expect(throws: Never.self) {
            try ChangeSetCodec.encode(changes: most, schema: Samples.schema)
        }
        #expect(throws: WireError(.limitExceeded, "changes")) {
            try ChangeSetCodec.encode(changes: most + [one], schema: Samples.schema)
        }
    }
}

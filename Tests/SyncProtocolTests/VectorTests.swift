import Foundation
import SyncProtocol
import Testing

/// Protocol/vectors holds bytes with their meaning. A change of any is a change of the protocol.
///
/// With FELTBOG_WRITE_VECTORS set, the files are written anew instead.
@Suite struct VectorTests {
    private struct FixedSigner: SegmentSigner {
        func signature(of bytes: [UInt8]) throws -> [UInt8] { Array(repeating: 0x5A, count: 64) }
    }

    @Test func `frames are those of the vectors, and are read as what they mean`() throws {
        var vectors: [(String, [UInt8])] = []
        for (index, message) in Samples.messages.enumerated() {
            let frame = try message.frame(schema: Samples.schema)
            vectors.append(("\(index) \(name(of: message))", frame.encoded))
        }
        for (name, bytes) in try compared(vectors, with: "frames.txt") {
            var decoder = FrameDecoder()
            decoder.append(bytes)
            let frame = try #require(try decoder.next())
            let index = try #require(Int(name.prefix { $0 != " " }))
            let message = try Message(frame: frame, schema: Samples.schema)
            #expect(message == Samples.messages[index])
        }
    }

    @Test func `a segment is that of the vector`() throws {
        let sealed = try SealedSegment.seal(
            Samples.changeSets, deployment: Samples.deployment, device: Samples.device,
            previous: .zero, schema: Samples.schema, signer: FixedSigner())
        for (_, bytes) in try compared([("three sets", sealed.bytes)], with: "segment.txt") {
            let read = try SealedSegment(bytes: bytes).changeSets(schema: Samples.schema)
            #expect(read == Samples.changeSets)
        }
    }

    @Test func `texts of people are those of the vector`() throws {
        let people = [
            ("Åse Kjærgård", "aase.kjaergaard@gmail.com"),
            ("Mette Lund Nielsen", "mettenielsen@live.dk"),
            ("Søren Ømark", "soren84@hotmail.com"), ("Åse Kjærgård", "aase.kjaergaard@gmail.com"),
        ]
        let rows = people.enumerated().map { index, person in
            BatchRow(
                table: TableID(17), row: Samples.row(index),
                state: .whole([
                    Cell(ColumnID(2), .text(person.0)), Cell(ColumnID(3), .text(person.1)),
                ]))
        }
        let batch = Batch(through: Sequence(5), rows: rows)
        let bytes = try BatchCodec.encode(batch, schema: Samples.schema)
        for (_, bytes) in try compared([("four people", bytes)], with: "batch-people.txt") {
            #expect(try BatchCodec.decode(bytes, schema: Samples.schema) == batch)
        }
    }

    private func name(of message: Message) -> String {
        String(String(describing: message).prefix { $0 != "(" })
    }

    /// Compares with the file's lines `name: hexadecimal`, and returns those.
    private func compared(
        _ vectors: [(String, [UInt8])], with file: String
    ) throws -> [(String, [UInt8])] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Protocol/vectors")
        let url = folder.appending(path: file)
        let lines = vectors.map { name, bytes in
            "\(name): " + bytes.map { String(format: "%02x", $0) }.joined()
        }
        if ProcessInfo.processInfo.environment["FELTBOG_WRITE_VECTORS"] != nil {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: url)
        }
        let kept = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(
            String.init)
        #expect(kept == lines)
        return kept.compactMap { line in
            let parts = line.split(separator: ": ").map(String.init)
            guard parts.count == 2 else { return nil }
            let digits = Array(parts[1].utf8)
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap {
                UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
            }
            return (parts[0], bytes)
        }
    }
}

internal import SyncProtocol
internal import SyncSQLite

/// A small file beside the database.
///
/// Written after each commit batch without waiting for the disk: behind the database it says nothing.
struct MarkFile: MarkKeeper {
    let path: String
    let files: any FileSystem
    private static let byteCountMax = 256

    /// `nil` when there is no such file or it is cut short.
    func read() -> Mark? {
        guard let bytes = files.start(of: path, count: Self.byteCountMax) else { return nil }
        let words = String(decoding: bytes, as: UTF8.self)
            .split(whereSeparator: \.isWhitespace)
        guard words.count == 4, words[0] == "feltbog-mark-1",
            let epoch = UInt64(words[1], radix: 16), let sequence = UInt64(words[2]),
            let head = Self.hash(words[3])
        else { return nil }
        return Mark(epoch: Epoch(epoch), sequence: Sequence(sequence), head: head)
    }

    func write(_ mark: Mark) {
        let text = """
            feltbog-mark-1 \(String(mark.epoch.rawValue, radix: 16)) \(mark.sequence.rawValue) \
            \(mark.head)

            """
        files.replace(path, with: Array(text.utf8))
    }

    private static func hash(_ text: Substring) -> Hash256? {
        let digits = Array(text.utf8)
        guard digits.count == 2 * Hash256.byteCount else { return nil }
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[start..<start + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        return Hash256(bytes: bytes)
    }
}

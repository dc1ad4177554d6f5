internal import Foundation

/// The two outputs of a command: results on standard output, messages on standard error.
///
/// Every line is written at once, unbuffered: a script that waits for it gets it.
enum Console {
    /// A line of result.
    static func result(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// A line for the person.
    static func message(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// A value as one line of JSON with stable, sorted keys.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        result(String(decoding: try encoder.encode(value), as: UTF8.self))
    }
}

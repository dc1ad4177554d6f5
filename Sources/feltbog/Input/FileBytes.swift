internal import Foundation

/// Whole small files.
enum FileBytes {
    /// Bytes of one file that a person names, `-` for standard input; at most so many.
    static let byteCountMax = 64 << 20

    /// - Throws: `Failure` (not found).
    static func read(_ path: String) throws -> [UInt8] {
        let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
        guard let handle, let data = try? handle.read(upToCount: byteCountMax + 1) ?? Data(),
            data.count <= byteCountMax
        else { throw Failure(.notFound, UsagePhrase.fileMissing(path)) }
        return Array(data)
    }

    /// Written whole or not at all; `-` is standard output.
    ///
    /// - Throws: `Failure` (failed).
    static func write(_ bytes: [UInt8], to path: String) throws {
        guard path != "-" else { return Console.bytes(bytes) }
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw Failure(.failed, UsagePhrase.fileMissing(path))
        }
    }
}

internal import Foundation

#if canImport(Glibc)
    internal import Glibc
#endif

/// Whole files that are there completely or not at all, also after a power cut.
enum DurableFile {
    /// Writes beside the file, flushes, and renames; only the owner may read.
    ///
    /// - Throws: `POSIXError`.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let draft = "\(path).\(getpid()).new"
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw lastError }
        do {
            defer { close(descriptor) }
            var start = 0
            while start < bytes.count {
                let count = bytes[start...].withUnsafeBytes {
                    Glibc.write(descriptor, $0.baseAddress, $0.count)
                }
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw lastError }
                start += count
            }
            guard fsync(descriptor) == 0 else { throw lastError }
            guard rename(draft, path) == 0 else { throw lastError }
        } catch {
            unlink(draft)
            throw error
        }
        try flush(folder(of: path))
    }

    /// Has a file, or a folder's list of files, on disk when it returns.
    static func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw lastError }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw lastError }
    }

    /// Renames a file or folder; both places are in the same file system.
    static func move(_ old: String, to new: String) throws {
        try flush(old)
        guard rename(old, new) == 0 else { throw lastError }
        try flush(folder(of: new))
    }

    /// Removes a file if it is there.
    static func remove(_ path: String) {
        unlink(path)
    }

    private static func folder(of path: String) -> String {
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private static var lastError: POSIXError {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
    }
}

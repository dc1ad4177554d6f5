internal import Foundation
internal import Glibc

/// The small files beside a database, and what a database needs before SQLite opens it. SQLite's own files
/// are on the same disk, but reach it by SQLite's own means.
package protocol FileSystem: Sendable {
    func exists(_ path: String) -> Bool
    /// Makes a folder and those above it, unless they are there.
    func makeFolder(_ path: String) throws
    /// Makes an empty file. Answers whether it is there.
    func create(_ path: String) -> Bool
    /// Makes the file if it is missing, and it and SQLite's files beside it readable by their owner only.
    func closeToOthers(_ path: String)
    /// Up to `count` bytes from the start; `nil` when the file cannot be read.
    func start(of path: String, count: Int) -> [UInt8]?
    /// Replaces a file whole, without waiting for the disk. A failure leaves the old one and is not told.
    func replace(_ path: String, with bytes: [UInt8])
    func remove(_ path: String)
    /// A lock that processes respect, on a file of its own.
    ///
    /// - Throws: `StoreError` when the file cannot be made.
    func lockFile(_ path: String) throws -> any AdvisoryLock
}

/// A lock held by at most one holder over all processes.
package protocol AdvisoryLock: Sendable {
    /// Waits for the lock.
    ///
    /// - Throws: `StoreError` `locked` when the time has passed.
    func lock(timeoutMilliseconds: Int) throws
    func unlock()
}

extension FileLock: AdvisoryLock {}

/// The machine's own files.
package struct PlatformFiles: FileSystem {
    package init() {}

    package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    package func create(_ path: String) -> Bool {
        FileManager.default.createFile(atPath: path, contents: nil)
    }

    /// SQLite gives `-wal` and `-shm`, which hold rows too, the mode that the file has when it is opened.
    package func closeToOthers(_ path: String) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Glibc.close(descriptor) }
        for file in [path, path + "-wal", path + "-shm"] { chmod(file, 0o600) }
    }

    package func start(of path: String, count: Int) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { Glibc.close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let read = Glibc.read(descriptor, &bytes, count)
        return read < 0 ? nil : Array(bytes.prefix(read))
    }

    package func replace(_ path: String, with bytes: [UInt8]) {
        try? Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    package func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }

    package func lockFile(_ path: String) throws -> any AdvisoryLock {
        try FileLock(path: path)
    }
}

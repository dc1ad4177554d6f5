internal import CSimulatedDisk
package import SyncSQLite

/// The small files on simulated disks. The path says on which.
package struct SimulatedFiles: FileSystem {
    package init() {}

    package func exists(_ path: String) -> Bool { feltbog_disk_exists(path) != 0 }

    /// Names on a simulated disk need no folders.
    package func makeFolder(_ path: String) {}

    package func create(_ path: String) -> Bool { feltbog_disk_create(path) == 0 }

    package func closeToOthers(_ path: String) { _ = feltbog_disk_create(path) }

    package func start(of path: String, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = feltbog_disk_get(path, &bytes, count)
        return read < 0 ? nil : Array(bytes.prefix(Int(read)))
    }

    package func replace(_ path: String, with bytes: [UInt8]) {
        _ = feltbog_disk_replace(path, bytes, bytes.count)
    }

    package func remove(_ path: String) { _ = feltbog_disk_delete(path) }

    package func lockFile(_ path: String) throws -> any AdvisoryLock {
        guard feltbog_disk_create(path) == 0 else { throw StoreError(.readOnly, path: path) }
        return SimulatedLock(path: path)
    }
}

/// A lock on a file of a simulated disk; gone with the process that holds it.
private final class SimulatedLock: AdvisoryLock {
    private let path: String

    init(path: String) {
        self.path = path
    }

    /// Time stands still while one waits, so that waiting changes nothing.
    func lock(timeoutMilliseconds: Int) throws {
        guard feltbog_disk_lock(path, me) == 0 else {
            throw StoreError(.locked, path: path, detail: "another process is writing")
        }
    }

    func unlock() {
        feltbog_disk_unlock(path, me)
    }

    private var me: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) }
}

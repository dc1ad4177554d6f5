import Foundation
import SyncSimulation
import Testing

/// Random work, random syncs, lost replies and restarts end equal everywhere, with nothing lost.
@Suite struct WorldTests {
    @Test(arguments: 1...24)
    func everySeedKeepsEveryPromise(seed: UInt64) throws {
        let folder = Self.scratch + "/feltbog-world-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let workload = ForumWorkload(devices: 3 + Int(seed % 3))
        let world = try World(workload, WorldOptions(seed: seed, steps: 120), in: folder)
        try world.run()
    }

    /// Memory when there is some: the disk's own speed proves nothing here.
    static let scratch =
        FileManager.default.isWritableFile(atPath: "/dev/shm")
        ? "/dev/shm" : NSTemporaryDirectory()
}

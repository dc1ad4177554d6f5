internal import GRDB

extension SweepStage {
    /// The same disks when all processes have ended in good order, and everything is in the database files.
    func rested() throws -> SweepStage {
        try close()
        let rested = SweepStage(self, seed: 7)
        try Self.emptyLog(of: "office.db", on: rested.officeDisk)
        for disk in rested.disks { try Self.emptyLog(of: "replica.db", on: disk) }
        return rested
    }

    private static func emptyLog(of name: String, on disk: SimulatedDisk) throws {
        let queue = try DatabaseQueue(path: disk.path(name))
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
        try queue.close()
        guard disk.size(name + "-wal") ?? 0 == 0 else {
            throw Violation("rest", "\(name) has a log still")
        }
    }
}

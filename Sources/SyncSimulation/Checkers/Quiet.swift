internal import SyncReplica

/// When all agree, the next sync moves next to nothing and changes no row.
func theNextSyncIsQuiet(_ world: World) throws {
    for replica in world.replicas {
        guard case .finished(let report) = try Line(replica, world.office, world.chance).sync()
        else { throw Violation("quiet", "replica \(replica.index) did not finish") }
        let bytes = report.bytesSent + report.bytesReceived
        guard report.rowsReceived == 0, report.setsSent == 0, bytes < 1_024 else {
            throw Violation(
                "quiet", "replica \(replica.index): \(bytes) bytes, \(report.rowsReceived) rows")
        }
    }
}

internal import SyncProtocol
internal import SyncReplica

/// 25: when all agree, the next sync moves next to nothing and writes no row.
final class Quiet: Checker {
    let name = "quiet"
    private let record: Record
    private var heads: [Int: Hash256] = [:]
    private var isQuiet = false

    init(_ record: Record) { self.record = record }

    func checkAtRest(_ world: any WorldView) throws { isQuiet = true }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .wrote, .restarted, .wentBack, .copied, .officeRestarted, .officeWentBack, .revoked,
            .gaveUp, .retired:
            isQuiet = false
        case .synced(let replica) where isQuiet:
            let report = world.node(replica).report
            let bytes = report.bytesSent + report.bytesReceived
            guard report.rowsReceived == 0, report.setsSent == 0, report.repaired == 0,
                bytes < 1_024
            else {
                throw Violation(
                    name,
                    "replica \(replica): \(bytes) bytes, \(report.rowsReceived) rows, "
                        + "\(report.setsSent) sets")
            }
        default: break
        }
    }
}

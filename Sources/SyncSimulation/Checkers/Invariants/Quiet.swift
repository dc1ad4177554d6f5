internal import SyncProtocol
internal import SyncReplica

/// 25: when all agree, the next sync moves next to nothing and writes no row.
final class Quiet: Checker {
    let name = "quiet"
    private let record: Record
    /// Where the office stood when all agreed; `nil` while there is something to move.
    private var agreed: Sequence?

    init(_ record: Record) { self.record = record }

    func checkAtRest(_ world: any WorldView) throws {
        agreed = record.office?.tip
    }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .wrote, .restarted, .wentBack, .copied, .officeRestarted, .officeWentBack, .revoked,
            .gaveUp, .retired:
            agreed = nil
        case .synced(let replica):
            guard let agreed else { return }
            let report = world.node(replica).report
            // At a deadline the office has something to tell by itself.
            let isOfficeStill = try world.officeData.log(after: agreed).isEmpty
            guard report.isQuiet || !isOfficeStill && report.setsSent == 0 else {
                throw Violation(name, "replica \(replica): \(report.inShort)")
            }
        default: break
        }
    }
}

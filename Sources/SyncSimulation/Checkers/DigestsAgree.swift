internal import SyncReplica

/// A session that ended in good order found nothing to repair: rows differ by nobody's mistake.
final class DigestsAgree: Checker {
    let name = "digests"

    func saw(_ event: WorldEvent, in world: World) throws {
        guard case .synced(let index) = event else { return }
        let report = world.replicas[index].node.report
        guard report.repaired == 0, report.scopesDiffering == 0 else {
            throw Violation(
                name,
                """
                replica \(index): \(report.repaired) rows repaired, \
                \(report.scopesDiffering) scopes differ
                """)
        }
    }
}

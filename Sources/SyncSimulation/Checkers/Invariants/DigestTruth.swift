internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

/// 9: every digest that is kept or sent is the sum of the rows that it stands for, and no sync finds a
/// difference to repair.
final class DigestTruth: Checker {
    let name = "digest-truth"
    private let record: Record
    private var checks = 0
    private var checkedTip = Sequence.zero

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        guard case .synced(let replica) = event else { return }
        let report = world.node(replica).report
        if report.repaired > 0 || report.scopesDiffering > 0 {
            throw Violation(
                name,
                "replica \(replica): \(report.repaired) rows repaired, "
                    + "\(report.scopesDiffering) scopes differ")
        }
    }

    func check(_ world: any WorldView) throws {
        try record.raise(name)
        checks += 1
        guard checks.isMultiple(of: Record.fullEvery), let tip = record.office?.tip,
            tip != checkedTip
        else { return }
        checkedTip = tip
        try compare(world)
    }

    func checkAtRest(_ world: any WorldView) throws { try compare(world) }

    private func compare(_ world: any WorldView) throws {
        var sums: [Scope: Digest] = [:]
        for table in world.officeDomain.schema.tables {
            for row in try world.officeData.rows(in: table.id) {
                let cells = row.cells + unknownCells(of: row)
                let hash = ContentHash(
                    table: table.id, row: row.id, cells: cells.sorted { $0.column < $1.column })
                sums[row.scope, default: .empty].add(hash)
                if case .row = row.scope { sums[.allRows, default: .empty].add(hash) }
            }
        }
        for (scope, digest) in try world.officeData.digests() {
            let sum = sums.removeValue(forKey: scope) ?? .empty
            if sum != digest {
                throw Violation(
                    name, "the office keeps \(digest) for \(scope), its rows make \(sum)")
            }
        }
        if let scope = sums.keys.sorted().first(where: { sums[$0] != .empty }) {
            throw Violation(name, "the office keeps no digest for \(scope)")
        }
    }

    /// Cells that newer programs wrote and the office's does not know.
    private func unknownCells(of row: Row) -> [Cell] {
        guard let live = record.office?.model.state(.init(row.table.id, row.id))?.live else {
            return []
        }
        return live.values.filter { row.table[$0.key] == nil }.map { Cell($0.key, $0.value) }
    }
}

internal import SyncEngine
internal import SyncProtocol

/// 28: files hold together, and no row names one that never was.
final class Structure: Checker {
    let name = "structure"
    private let record: Record

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .restarted(let replica, _): try examine(replica, world)
        case .officeRestarted: try examineOffice(world)
        default: break
        }
    }

    func checkAtRest(_ world: any WorldView) throws {
        try record.raise(name)
        for replica in 0..<world.replicaCount { try examine(replica, world) }
        try examineOffice(world)
        guard let office = record.office else { return }
        for table in world.officeDomain.schema.tables where office.model.covers(table.id) {
            let columns = table.columns.compactMap { column -> (ColumnID, TableID)? in
                guard case .row(let target?) = column.type, office.model.covers(target) else {
                    return nil
                }
                return (column.id, target)
            }
            guard !columns.isEmpty else { continue }
            for row in try world.officeData.rows(in: table.id) {
                for (column, target) in columns {
                    guard let id = row[column].row, !office.model.everHad(.init(target, id))
                    else { continue }
                    throw Violation(name, "\(table.name) \(row.id) names a row that never was")
                }
            }
        }
    }

    private func examine(_ replica: Int, _ world: any WorldView) throws {
        if let fault = try world.node(replica).doctor().first {
            throw Violation(name, "replica \(replica): \(fault)")
        }
    }

    private func examineOffice(_ world: any WorldView) throws {
        if let fault = try world.officeData.faults().first {
            throw Violation(name, "office: \(fault)")
        }
    }
}

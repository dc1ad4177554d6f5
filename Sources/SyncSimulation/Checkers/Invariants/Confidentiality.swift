internal import SyncEngine
internal import SyncProtocol

/// 12: nobody is sent a row outside the scopes that an independent table grants, and no replica has one.
final class Confidentiality: Checker {
    let name = "confidentiality"
    private let record: Record

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        guard case .officeSaid(let session, _, let message) = event else { return }
        switch message {
        case .batch(let batch): try checkRows(batch.rows, session, world)
        case .rangeRows(let rows): try checkRows(rows.batch.rows, session, world)
        case .checkpoint, .verdicts, .enrol, .hello, .push, .pull, .reidentify, .digestQuery,
            .rangeQuery, .enrolled, .welcome, .reidentified, .digestAnswer, .ping, .pong, .refusal,
            .goodbye, .unknown:
            break
        }
    }

    private func checkRows(
        _ rows: [BatchRow], _ session: Int, _ world: any WorldView
    ) throws {
        guard let office = record.office, let known = office.sessions[session],
            let device = known.device,
            let rights = ExpectedRights(world.officeDomain, office)
        else { return }
        let scopes = (known.scopes ?? []) + rights.scopes(of: device, at: world.officeNow)
        for row in rows {
            switch row.state {
            case .deleted, .gone: continue
            case .whole, .partial:
                guard
                    let now = office.history.row(.init(row.table, row.row), at: office.head),
                    !scopes.contains(where: { $0.covers(now.scope) })
                else { continue }
                throw Violation(
                    name, "\(device) is sent \(now.table.name) \(row.row) of \(now.scope)")
            }
        }
    }

    func check(_ world: any WorldView) throws { try record.raise(name) }
    func checkAtRest(_ world: any WorldView) throws { try record.raise(name) }
}

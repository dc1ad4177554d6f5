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
        case .digestAnswer(let answer): try check(answer, session, world)
        case .checkpoint, .verdicts, .enrol, .hello, .push, .pull, .reidentify, .digestQuery,
            .rangeQuery, .enrolled, .welcome, .reidentified, .ping, .pong, .refusal, .goodbye,
            .unknown:
            break
        }
    }

    /// Digests tell how many rows there are, and whether one that somebody guesses is among them.
    private func check(
        _ answer: DigestAnswer, _ session: Int, _ world: any WorldView
    ) throws {
        guard let (device, scopes) = due(in: session, world),
            !scopes.contains(where: { $0.covers(answer.scope) }),
            answer.digests.contains(where: { $0 != .empty })
        else { return }
        throw Violation(name, "\(device) is told the digests of \(answer.scope)")
    }

    /// Whose session it is, and what an independent table grants: at the last pull, and now.
    private func due(
        in session: Int, _ world: any WorldView
    ) -> (device: DeviceID, scopes: [Scope])? {
        guard let office = record.office, let known = office.sessions[session],
            let device = known.device,
            let rights = ExpectedRights(world.officeDomain, office)
        else { return nil }
        return (device, (known.scopes ?? []) + rights.scopes(of: device, at: world.officeNow))
    }

    private func checkRows(
        _ rows: [BatchRow], _ session: Int, _ world: any WorldView
    ) throws {
        guard let office = record.office, let (device, scopes) = due(in: session, world)
        else { return }
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

internal import SyncProtocol

/// 13: after contact a device has no row of a scope that it lost, and a revoked one is told nothing.
final class Revocation: Checker {
    let name = "revocation"
    private let record: Record
    private var revoked: Set<Int> = []
    /// Sessions that began after their device was revoked.
    private var shut: Set<Int> = []

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        switch event {
        case .revoked(let replica): revoked.insert(replica)
        case .officeWentBack:
            revoked = []
            shut = []
        case .officeRestarted: shut = []
        case .officeHears(let session, .hello(let hello)):
            if record.office?.devices[hello.device]?.isRevoked == true { shut.insert(session) }
        case .officeSaid(let session, let replica?, let message):
            guard shut.contains(session), revoked.contains(replica) else { return }
            switch message {
            case .welcome, .batch, .checkpoint, .verdicts, .rangeRows, .digestAnswer,
                .reidentified:
                throw Violation(name, "revoked replica \(replica) is told something")
            case .refusal, .enrol, .hello, .push, .pull, .reidentify, .digestQuery, .rangeQuery,
                .enrolled, .ping, .pong, .goodbye, .unknown:
                break
            }
        default: break
        }
    }

    func checkAtRest(_ world: any WorldView) throws {
        try record.raise(name)
        guard let office = record.office, let rights = ExpectedRights(world.officeDomain, office)
        else { return }
        for (index, replica) in record.replicas.enumerated()
        where world.isEnrolled(index) && !world.isShutOut(index) {
            guard let device = replica.device else { continue }
            let due = rights.scopes(of: device, at: world.officeNow)
            guard replica.scopes == due else {
                throw Violation(
                    name,
                    "replica \(index) holds \(replica.scopes.count) scopes, is due "
                        + "\(due.count)")
            }
        }
    }
}

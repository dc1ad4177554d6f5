internal import SyncEngine
internal import SyncProtocol

/// 20: nobody is locked out, whatever a clock says: who is enrolled and not revoked is never refused.
final class LockOut: Checker {
    let name = "lock-out"
    private let record: Record

    init(_ record: Record) { self.record = record }

    func saw(_ event: WorldEvent, in world: any WorldView) throws {
        guard case .officeSaid(let session, let replica?, .refusal(let refusal)) = event,
            world.isEnrolled(replica)
        else { return }
        switch refusal.code {
        // A line on which nothing came in time is closed as out of order.
        case .busy, .shuttingDown, .officeFault, .outOfOrder: return
        case .unknownDevice, .revokedDevice:
            // A copy may have been given an identity of its own since Hello.
            guard let office = record.office, let device = office.sessions[session]?.device,
                let line = office.devices[device], !line.isRevoked, isActive(line.member, office)
            else { return }
        case .inviteSpent, .inviteUnknown, .inviteExpired, .otherDeployment, .versionUnsupported,
            .malformed, .badSignature, .limitExceeded:
            break
        }
        throw Violation(name, "replica \(replica) is refused: \(refusal.code.rawValue)")
    }

    private func isActive(_ member: RowID, _ office: OfficeRecord) -> Bool {
        let row = office.history.row(.init(TableID(2), member), at: office.head)
        return row?["status"].text == "active"
    }
}

internal import SyncEngine
internal import SyncProtocol

/// Enrolling devices and giving copies an identity of their own.
extension OfficeCore {
    func enrol(_ enrol: Enrol, in id: Int, now: Milliseconds) throws -> [OfficeAction] {
        guard let session = sessions[id] else { return [.close] }
        guard enrol.versions.contains(Self.version) else { throw Refused(.versionUnsupported) }
        guard enrol.deployment == deployment else { throw Refused(.otherDeployment) }
        guard segments.isKey(enrol.signingKey) else {
            throw Refused(.malformed, "signing key")
        }
        let record = try commit(now: now) { batch in
            try admitDevice(enrol, fingerprint: session.fingerprint, batch)
        }
        let member = try store.read { try store.row(record.member, in: SystemTables.member.id) }
        update(id) { $0.order.enrolled(now: now) }
        return [
            .send(
                .enrolled(
                    Enrolled(
                        device: record.device, member: record.member,
                        role: member?["role"].text ?? "", memberName: member?["name"].text ?? "",
                        clock: now)))
        ]
    }

    /// Spends the invite and records the device in one transaction; the same request again, because its
    /// answer was lost, is answered alike.
    private func admitDevice(
        _ enrol: Enrol, fingerprint: Hash256, _ batch: CommitBatch
    ) throws -> DeviceRecord {
        let secret = Hash256(of: enrol.secret)
        guard let invite = try store.invite(secret) else { throw Refused(.inviteUnknown) }
        if let spender = invite.spentBy {
            guard let device = try store.device(spender), device.fingerprint == fingerprint,
                device.signingKey == enrol.signingKey, device.revokedAt == nil
            else { throw Refused(.inviteSpent) }
            return device
        }
        guard batch.now < invite.expires else { throw Refused(.inviteExpired) }
        guard
            try store.row(invite.member, in: SystemTables.member.id)?["status"] == .text("active")
        else { throw Refused(.inviteUnknown, "member") }
        let device = DeviceRecord(
            device: try newDeviceID(), row: batch.makeRowID(), member: invite.member,
            name: enrol.name, fingerprint: fingerprint, signingKey: enrol.signingKey,
            enrolledAt: batch.now, lastContact: batch.now)
        try store.insert(device)
        try store.spendInvite(secret, by: device.device, at: batch.now)
        do {
            try batch.write([device.insertion])
        } catch let error as OfficeError where error.code == .refused {
            throw Refused(.malformed, "name")
        }
        return device
    }

    /// A copied or restored replica asks for an identity of its own: same member, same TLS key. When it
    /// left the other one's company is not known, so its claimed times are believed since the enrolment.
    func reidentify(
        _ request: Reidentify, in id: Int, now: Milliseconds
    ) throws -> [OfficeAction] {
        guard let session = sessions[id], let device = session.device else { return [.close] }
        guard segments.isKey(request.signingKey) else {
            throw Refused(.malformed, "signing key")
        }
        let record = try commit(now: now) { batch in
            let old = try known(device, session.fingerprint)
            guard old.signingKey != request.signingKey else { return old }
            if let made = try store.copy(of: device, signingKey: request.signingKey) { return made }
            var new = DeviceRecord(
                device: try newDeviceID(), row: batch.makeRowID(), member: old.member,
                name: old.name, fingerprint: old.fingerprint, signingKey: request.signingKey,
                enrolledAt: now, lastContact: old.enrolledAt)
            new.copiedFrom = old.device
            try store.insert(new)
            let notice = Outcome(
                kind: .flagged, rule: RuleID("device"), table: SystemTables.device.id,
                row: new.row, textKey: "device.copied",
                arguments: ["name": old.name, "from": old.device.description], isOpen: true)
            try batch.write([new.insertion], notices: [notice])
            return new
        }
        update(id) { $0.device = record.device }
        return [.send(.reidentified(Reidentified(device: record.device)))]
    }

    private func newDeviceID() throws -> DeviceID {
        while true {
            let id = DeviceID(random: random())
            if try store.device(id) == nil { return id }
        }
    }
}

extension DeviceRecord {
    /// The device's row, for people.
    var insertion: Change {
        let cells: [(UInt16, Value)] = [
            (1, .row(member)), (2, .text(name)), (3, .text(device.description)),
            (4, .integer(enrolledAt)),
            (6, copiedFrom.map { .text($0.description) } ?? .null),
        ]
        return Change(
            .insert, table: SystemTables.device.id, row: row,
            cells: cells.filter { !$0.1.isNull }.map { Cell(ColumnID($0.0), $0.1) })
    }
}

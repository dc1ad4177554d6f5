internal import GreenForum
internal import SyncOffice
internal import SyncProtocol
internal import SyncTransport

/// A fresh invite as people and scripts get it.
struct InvitePaper {
    let office: Office
    let keys: TransportKeys
    let addresses: [String]
    let secret: [UInt8]
    let expires: Milliseconds
    let memberName: String
    let role: Role

    private struct Fields: Encodable {
        let invite: String
        let member: String
        let role: String
        let expires: String
        let addresses: [String]
    }

    /// The invite alone on standard output, what to know about it on standard error.
    func show(asJSON: Bool) throws {
        let invite = Invite(
            deployment: office.deployment, officeFingerprint: keys.fingerprint,
            addresses: addresses, secret: secret, expires: expires)
        if asJSON {
            return try Console.json(
                Fields(
                    invite: invite.text, member: memberName, role: role.rawValue,
                    expires: Moment.utc(expires), addresses: addresses))
        }
        Console.message(Sentence.addressesAre(addresses.joined(separator: ", ")))
        Console.message(Sentence.inviteFor(memberName, role.rawValue))
        Console.result(invite.text)
        Console.message(Sentence.inviteGoodUntil(Moment.local(expires)))
    }
}

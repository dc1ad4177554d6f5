internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// The office's core with its database in a folder, without sockets: frames in, frames out.
final class SimulatedOffice {
    private let folder: String
    private let domain: any Domain
    private let chance: Chance
    private(set) var core: OfficeCore

    init(in folder: String, domain: any Domain, chance: Chance) throws {
        self.folder = folder
        self.domain = domain
        self.chance = chance
        self.core = try OfficeCore.create(
            in: folder, domain: domain, name: "Office", now: chance.now, random: chance.draw)
    }

    var deployment: DeploymentID { core.deployment }

    /// Ends the process and starts another on the same files; all connections are gone.
    func restart() throws {
        try core.close()
        core = try OfficeCore.open(
            in: folder, domain: domain, now: chance.now, random: chance.draw)
    }

    /// Makes a member with an invite for one device.
    func invite(name: String, role: String, assignedTo: [RowID]) throws -> [UInt8] {
        let member = try core.addMember(
            name: name, role: role, assignedTo: assignedTo, now: chance.now)
        return try core.invite(
            member: member, validMilliseconds: 86_400_000, now: chance.now
        ).secret
    }

    /// What the office answers to one frame, everything on disk before it answers.
    ///
    /// - Returns: its frames, and whether it closed the connection.
    func received(_ frame: Frame, in session: Int) -> (frames: [Frame], isClosed: Bool) {
        do throws(WireError) {
            let message = try Message(frame: frame, schema: domain.schema)
            return carryOut(core.received(message, in: session, now: chance.now), session)
        } catch {
            return carryOut(core.receivedGarbage(error, in: session), session)
        }
    }

    private func carryOut(
        _ actions: [OfficeAction], _ session: Int
    ) -> (frames: [Frame], isClosed: Bool) {
        var rest = actions[...]
        var frames: [Frame] = []
        while let action = rest.popFirst() {
            switch action {
            case .send(let message):
                guard let frame = try? message.frame(schema: domain.schema) else {
                    preconditionFailure("the office made a message that has no bytes")
                }
                frames.append(frame)
            case .sendFrame(let frame):
                frames.append(frame)
            case .judge(let push):
                let pushes = [(session: session, push: push)]
                rest = core.admit(pushes, now: chance.now).flatMap { $0 } + rest
            case .continueFeed:
                rest = core.nextPage(in: session, now: chance.now) + rest
            case .close:
                return (frames, true)
            }
        }
        return (frames, false)
    }
}

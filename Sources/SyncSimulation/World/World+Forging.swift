internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// A device with a valid key whose program is not ours: no replica, only a connection.
///
/// It greets the office, then says everything that it has drawn, at once. The office answers each with verdicts or
/// ends the session; what it admits is judged by the same checkers as anybody's.
extension World {
    func forge(_ dice: inout SeededRandom) throws -> Bool {
        guard let forger = try knownForger(&dice) else { return false }
        let connection = connectStranger(forger.fingerprint, dice: dice.split())
        connection.forger = forger
        guard forger.device != nil else {
            try say(
                .enrol(
                    Enrol(
                        versions: 1...1, deployment: office.core.deployment,
                        secret: forger.secret, signingKey: forger.key.publicBytes,
                        name: "forger")), as: connection)
            return true
        }
        try greet(forger, connection)
        return true
    }

    /// The one who was invited last, or somebody new.
    private func knownForger(_ dice: inout SeededRandom) throws -> Forger? {
        if let forger { return forger }
        guard let role = dice.pick(workload.ordinaryRoles) else { return nil }
        forgersMade += 1
        let name = "forger \(forgersMade)"
        var secret: [UInt8]?
        try askOffice { core in
            let subjects = try workload.subjects(of: role, in: core.rows(in:))
            let member = try core.addMember(
                name: name, role: role, assignedTo: subjects, now: officeClock.now)
            secret = try core.invite(
                member: member, validMilliseconds: 30 * 86_400_000, now: officeClock.now
            ).secret
        }
        try wakeListeners()
        guard let secret else { return nil }
        var own = dice.split()
        forger = Forger(
            fingerprint: Hash256(of: Array(name.utf8)), secret: secret,
            key: try factory.makeKey { own.next() })
        return forger
    }

    // MARK: Talking

    /// Says something that fits a frame; passes over what does not.
    private func say(_ message: Message, as connection: Connection) throws {
        let parcel = Parcel.message(message)
        if options.framesAreBytes, (try? parcel.frame(officeDomain.schema)) == nil { return }
        try send([parcel], .up, on: connection)
    }

    func count(_ forgery: Forgery) {
        tally.forgeries[forgery, default: 0] += 1
        tellStory("somebody forges: \(forgery.rawValue)")
    }

    private func greet(_ forger: Forger, _ connection: Connection) throws {
        guard let device = forger.device else { return }
        switch connection.dice.below(100) {
        case ..<6:
            let segments = try segments(of: [.plausible], forger, connection)
            guard let segment = segments.first else { break }
            count(.beforeHello)
            return try say(.push(Push(segment: segment.bytes)), as: connection)
        case ..<12:
            let others = try otherDevices(than: device)
            guard let other = connection.dice.pick(others) else { break }
            count(.impostor)
            connection.isImpostor = true
            return try say(hello(of: other, forger, connection), as: connection)
        default: break
        }
        try say(hello(of: device, forger, connection), as: connection)
    }

    private func hello(
        of device: DeviceID, _ forger: Forger, _ connection: Connection
    ) -> Message {
        var cursor = forger.mark
        if !connection.isImpostor, connection.dice.chance(5) {
            count(.falseMark)
            let epoch = connection.dice.chance(50) ? cursor.epoch : Epoch(connection.dice.next())
            let ahead = UInt64(1 + connection.dice.below(1_000))
            cursor = Mark(
                epoch: epoch, sequence: Sequence(cursor.sequence.rawValue + ahead),
                head: Hash256(of: Array("\(connection.dice.next())".utf8)))
        }
        let scopes: [Scope] = connection.dice.chance(30) ? [.shared, .office, .allRows] : []
        return .hello(
            Hello(
                versions: 1...1, deployment: office.core.deployment, device: device,
                schemaVersion: officeDomain.schema.version, cursor: cursor, receipt: forger.mark,
                nextNumber: forger.next, lastSegment: forger.previous ?? .zero, scopes: scopes,
                clock: officeClock.now))
    }

    /// What the office answers.
    func hears(_ parcel: Parcel, _ forger: Forger, on connection: Connection) throws {
        switch try parcel.message(officeDomain.schema) {
        case .enrolled(let enrolled):
            forger.enrolled(as: enrolled.device)
            try greet(forger, connection)
        case .welcome(let welcome) where !connection.isImpostor:
            forger.welcomed(next: welcome.nextNumber, isConfirmed: welcome.marksConfirmed)
            let isLost = forger.isAstray || forger.previous == nil
            guard isLost || connection.dice.chance(6) else { return try go(forger, on: connection) }
            count(.reidentify)
            let key = try factory.makeKey { connection.dice.next() }
            forger.asksForIdentity(with: key)
            try say(.reidentify(Reidentify(signingKey: key.publicBytes)), as: connection)
        case .reidentified(let answer):
            forger.reidentified(as: answer.device)
            try go(forger, on: connection)
        case .verdicts(let verdicts):
            forger.mark = verdicts.receipt
            guard !connection.soundPushes.isEmpty else { break }
            if connection.soundPushes.removeFirst(), verdicts.problem != nil {
                forger.isAstray = true
            }
        case .refusal(let refusal) where !connection.isImpostor:
            switch refusal.code {
            // The office is older than the device, or does not want it: somebody else comes.
            case .unknownDevice where refusal.detail.isEmpty, .revokedDevice, .inviteSpent,
                .inviteUnknown, .inviteExpired:
                if self.forger === forger { self.forger = nil }
            default: break
            }
        default: break
        }
    }

    func otherDevices(than device: DeviceID) throws -> [DeviceID] {
        try office.core.devices().map(\.id).filter { $0 != device }
    }
}

internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// What a device says in one session whose program is not ours.
extension World {
    /// Segments in good form, some in the wrong place, and at last something that ends the session.
    func go(_ forger: Forger, on connection: Connection) throws {
        for _ in 0..<(1 + connection.dice.below(3)) {
            var kinds: [Forgery] = []
            for _ in 0..<(1 + connection.dice.below(3)) {
                kinds.append(connection.dice.pick(Forgery.inSets) ?? .plausible)
            }
            for segment in try segments(of: kinds, forger, connection) {
                forger.sent(segment)
                try push(segment.bytes, isSound: true, connection)
                try misplace(segment, forger, connection)
            }
        }
        if connection.dice.chance(30) { try pry(connection, after: forger.mark.sequence) }
        if connection.dice.chance(40) { try offend(forger, connection) }
        try send([.message(.goodbye)], .up, on: connection)
    }

    // MARK: Segments

    /// The next segment of a device, with sets of these kinds; none when there is nothing of them to do.
    func segments(
        of kinds: [Forgery], _ forger: Forger, _ connection: Connection
    ) throws -> [SealedSegment] {
        guard let device = forger.device else { return [] }
        var hand = try hand(of: forger, device, connection)
        var sets: [ChangeSet] = []
        for kind in kinds {
            let made = try hand.sets(of: kind)
            if !made.isEmpty { count(kind) }
            for changes in made {
                sets.append(set(changes, kind, after: sets.last, forger, device, &hand))
            }
        }
        forger.made = Array(hand.made.suffix(20))
        connection.dice = hand.dice
        return seal(sets, forger).map { [$0] } ?? []
    }

    private func hand(
        of forger: Forger, _ device: DeviceID, _ connection: Connection
    ) throws -> ForgersHand {
        let (core, clock) = (office.core, officeClock)
        return ForgersHand(
            schema: officeDomain.schema,
            newest: domains.last?.schema ?? officeDomain.schema, device: device,
            others: try otherDevices(than: device), rows: { try core.rows(in: $0) },
            makeRowID: { RowID(timestamp: forger.reading(wall: clock.now), device: device) },
            made: forger.made, dice: connection.dice)
    }

    private func set(
        _ changes: [Change], _ kind: Forgery, after last: ChangeSet?, _ forger: Forger,
        _ device: DeviceID, _ hand: inout ForgersHand
    ) -> ChangeSet {
        let mark = forger.mark
        var basis = Basis(epoch: mark.epoch, sequence: mark.sequence)
        if hand.dice.chance(20) {
            // As if it had seen less.
            let seen = hand.dice.below(Int(clamping: mark.sequence.rawValue) + 1)
            basis = Basis(epoch: mark.epoch, sequence: Sequence(UInt64(seen)))
        }
        switch kind {
        case .futureBasis:
            let ahead = hand.dice.pick([1, 1_000, UInt64(Int64.max), .max]) ?? 1
            basis = Basis(epoch: mark.epoch, sequence: Sequence(mark.sequence.rawValue &+ ahead))
        case .unknownEpoch:
            basis = Basis(epoch: Epoch(hand.dice.next()), sequence: mark.sequence.next)
        default: break
        }
        let time = kind == .oddTime ? hand.oddTime() : forger.reading(wall: officeClock.now)
        return ChangeSet(
            device: device, number: last?.number.next ?? forger.next, timestamp: time,
            basis: basis, changes: changes)
    }

    /// - Returns: `nil` when the sets are none, or more than a segment holds.
    private func seal(
        _ sets: [ChangeSet], _ forger: Forger, device: DeviceID? = nil,
        deployment: DeploymentID? = nil, previous: Hash256? = nil
    ) -> SealedSegment? {
        guard !sets.isEmpty, let own = forger.device else { return nil }
        return try? forger.key.seal(
            sets, deployment: deployment ?? office.core.deployment, device: device ?? own,
            previous: previous ?? forger.previous ?? .zero, schema: officeDomain.schema)
    }

    private func push(_ bytes: [UInt8], isSound: Bool, _ connection: Connection) throws {
        connection.soundPushes.append(isSound)
        try send([.message(.push(Push(segment: bytes)))], .up, on: connection)
    }

    /// An empty set, which is nobody's to forbid.
    private func emptySet(
        _ number: ChangeNumber, of device: DeviceID, _ forger: Forger
    ) -> ChangeSet {
        ChangeSet(
            device: device, number: number, timestamp: forger.reading(wall: officeClock.now),
            basis: Basis(epoch: forger.mark.epoch, sequence: forger.mark.sequence), changes: [])
    }

    // MARK: In the wrong place

    /// After a sound segment perhaps one that does not belong there.
    private func misplace(
        _ sound: SealedSegment, _ forger: Forger, _ connection: Connection
    ) throws {
        guard connection.dice.chance(50), let device = forger.device,
            let forgery = connection.dice.pick(Forgery.misplaced)
        else { return }
        var bytes: [UInt8]?
        switch forgery {
        case .again: bytes = sound.bytes
        case .equivocation:
            let set = emptySet(sound.header.first, of: device, forger)
            bytes = seal([set], forger, previous: sound.header.previous)?.bytes
        case .gap:
            let number = ChangeNumber(forger.next.rawValue + 1 + UInt64(connection.dice.below(9)))
            bytes = seal([emptySet(number, of: device, forger)], forger)?.bytes
        default:
            let strange = Hash256(of: Array("\(connection.dice.next())".utf8))
            let set = emptySet(forger.next, of: device, forger)
            bytes = seal([set], forger, previous: strange)?.bytes
        }
        guard let bytes else { return }
        count(forgery)
        try push(bytes, isSound: false, connection)
    }

    // MARK: What ends a session

    private func offend(_ forger: Forger, _ connection: Connection) throws {
        guard let device = forger.device, let forgery = connection.dice.pick(Forgery.fatal) else {
            return
        }
        let set = emptySet(forger.next, of: device, forger)
        var bytes: [UInt8]?
        switch forgery {
        case .otherDevice:
            let others = try otherDevices(than: device)
            guard let other = connection.dice.pick(others) else { return }
            let number = ChangeNumber(UInt64(1 + connection.dice.below(20)))
            bytes = seal([emptySet(number, of: other, forger)], forger, device: other)?.bytes
        case .otherDeployment:
            let other = DeploymentID(connection.dice.next())
            bytes = seal([set], forger, deployment: other)?.bytes
        case .badSignature:
            bytes = seal([set], forger)?.bytes
            if let last = bytes?.indices.last { bytes?[last] ^= 1 }
        case .garbage:
            bytes = try garbage(forger, connection)
        default:
            count(forgery)
            return try send([.message(misplacedMessage(forger, connection))], .up, on: connection)
        }
        guard let bytes else { return }
        count(forgery)
        try push(bytes, isSound: false, connection)
    }

    /// A segment with some bytes changed behind its header, and signed.
    private func garbage(_ forger: Forger, _ connection: Connection) throws -> [UInt8]? {
        let (header, signature) = (64, 64)
        guard let segment = try segments(of: [.plausible, .oddValue], forger, connection).first,
            segment.bytes.count > header + signature
        else { return nil }
        var bytes = segment.bytes
        for _ in 0..<(1 + connection.dice.below(6)) {
            let place = header + connection.dice.below(bytes.count - header - signature)
            bytes[place] = UInt8(truncatingIfNeeded: connection.dice.next())
        }
        return try forger.key.sign(bytes)
    }

    /// What only the office says, or what was said already.
    private func misplacedMessage(_ forger: Forger, _ connection: Connection) -> Message {
        switch connection.dice.below(5) {
        case 0: .checkpoint(Checkpoint(mark: forger.mark, digests: []))
        case 1: .verdicts(Verdicts(first: forger.next, verdicts: [], receipt: forger.mark))
        case 2: .batch(Batch(through: forger.mark.sequence, rows: []))
        case 3:
            .enrolled(
                Enrolled(
                    device: .derived, member: RowID(timestamp: .zero, device: .office),
                    role: "lead", memberName: "nobody", clock: officeClock.now))
        default:
            .enrol(
                Enrol(
                    versions: 1...1, deployment: office.core.deployment, secret: forger.secret,
                    signingKey: forger.key.publicBytes, name: "forger"))
        }
    }

    // MARK: Asking

    /// Digests and rows of scopes that may be nobody's but others', then a pull from anywhere.
    private func pry(_ connection: Connection, after place: Sequence) throws {
        count(.prying)
        let rows = try officeDomain.schema.tables.flatMap { try office.core.rows(in: $0.id) }
        let whole = RowRange(
            low: RowID(timestamp: .zero, device: .office),
            high: RowID(timestamp: Timestamp(milliseconds: .max), device: .derived))
        var scopes: [Scope] = [.office, .allRows]
        if let row = connection.dice.pick(rows) { scopes += [row.scope, .row(row.id)] }
        for scope in scopes {
            let digests = DigestQuery(scope: scope, ranges: [whole])
            let range = RangeQuery(scope: scope, range: whole)
            try send(
                [.message(.digestQuery(digests)), .message(.rangeQuery(range))], .up,
                on: connection)
        }
        let after = connection.dice.pick([.zero, place, place.next, Sequence(.max)]) ?? .zero
        let pull = Pull(after: after, isResumed: connection.dice.chance(30), isLive: false)
        try send([.message(.pull(pull))], .up, on: connection)
    }
}

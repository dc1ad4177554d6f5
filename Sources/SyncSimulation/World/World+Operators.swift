internal import SyncEngine
internal import SyncOffice
internal import SyncProtocol

/// What operators do: backups, images, copies, members, versions.
extension World {
    func operate(
        _ kind: Step.Kind, _ person: Person, _ dice: inout SeededRandom
    ) throws -> Bool {
        switch kind {
        case .backup:
            try askOffice { _ in backup = (try office.backup(), now) }
            return true
        case .restoreOffice: return try restoreOffice(keepsMark: true)
        case .restoreBlind: return try restoreOffice(keepsMark: false)
        case .image: return try takeImage(person)
        case .restoreReplica: return try restoreReplica(person, &dice)
        case .clone: return try clone(person, &dice)
        case .enrol: return try enrol(person, &dice)
        case .revoke: return try revoke(person)
        case .assign: return try assign(person)
        case .unassign: return try unassign(person, &dice)
        case .deactivate: return try deactivate(person)
        case .retire: return try retire(person, &dice)
        case .upgradeReplica:
            guard person.version < domains.count else { return false }
            person.version += 1
            try restart(person, .nothing, domain: domains[person.version - 1])
            person.lastFault = .schema
            return true
        case .upgradeOffice:
            guard officeVersion < domains.count else { return false }
            officeVersion += 1
            try restartOffice(.nothing, domain: domains[officeVersion - 1])
            return true
        default:
            return false
        }
    }

    // MARK: Going back

    private func restoreOffice(keepsMark: Bool) throws -> Bool {
        guard let backup else { return false }
        // What is lost now was there: on disks checkers do not look at each step.
        for checker in checkers { try checker.check(self) }
        dropAllAtOffice()
        try office.restore(backup.image, keepsMark: keepsMark)
        for person in replicas {
            if person.identityAt >= backup.at { person.mayBeRefused = true }
            person.lastFault = .restore
        }
        try tell(.officeWentBack)
        return true
    }

    private static let imagesMax = 3

    private func takeImage(_ person: Person) throws -> Bool {
        guard person.isEnrolled else { return false }
        try ask(person, "image") { node in
            if person.images.count >= Self.imagesMax { person.images.removeFirst() }
            person.images.append((try node.image(), person.promised))
        }
        return true
    }

    private func restoreReplica(_ person: Person, _ dice: inout SeededRandom) throws -> Bool {
        guard let (image, promised) = dice.pick(person.images) else { return false }
        dropConnection(of: person)
        try person.node.restore(image)
        person.promised = promised
        person.lastFault = .restore
        person.takeOver(try person.node.outbox())
        try tell(.wentBack(replica: person.index))
        return true
    }

    /// So many devices at most: more find nothing more.
    private static let replicasMax = 9

    private func clone(_ person: Person, _ dice: inout SeededRandom) throws -> Bool {
        guard person.isEnrolled, replicas.count < Self.replicasMax else { return false }
        let index = replicas.count
        let own = Dice(seed: dice.next())
        let clock = DeviceClock(time, .right)
        let domain = domains[person.version - 1]
        let node = try factory.makeReplica(
            NodeSetting(
                name: "replica-\(index)", domain: domain, clock: { clock.now },
                random: { own.draw() }, pushLimit: options.pushLimit))
        let image = try person.node.image()
        let copy = Person(
            index, node, role: person.role, clock: clock, fingerprint: person.fingerprint,
            version: person.version, member: person.member, secret: nil)
        try node.restore(image)
        holdFaults(of: node)
        copy.promised = person.promised
        copy.givenUp = person.givenUp
        copy.identityAt = person.identityAt
        copy.mayBeRefused = person.mayBeRefused
        copy.isShutOut = person.isShutOut
        copy.takeOver(try node.outbox())
        copy.lastFault = .clone
        person.lastFault = .clone
        replicas.append(copy)
        try tell(.copied(original: person.index, copy: index))
        return true
    }

    // MARK: Forgetting deletions

    /// The daily work is due; perhaps somebody has said before that nobody waits for this device any longer.
    private func retire(_ person: Person, _ dice: inout SeededRandom) throws -> Bool {
        if dice.chance(40), let device = try person.node.device(),
            try office.core.devices().contains(where: { $0.id == device })
        {
            try askOffice { try $0.giveUp(device, now: officeClock.now) }
            for other in replicas where try other.node.device() == device {
                try tell(.gaveUp(replica: other.index))
            }
        }
        let before = try office.core.retiredThrough()
        try askOffice { tally.retired += try $0.retireTombstones() }
        try noteRetirement(since: before)
        return try office.core.retiredThrough() > before
    }

    /// Tells the checkers when deletions were forgotten.
    func noteRetirement(since before: Sequence) throws {
        guard try office.core.retiredThrough() > before else { return }
        try tell(.retired)
    }

    // MARK: Members and devices

    /// A new device: of a new member, or a second one of the same.
    private func enrol(_ person: Person, _ dice: inout SeededRandom) throws -> Bool {
        guard replicas.count < Self.replicasMax else { return false }
        let isSame = dice.chance(50) && !person.isShutOut
        let isKnown = try office.core.rows(in: SystemTables.member.id).contains {
            $0.id == person.member && $0["status"] == .text("active")
        }
        var new: Person?
        try askOffice { _ in
            new = try addPerson(
                role: person.role, member: isSame && isKnown ? person.member : nil, clock: .right,
                dice: &dice)
        }
        guard let new else { return false }
        new.mayBeRefused = new.member == person.member && person.mayBeRefused
        try connect(new, isLive: false, dice: dice.split())
        return true
    }

    private func revoke(_ person: Person) throws -> Bool {
        guard person.index > 0, let device = try person.node.device(),
            try office.core.devices().contains(where: { $0.id == device })
        else { return false }
        // Whoever has a copy of the disk is shut out, too.
        for other in replicas where other.fingerprint == person.fingerprint {
            other.mayBeRefused = true
        }
        try askOffice { try $0.revoke(device, now: officeClock.now) }
        try tell(.revoked(replica: person.index))
        try wakeListeners()
        return true
    }

    private func assign(_ person: Person) throws -> Bool {
        let subjects = try workload.subjects(of: person.role, in: office.core.rows(in:))
        let members = try office.core.rows(in: SystemTables.member.id)
        guard !subjects.isEmpty, members.contains(where: { $0.id == person.member }) else {
            return false
        }
        try askOffice { try $0.assign(person.member, to: subjects, now: officeClock.now) }
        try wakeListeners()
        return true
    }

    private func unassign(_ person: Person, _ dice: inout SeededRandom) throws -> Bool {
        var own = dice.split()
        let sets = tally.sets
        try write(replicas[0]) { rows, _ in
            let all = try rows.rows(in: SystemTables.assignment.id)
            guard let row = own.pick(all.filter { $0["member"].row == person.member }) else {
                return []
            }
            return [Change(.delete, table: row.table.id, row: row.id)]
        }
        return tally.sets > sets
    }

    private func deactivate(_ person: Person) throws -> Bool {
        guard person.member != replicas[0].member else { return false }
        let sets = tally.sets
        try write(replicas[0]) { rows, _ in
            guard let row = try rows.row(person.member, in: SystemTables.member.id),
                row["status"] == .text("active"),
                let column = row.table["status"]?.id
            else { return [] }
            return [
                Change(
                    .update, table: row.table.id, row: row.id,
                    cells: [Cell(column, .text("ended"))])
            ]
        }
        guard tally.sets > sets else { return false }
        for other in replicas where other.member == person.member { other.mayBeRefused = true }
        return true
    }
}

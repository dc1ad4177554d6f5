internal import SyncEngine
internal import SyncProtocol

/// Following the office's log.
extension Record {
    /// Takes over what the office has committed since.
    func readOffice(_ world: any WorldView) throws {
        let view = world.officeData
        let tip = office?.tip ?? .zero
        let lines = try view.log(after: tip)
        if office != nil, lines.isEmpty { return }
        try update(
            { record in
                record.epochs = try view.epochs()
                record.meet(try view.devices())
                if try view.head(at: tip) ?? .zero != record.head {
                    complain("log-immutability", "another head at \(tip.rawValue)")
                }
                let before = record.head
                var areRightsKnown = true
                for line in lines {
                    let sets = try fold(line, areRightsKnown, into: &record, world)
                    // Rows are read at the end of a commit: what its first sets did to rights is not seen here.
                    if sets.contains(where: \.isAboutRights) { areRightsKnown = false }
                }
                appendedBy.formUnion(lines.map(\.device))
                let changed = try view.changed(after: tip)
                let steps = changed.map { key, row in
                    RowStep(before: record.history.row(key, at: before), after: row)
                }
                record.history.arrive(at: record.head, changed)
                add(.rows(steps))
                let told = Set(changed.map(\.key))
                let untold = record.model.news.subtracting(told).sorted()
                record.model.news = []
                try compare(
                    changed + untold.map { ($0, try view.row($0)) }, in: &record, world)
            }, world)
    }

    /// - Returns: what the line's set changed.
    private func fold(
        _ line: LogLine, _ areRightsKnown: Bool, into record: inout OfficeRecord,
        _ world: any WorldView
    ) throws -> [Change] {
        guard line.device != .office else {
            record.append(line)
            add(.line(line, nil, isAllowed: nil, refusal: nil))
            return []
        }
        let name = SetName(device: line.device, number: line.number)
        if record.sequences[name] != nil {
            complain("exactly-once", "\(name) again at \(line.sequence.rawValue)")
        }
        guard let (set, agreed) = try set(name, in: &record, world.officeData) else {
            complain("audit", "sequence \(line.sequence.rawValue) is of \(name), never pushed")
            record.append(line)
            add(.line(line, nil, isAllowed: nil, refusal: nil))
            return []
        }
        let submitted = submission(set, agreed, as: line.sequence, at: line.at, record, world)
        let isAllowed = areRightsKnown ? allows(submitted, record, world) : nil
        let refusal = record.model.admit(submitted)
        record.append(line)
        add(.line(line, set, isAllowed: isAllowed, refusal: refusal))
        return set.changes
    }

    private func submission(
        _ set: ChangeSet, _ agreed: Sequence, as sequence: Sequence, at: Milliseconds,
        _ record: OfficeRecord, _ world: any WorldView
    ) -> ModelSet {
        ModelSet(
            device: set.device, ancestors: record.ancestors(of: set.device),
            seen: record.modelEpochs.seen(set.basis, agreed: min(agreed, record.tip)),
            at: at, sequence: sequence, now: world.officeNow, changes: set.changes)
    }

    private func allows(
        _ set: ModelSet, _ record: OfficeRecord, _ world: any WorldView
    ) -> Bool? {
        guard let rights = ExpectedRights(world.officeDomain, record) else { return nil }
        return rights.allow(set)
    }

    /// A pushed set by its name at the office, with what its session proved to have seen.
    func set(
        _ name: SetName, in record: inout OfficeRecord, _ view: any OfficeView
    ) throws -> (ChangeSet, Sequence)? {
        let claims = record.claims[name] ?? []
        let hash =
            claims.count == 1 ? claims[0] : try view.segment(with: name.number, of: name.device)
        guard let hash, var segment = record.segments[hash] else { return nil }
        if segment.sets == nil {
            segment.sets = try view.changeSets(in: segment.segment)
            record.segments[hash] = segment
        }
        let set = segment.sets?.first { $0.number == name.number }
        return set.map { ($0, segment.agreed) }
    }

    // MARK: What is said

    func hear(_ message: Message, in session: Int, _ world: any WorldView) {
        update(
            { record in
                switch message {
                case .hello(let hello): greet(hello, in: session, &record)
                case .push(let push): note(push, in: session, &record, world.officeData)
                case .pull:
                    if let rights = ExpectedRights(world.officeDomain, record),
                        let device = record.sessions[session]?.device
                    {
                        record.sessions[session]?.scopes = rights.scopes(
                            of: device, at: world.officeNow)
                    }
                default: break
                }
            }, world)
    }

    private func greet(_ hello: Hello, in session: Int, _ record: inout OfficeRecord) {
        let marks = [hello.cursor, hello.receipt]
        let confirmed = marks.filter(record.confirms)
        var new = record.sessions[session] ?? SessionRecord()
        new.hello = hello
        new.device = hello.device
        new.agreed = confirmed.map(\.sequence).max() ?? .zero
        record.sessions[session] = new
    }

    private func note(
        _ push: Push, in session: Int, _ record: inout OfficeRecord, _ view: any OfficeView
    ) {
        guard let segment = try? view.segment(push.segment) else { return }
        let header = segment.header
        let agreed = record.sessions[session]?.agreed ?? .zero
        let isWaiting = record.sessions.values.contains { $0.pushes.contains(segment.hash) }
        record.sessions[session, default: SessionRecord()].pushes.append(segment.hash)
        if record.segments[segment.hash] == nil {
            record.segments[segment.hash] = SegmentRecord(segment: segment)
            var number = header.first
            for _ in 0..<max(header.count, 0) {
                record.claims[SetName(device: header.device, number: number), default: []]
                    .append(segment.hash)
                number = number.next
            }
        }
        // Of those that wait together the first is judged; the others hear the same verdicts.
        if !isWaiting { record.segments[segment.hash]?.agreed = agreed }
    }

    func answer(_ message: Message, in session: Int, _ world: any WorldView) {
        switch message {
        case .welcome:
            update(
                { record in
                    if let epochs = try? world.officeData.epochs() { record.epochs = epochs }
                }, world)
        case .reidentified(let answer):
            update({ $0.sessions[session]?.device = answer.device }, world)
        case .checkpoint(let checkpoint):
            update({ $0.sessions[session]?.wasSent(checkpoint.mark.sequence) }, world)
            // What comes unasked is for the scopes that there are then.
            update({ $0.sessions[session]?.scopes = nil }, world)
        case .refusal:
            // No verdict follows.
            update({ $0.sessions[session]?.pushes = [] }, world)
        case .verdicts(let verdicts):
            update({ try? judged(verdicts, in: session, &$0, world) }, world)
        default: break
        }
    }

    private func judged(
        _ verdicts: Verdicts, in session: Int, _ record: inout OfficeRecord,
        _ world: any WorldView
    ) throws {
        guard let device = record.sessions[session]?.device else { return }
        if record.sessions[session]?.pushes.isEmpty == false {
            record.sessions[session]?.pushes.removeFirst()
        }
        var number = verdicts.first
        for (index, verdict) in verdicts.verdicts.enumerated() {
            let name = SetName(device: device, number: number)
            number = number.next
            let remembered = record.remembered[name]
            if let known = record.verdicts[name] ?? remembered, known != verdict {
                complain("exactly-once", "\(name) has two verdicts")
            }
            guard record.verdicts.updateValue(verdict, forKey: name) == nil,
                case .returned(let reason) = verdict
            else { continue }
            // What else the same commit took, and in which order, is not told; nor are a stranger's own later sets
            // sure to have left the reason standing.
            let isOvertaken =
                strangers.contains(device)
                && verdicts.verdicts[(index + 1)...].contains { $0.isAdmitted }
            // A verdict out of the backup is of the rows and rights of then.
            guard remembered == nil, appendedBy.isSubset(of: [device]), !isOvertaken else {
                add(.returned(name, reason, nil))
                continue
            }
            guard let (set, agreed) = try set(name, in: &record, world.officeData)
            else { continue }
            let submitted = submission(
                set, agreed, as: record.tip.next, at: world.officeNow, record, world)
            let opinion = Opinion(
                isAllowed: allows(submitted, record, world),
                refusal: record.model.refusal(of: submitted))
            add(.returned(name, reason, opinion))
        }
    }
}

extension Change {
    fileprivate var isAboutRights: Bool {
        [SystemTables.member.id, SystemTables.device.id, SystemTables.assignment.id].contains(table)
    }
}

extension Verdict {
    fileprivate var isAdmitted: Bool { if case .admitted = self { true } else { false } }
}

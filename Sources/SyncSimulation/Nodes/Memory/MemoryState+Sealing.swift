internal import SyncEngine
internal import SyncProtocol
internal import SyncReplica

extension MemoryState {
    /// Numbers, times, chains and seals everything that is pending.
    mutating func sealAll(at wall: Milliseconds) throws {
        guard let deployment, let signingKey else { throw ReplicaError(.notJoined) }
        var rest = outbox.indices.filter { outbox[$0].state == .pending }[...]
        var lastTime = Timestamp.zero
        while let place = rest.first {
            let sets = changeSets(at: rest.prefix(Limits.segmentSetsMax), after: lastTime)
            let most = Array(sets.prefix(SealedSegment.prefixCount(of: sets)))
            guard let sealed = seal(most, deployment, signingKey) else {
                outbox[place].state = .returned(Reason(.tooLarge))
                rest = rest.dropFirst()
                continue
            }
            let count = sealed.header.count
            segments.append(MemorySegment(sealed: sealed, sealedAt: wall))
            for (place, set) in zip(rest.prefix(count), sets) {
                outbox[place].state = .sealed
                outbox[place].device = device
                outbox[place].number = set.number
            }
            nextNumber = sealed.header.last.next
            lastSegment = sealed.hash
            lastTime = sets[count - 1].timestamp
            rest = rest.dropFirst(count)
        }
    }

    /// Numbered sets with corrected times; sets of one millisecond keep their order by the counter.
    private func changeSets(at places: ArraySlice<Int>, after time: Timestamp) -> [ChangeSet] {
        var number = nextNumber
        var last = time
        return places.map { place in
            let set = outbox[place]
            let claimed = Timestamp(milliseconds: offset.corrected(set.madeAt))
            last =
                claimed.milliseconds == last.milliseconds
                ? last.next(wall: claimed.milliseconds) : claimed
            defer { number = number.next }
            return ChangeSet(
                device: device, number: number, timestamp: last, basis: set.basis,
                changes: set.changes)
        }
    }

    /// - Returns: `nil` when not even the first set can be sealed.
    private func seal(
        _ sets: [ChangeSet], _ deployment: DeploymentID, _ key: [UInt8]
    ) -> SealedSegment? {
        var count = sets.count
        while count > 0 {
            let sealed = try? PlainSegments.seal(
                Array(sets.prefix(count)), deployment: deployment, device: device,
                previous: lastSegment, schema: schema, key: key)
            if let sealed { return sealed }
            count /= 2
        }
        return nil
    }

    // MARK: Sealed segments

    /// Segments that wait for a verdict, or hold sets that a person at the office has not decided.
    var undecidedSegments: [SegmentRange] {
        segments.filter { segment in
            guard segment.device == device else { return false }
            return !segment.isDecided
                || outbox.contains { $0.isHeld && Self.isSealed($0, in: segment) }
        }.map(\.range)
    }

    /// All segments kept here.
    var retainedSegments: [SegmentRange] {
        segments.filter { $0.device == device }.map(\.range)
    }

    /// All segments kept here from the one with this number on; `nil` when that one is not kept.
    func retainedSegments(from number: ChangeNumber) -> [SegmentRange]? {
        let kept = segments.filter { $0.device == device && $0.range.end > number }.map(\.range)
        guard let first = kept.first?.first else { return nextNumber == number ? [] : nil }
        return first <= number ? kept : nil
    }

    /// The hash of the last segment whose sets all have verdicts; `zero` when there is none.
    var lastDecidedSegment: Hash256 {
        segments.last { $0.device == device && $0.isDecided }?.sealed.hash ?? .zero
    }

    func segmentBytes(first: ChangeNumber) -> [UInt8]? {
        segments.first { $0.device == device && $0.range.first == first }?.sealed.bytes
    }

    private static func isSealed(_ set: MemorySet, in segment: MemorySegment) -> Bool {
        set.device == segment.device && set.number.map(segment.holds) ?? false
    }

    // MARK: Verdicts

    /// Keeps the office's verdicts beside the sets that they judge.
    mutating func record(_ verdicts: Verdicts, isRestored: Bool) {
        var number = verdicts.first
        for verdict in verdicts.verdicts {
            defer { number = number.next }
            let found = outbox.lastIndex { $0.number == number && $0.device == device }
            guard let place = found else { continue }
            noteStranded(outbox[place], verdict, isReconciling: isRestored)
            switch (outbox[place].state, verdict) {
            case (.discarded, _), (.retried, _): continue
            case (_, .admitted(let sequence)): outbox[place].state = .admitted(sequence)
            case (_, .returned(let reason)): outbox[place].state = .returned(reason)
            case (_, .held(let reason)): outbox[place].state = .held(reason)
            }
        }
        let judged = segments.firstIndex { $0.device == device && $0.holds(verdicts.first) }
        guard let place = judged else { return }
        segments[place].sequence = verdicts.receipt.sequence
        // From here on its age counts, by the office's clock.
        segments[place].sealedAt = officeTime
        segments[place].isDecided = !outbox.contains {
            $0.state == .sealed && Self.isSealed($0, in: segments[place])
        }
    }

    /// The office does not know the sets from this number on.
    mutating func forgetVerdicts(from number: ChangeNumber) {
        for place in segments.indices
        where segments[place].device == device && segments[place].range.end > number {
            segments[place].isDecided = false
        }
        for place in outbox.indices where outbox[place].device == device {
            guard outbox[place].isAdmitted || outbox[place].isHeld, outbox[place].isDrawn,
                outbox[place].number.map({ $0 >= number }) ?? false
            else { continue }
            outbox[place].state = .sealed
        }
    }

    /// Takes a new identity: sets without a verdict are numbered anew, from 1.
    ///
    /// - Parameter from: while reconciling: admitted and held sets from here on are lost at the office.
    mutating func adopt(_ next: DeviceID, from: ChangeNumber?) throws {
        guard let key = nextSigningKey else {
            throw ReplicaError(.protocolBroken, detail: "a new identity that was not asked for")
        }
        let own = outbox.indices.filter { outbox[$0].device == device }
        if let from {
            for place in own {
                guard outbox[place].isAdmitted || outbox[place].isHeld,
                    outbox[place].number.map({ $0 >= from }) ?? false
                else { continue }
                outbox[place].state = .sealed
                outbox[place].isDrawn = true
            }
        }
        let unjudged = own.filter { outbox[$0].state == .sealed }
        let numbers = unjudged.compactMap { outbox[$0].number }
        let old = device
        segments.removeAll { $0.device == old && numbers.contains(where: $0.holds) }
        for place in unjudged {
            outbox[place].state = .pending
            outbox[place].device = nil
            outbox[place].number = nil
        }
        let plan = RebasePlan(remaining: outbox.filter(\.isDrawn).map(\.changes), dropped: [])
        redraw(plan.pendingRows, plan)
        signingKey = key
        nextSigningKey = nil
        device = next
        nextNumber = .first
        lastSegment = .zero
        receipt = .unknown
    }

    // MARK: Retention

    private static let retentionMilliseconds: Milliseconds = 90 * 86_400_000

    /// Forgets admitted segments that are safe or 90 days old, and decided sets that are 90 days old.
    mutating func forgetWhatIsSafe() {
        let old = officeTime - Self.retentionMilliseconds
        let safe = backedUpThrough
        segments.removeAll { $0.isDecided && ($0.sequence <= safe || $0.sealedAt < old) }
        let madeBefore = old - max(offset.milliseconds, 0)
        let kept = segments
        outbox.removeAll { set in
            guard !set.isDrawn, set.madeAt < madeBefore,
                !kept.contains(where: { Self.isSealed(set, in: $0) })
            else { return false }
            switch set.state {
            case .admitted, .discarded, .retried: return true
            case .pending, .sealed, .returned, .held: return false
            }
        }
    }
}

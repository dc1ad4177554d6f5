internal import SyncEngine
package import SyncProtocol

/// Admitting what devices push.
extension OfficeCore {
    /// Judges pushes that wait at the same time, in one transaction, and answers them once it is on disk.
    ///
    /// - Returns: for each push, in order, what to do on its connection.
    package func admit(
        _ pushes: [(session: Int, push: Push)], now: Milliseconds
    ) -> [[OfficeAction]] {
        do {
            let answers = try commit(now: now) { batch in
                let answers = try pushes.map { try judge($0.push, in: $0.session, batch) }
                return (answers, batch.mark)
            }
            return zip(pushes, answers.0).map { push, answer in
                switch answer {
                case .success(let judged): [.send(.verdicts(judged.verdicts(at: answers.1)))]
                case .failure(let refused): refuse(push.session, refused.refusal)
                }
            }
        } catch {
            let refusal = OfficeError(error).refusal
            return pushes.map { refuse($0.session, refusal) }
        }
    }

    /// What one push came to.
    private struct Judged {
        let first: ChangeNumber
        var verdicts: [Verdict] = []
        var problem: PushProblem?

        func verdicts(at mark: Mark) -> Verdicts {
            Verdicts(first: first, verdicts: verdicts, problem: problem, receipt: mark)
        }
    }

    /// Cheap checks first; a refusal concerns this push only.
    private func judge(
        _ push: Push, in id: Int, _ batch: CommitBatch
    ) throws -> Result<Judged, Refused> {
        do {
            let (segment, device) = try recognise(push, in: id)
            let header = segment.header
            let remembered =
                header.first < device.nextNumber
                ? try store.segment(of: device.device, first: header.first) : nil
            let order = SegmentOrder(
                of: header, hash: segment.hash, expected: device.nextNumber,
                last: device.lastSegment, remembered: remembered)
            switch order {
            case .gap(let expected):
                return .success(Judged(first: header.first, problem: .gap(expected: expected)))
            case .fork:
                return .success(Judged(first: header.first, problem: .fork))
            case .known:
                let known = try store.verdicts(of: header.device, in: header.first...header.last)
                return .success(Judged(first: header.first, verdicts: known.map(\.verdict)))
            case .next:
                let verdicts = try judge(segment, by: device, in: id, batch)
                return .success(Judged(first: header.first, verdicts: verdicts))
            }
        } catch let refused as Refused {
            return .failure(refused)
        }
    }

    /// Whose segment it is, and that it really is theirs.
    private func recognise(
        _ push: Push, in id: Int
    ) throws -> (segment: SealedSegment, device: DeviceRecord) {
        guard let session = sessions[id], let device = session.device else {
            throw Refused(.outOfOrder, "push")
        }
        let segment = try wire { () throws(WireError) in try parts.segments.segment(push.segment) }
        guard segment.header.deployment == deployment else { throw Refused(.otherDeployment) }
        guard segment.header.device == device else { throw Refused(.unknownDevice, "segment") }
        let record = try known(device, session.fingerprint)
        guard parts.segments.isSigned(segment, by: record.signingKey) else {
            throw Refused(.badSignature, "segment")
        }
        return (segment, record)
    }

    private func judge(
        _ segment: SealedSegment, by device: DeviceRecord, in id: Int, _ batch: CommitBatch
    ) throws -> [Verdict] {
        let schema = domain.schema
        let sets = try wire { () throws(WireError) in
            try parts.segments.changeSets(in: segment, schema: schema)
        }
        let author = SetAuthor(
            actor: try actor(device), ancestors: try store.ancestors(of: device),
            previousContact: device.lastContact, seenMax: seenMax(in: id, batch))
        let verdicts = try sets.map { try batch.admit($0, by: author, segment: segment.hash) }
        try store.keep(segment, now: batch.now)
        return verdicts
    }

    /// Nobody has seen more of this history than its marks prove and it was sent since, whatever its sets say:
    /// a basis beyond that is of a history that the office has lost, perhaps without knowing.
    private func seenMax(in id: Int, _ batch: CommitBatch) -> Sequence {
        guard let session = sessions[id] else { return .zero }
        return min(max(session.agreed, session.checkpoint?.sequence ?? .zero), batch.newest)
    }

    private func wire<T>(_ body: () throws(WireError) -> T) throws -> T {
        do {
            return try body()
        } catch {
            throw Refused(
                error.code == .limitExceeded ? .limitExceeded : .malformed, error.context)
        }
    }
}

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
                return .success(
                    Judged(first: header.first, verdicts: try store.verdicts(of: header)))
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
        let segment = try wire { () throws(WireError) in try segments.segment(push.segment) }
        guard segment.header.deployment == deployment else { throw Refused(.otherDeployment) }
        guard segment.header.device == device else { throw Refused(.unknownDevice, "segment") }
        let record = try known(device, session.fingerprint)
        guard segments.isSigned(segment, by: record.signingKey) else {
            throw Refused(.badSignature, "segment")
        }
        return (segment, record)
    }

    private func judge(
        _ segment: SealedSegment, by device: DeviceRecord, in id: Int, _ batch: CommitBatch
    ) throws -> [Verdict] {
        let schema = domain.schema
        let sets = try wire { () throws(WireError) in
            try segments.changeSets(in: segment, schema: schema)
        }
        let author = SetAuthor(
            actor: try actor(device), ancestors: try store.ancestors(of: device),
            previousContact: device.lastContact, seenMax: seenMax(in: id, batch))
        let verdicts = try sets.map { try batch.admit($0, by: author, segment: segment.hash) }
        try store.keep(segment, now: batch.now)
        return verdicts
    }

    /// A replica whose marks could not be confirmed has seen no more of this history than the mark that
    /// could be; nobody has seen more than there is.
    private func seenMax(in id: Int, _ batch: CommitBatch) -> Sequence {
        guard let session = sessions[id], !session.marksConfirmed else { return batch.newest }
        return min(session.agreed, batch.newest)
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

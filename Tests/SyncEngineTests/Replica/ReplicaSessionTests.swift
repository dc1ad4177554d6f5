import SyncEngine
import SyncProtocol
import Testing

@Suite struct ReplicaSessionTests: SessionTalk {
    @Test func `everything is said at once, and a quiet sync takes one round trip`() {
        var session = ReplicaSession()
        let start = start()
        #expect(session.connected(start, now: 0) == [.send(.hello(start.hello)), pull(10)])
        #expect(session.received(.welcome(welcome()), now: 1) == [.recordWelcome(welcome())])
        #expect(
            session.received(.checkpoint(checkpoint(cursor)), now: 2)
                == [.apply(checkpoint(cursor), isReconciling: false, mustAgree: false)])
        #expect(
            session.appliedCheckpoint(cursor, mismatches: []) == [.send(.goodbye), .finish])
        #expect(session.isEnded && session.deadline == nil)
    }

    @Test func `segments go with the first flight, and only a few are under way`() {
        var session = ReplicaSession()
        let segments = (1...10).map { segment($0) }
        let start = start(segments, end: 11)
        let said = session.connected(start, now: 0)
        #expect(
            said == [.send(.hello(start.hello))] + segments.prefix(8).map { .push($0) } + [pull(10)]
        )
        _ = session.received(.welcome(welcome(next: 1)), now: 1)
        let first = admitted(1, 11)
        #expect(
            session.received(.verdicts(first), now: 1)
                == [.recordVerdicts(first, isReconciling: false), .push(segments[8])])
    }

    @Test func `what was admitted after the checkpoint is asked for once more`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(1)], end: 2), now: 0)
        _ = session.received(.welcome(welcome()), now: 1)
        _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
        #expect(session.appliedCheckpoint(cursor, mismatches: []).isEmpty)
        let verdicts = admitted(1, 12)
        #expect(
            session.received(.verdicts(verdicts), now: 1)
                == [.recordVerdicts(verdicts, isReconciling: false), pull(10)])
        _ = session.received(.checkpoint(checkpoint(later)), now: 1)
        #expect(session.appliedCheckpoint(later, mismatches: []) == [.send(.goodbye), .finish])
    }

    @Test func `an office whose checkpoints stay behind its verdicts is not asked for ever`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(1)], end: 2), now: 0)
        _ = session.received(.welcome(welcome()), now: 1)
        _ = session.received(.verdicts(admitted(1, 12)), now: 1)
        for _ in 0..<3 {
            _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
            #expect(session.appliedCheckpoint(cursor, mismatches: []) == [pull(10)])
        }
        _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
        #expect(session.appliedCheckpoint(cursor, mismatches: []) == [.send(.goodbye), .finish])
    }

    @Test func `a session does not end while its checkpoint is applied`() {
        var session = ReplicaSession()
        _ = session.connected(start(), now: 0)
        _ = session.received(.welcome(welcome()), now: 1)
        _ = session.received(.checkpoint(checkpoint(later)), now: 1)
        #expect(session.localChangeSealed([]).isEmpty)
        #expect(session.appliedCheckpoint(later, mismatches: []) == [.send(.goodbye), .finish])
    }

    @Test func `a staged pull resumes, unless the office stands before it`() {
        var session = ReplicaSession()
        let start = start(staged: Sequence(30))
        #expect(session.connected(start, now: 0).last == pull(30, resumed: true))
        #expect(
            session.received(.welcome(welcome(at: 20)), now: 1)
                == [.recordWelcome(welcome(at: 20)), .discardStaging])
        let batch = Batch(through: Sequence(15), rows: [])
        #expect(session.received(.batch(batch), now: 1).isEmpty)
        #expect(session.received(.checkpoint(checkpoint(later)), now: 1) == [pull(10)])
        #expect(session.received(.batch(batch), now: 1) == [.stage(through: Sequence(15))])
    }

    /// Seed 197391: somebody else had shown the office that it went back.
    @Test func `what another history's office sent is pulled again`() {
        var session = ReplicaSession()
        let start = start(staged: Sequence(11))
        _ = session.connected(start, now: 0)
        let welcome = welcome(epoch: 2, at: 20)
        #expect(
            session.received(.welcome(welcome), now: 1)
                == [.recordWelcome(welcome), .discardStaging])
        #expect(session.received(.checkpoint(checkpoint(later)), now: 1) == [pull(10)])
    }

    /// Seeds 1003430, 1011067 and 1024599: nobody had shown the office yet that it went back.
    @Test func `what was staged is pulled again from an office whose digests cannot be compared`() {
        var session = ReplicaSession()
        let start = start(staged: Sequence(11))
        #expect(session.connected(start, now: 0).last == pull(11, resumed: true))
        let welcome = welcome(schema: 2)
        #expect(
            session.received(.welcome(welcome), now: 1)
                == [.recordWelcome(welcome), .discardStaging])
        #expect(session.received(.checkpoint(checkpoint(later)), now: 1) == [pull(10)])
        #expect(
            session.received(.checkpoint(checkpoint(later)), now: 1)
                == [.apply(checkpoint(later), isReconciling: false, mustAgree: false)])
    }

    /// Seeds 54169, 74502 and 86344: the office had lost what was staged, and had gone on past it.
    @Test(arguments: [false, true])
    func `what was staged before and does not agree is pulled again`(live: Bool) {
        var session = ReplicaSession()
        _ = session.connected(start(staged: Sequence(11), kind: live ? .live : .sync), now: 0)
        _ = session.received(.welcome(welcome(at: 12)), now: 1)
        #expect(
            session.received(.checkpoint(checkpoint(later)), now: 1)
                == [.apply(checkpoint(later), isReconciling: false, mustAgree: true)])
        #expect(session.rejectedCheckpoint() == [.discardStaging, pull(10, live: live)])
        #expect(
            session.received(.checkpoint(checkpoint(later)), now: 1)
                == [.apply(checkpoint(later), isReconciling: false, mustAgree: false)])
    }

    @Test func `a live session listens once what was staged before has agreed`() {
        var session = ReplicaSession()
        let start = start(staged: Sequence(11), kind: .live)
        #expect(session.connected(start, now: 0).last == pull(11, resumed: true))
        _ = session.received(.welcome(welcome(at: 12)), now: 1)
        _ = session.received(.checkpoint(checkpoint(later)), now: 1)
        #expect(session.appliedCheckpoint(later, mismatches: []) == [pull(12, live: true)])
        _ = session.received(.checkpoint(checkpoint(later)), now: 1)
        #expect(session.appliedCheckpoint(later, mismatches: []).isEmpty)
        #expect(session.isResting)
    }

    @Test(arguments: [0, 12] as [UInt64])
    func `a live session without a checkpoint listens once it has one`(end: UInt64) {
        let mark = Mark(epoch: Epoch(1), sequence: Sequence(end), head: .zero)
        var session = ReplicaSession()
        #expect(session.connected(start(at: .unknown, kind: .live), now: 0).last == pull(0))
        _ = session.received(.welcome(welcome(at: end)), now: 1)
        _ = session.received(.checkpoint(checkpoint(mark)), now: 1)
        #expect(session.appliedCheckpoint(mark, mismatches: []) == [pull(end, live: true)])
        _ = session.received(.checkpoint(checkpoint(mark)), now: 1)
        #expect(session.appliedCheckpoint(mark, mismatches: []).isEmpty)
        #expect(session.isResting)
    }

    @Test func `a gap is filled from what is kept`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5), segment(6)], end: 7), now: 0)
        _ = session.received(.welcome(welcome(next: 3)), now: 1)
        let gap = PushProblem.gap(expected: ChangeNumber(3))
        #expect(session.received(.verdicts(problem(5, gap)), now: 1).isEmpty)
        #expect(
            session.received(.verdicts(problem(6, gap)), now: 1)
                == [.offerRetained(from: ChangeNumber(3), isWhole: false)])
        let kept = [segment(3, 2), segment(5), segment(6)]
        #expect(session.offered(kept) == kept.map { .push($0) })
    }

    @Test func `a gap that nothing can fill ends in a new identity`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5)], end: 6), now: 0)
        _ = session.received(.welcome(welcome(next: 3)), now: 1)
        let gap = PushProblem.gap(expected: ChangeNumber(3))
        #expect(
            session.received(.verdicts(problem(5, gap)), now: 1)
                == [.offerRetained(from: ChangeNumber(3), isWhole: false)])
        #expect(session.cannotOffer() == [.reidentify])
    }

    @Test func `the same gap again and again ends the session`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5)], end: 6), now: 0)
        _ = session.received(.welcome(welcome(next: 3)), now: 1)
        var last: [SessionAction] = []
        for _ in 0..<5 where !session.isEnded {
            last = session.received(
                .verdicts(problem(5, .gap(expected: ChangeNumber(3)))), now: 1)
            _ = session.offered([segment(5)])
        }
        #expect(session.isEnded)
        #expect(last == [.fail(.outOfOrder("the same gap again and again"))])
    }

    @Test func `a fork ends in a new identity, and the work goes on in the same session`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5), segment(6)], end: 7), now: 0)
        _ = session.received(.welcome(welcome(next: 7)), now: 1)
        #expect(session.received(.verdicts(problem(5, .fork)), now: 1).isEmpty)
        #expect(session.received(.verdicts(problem(6, .fork)), now: 1) == [.reidentify])
        #expect(
            session.madeSigningKey([1]) == [.send(.reidentify(Reidentify(signingKey: [1])))])
        #expect(
            session.received(.reidentified(Reidentified(device: device)), now: 1)
                == [.adopt(device, from: nil)])
        #expect(session.offered([segment(1, 2)]) == [.push(segment(1, 2))])
        _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
        _ = session.appliedCheckpoint(cursor, mismatches: [])
        #expect(session.received(.verdicts(admitted(1, 11, 12)), now: 1).last == pull(10))
    }

    @Test func `an office that expects more than was ever made means a copy`() {
        var session = ReplicaSession()
        _ = session.connected(start(end: 3), now: 0)
        #expect(session.received(.welcome(welcome(next: 9)), now: 1).last == .reidentify)
    }

    @Test func `an office that went back is first left to answer, then offered everything`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5)], end: 6), now: 0)
        let welcome = welcome(next: 3, confirmed: false)
        #expect(
            session.received(.welcome(welcome), now: 1)
                == [.recordWelcome(welcome), .discardStaging, .send(.ping)])
        let gap = problem(5, .gap(expected: ChangeNumber(3)))
        #expect(session.received(.verdicts(gap), now: 1).isEmpty)
        #expect(session.received(.batch(Batch(through: later.sequence, rows: [])), now: 1).isEmpty)
        #expect(session.received(.checkpoint(checkpoint(later)), now: 1).isEmpty)
        #expect(
            session.received(.pong, now: 1)
                == [.offerRetained(from: ChangeNumber(3), isWhole: true)])
        let kept = [segment(2), segment(3, 2), segment(5)]
        #expect(session.offered(kept) == kept.map { .push($0) })
        let known = admitted(2, 7)
        #expect(
            session.received(.verdicts(known), now: 1)
                == [.recordVerdicts(known, isReconciling: true)])
        let one = admitted(3, 11, 12)
        #expect(
            session.received(.verdicts(one), now: 1) == [.recordVerdicts(one, isReconciling: true)])
        let two = admitted(5, 13)
        #expect(
            session.received(.verdicts(two), now: 1)
                == [.recordVerdicts(two, isReconciling: true), pull(0)])
        #expect(
            session.received(.checkpoint(checkpoint(later)), now: 1)
                == [.apply(checkpoint(later), isReconciling: true, mustAgree: false)])
    }

    /// The office answers a pull of everything also when it denies the marks, and would send news after it.
    @Test func `nothing comes unasked while an office gets back what it lost`() {
        var session = ReplicaSession()
        let start = start(end: 3, at: .unknown, receipt: later, kind: .live)
        #expect(session.connected(start, now: 0).last == pull(0))
        _ = session.received(.welcome(welcome(next: 1, confirmed: false)), now: 1)
        #expect(session.received(.checkpoint(checkpoint(cursor)), now: 1).isEmpty)
        _ = session.received(.pong, now: 1)
        _ = session.offered([segment(1), segment(2)])
        let one = admitted(1, 11)
        #expect(
            session.received(.verdicts(one), now: 1) == [.recordVerdicts(one, isReconciling: true)])
        let two = admitted(2, 12)
        #expect(
            session.received(.verdicts(two), now: 1)
                == [.recordVerdicts(two, isReconciling: true), pull(0, live: true)])
        _ = session.received(.checkpoint(checkpoint(later)), now: 1)
        #expect(session.appliedCheckpoint(later, mismatches: []).isEmpty)
        #expect(session.isResting)
    }

    @Test func `a reconciliation whose batches cannot be read is pulled again, once`() {
        var session = ReplicaSession()
        _ = session.connected(start(end: 3), now: 0)
        _ = session.received(.welcome(welcome(next: 3, confirmed: false)), now: 1)
        _ = session.received(.pong, now: 1)
        #expect(session.offered([]) == [pull(0)])
        #expect(
            session.received(.checkpoint(checkpoint(later)), now: 1)
                == [.apply(checkpoint(later), isReconciling: true, mustAgree: false)])
        #expect(session.localChangeSealed([]).isEmpty)
        #expect(session.rejectedCheckpoint() == [.discardStaging, pull(0)])
    }

    /// Seeds 15078 and 37679: a copy had used the numbers that the office lost before their first owner came.
    @Test func `an office that went back and has a copy's sets gets all that it lost of ours`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5)], end: 6), now: 0)
        _ = session.received(.welcome(welcome(next: 4, confirmed: false)), now: 1)
        _ = session.received(.verdicts(problem(5, .fork)), now: 1)
        #expect(
            session.received(.pong, now: 1)
                == [.offerRetained(from: ChangeNumber(4), isWhole: true)])
        _ = session.offered([segment(1), segment(2, 2), segment(4), segment(5)])
        _ = session.received(.verdicts(admitted(1, 7)), now: 1)
        for first in [2, 4] as [UInt64] {
            #expect(session.received(.verdicts(problem(first, .fork)), now: 1).isEmpty)
        }
        #expect(session.received(.verdicts(problem(5, .fork)), now: 1) == [.reidentify])
        _ = session.madeSigningKey([1])
        #expect(
            session.received(.reidentified(Reidentified(device: device)), now: 1)
                == [.adopt(device, from: ChangeNumber(2))])
    }

    @Test func `an office that went back and has more of a copy than was made here keeps it`() {
        var session = ReplicaSession()
        _ = session.connected(start(end: 3), now: 0)
        #expect(
            session.received(.welcome(welcome(next: 9, confirmed: false)), now: 1).last
                == .send(.ping))
        #expect(
            session.received(.pong, now: 1)
                == [.offerRetained(from: ChangeNumber(3), isWhole: true)])
        _ = session.offered([segment(1, 2)])
        #expect(session.received(.verdicts(admitted(1, 7, 8)), now: 1).last == .reidentify)
        _ = session.madeSigningKey([1])
        #expect(
            session.received(.reidentified(Reidentified(device: device)), now: 1)
                == [.adopt(device, from: nil)])
    }

    /// Seed 1036609: a checkpoint made sets again while the new identity was asked for.
    @Test func `what was sealed under the old identity is not sent under the new one`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(2)], end: 3), now: 0)
        _ = session.received(.welcome(welcome(next: 1)), now: 1)
        _ = session.received(.verdicts(problem(2, .gap(expected: .first))), now: 1)
        #expect(session.cannotOffer() == [.reidentify])
        #expect(session.localChangeSealed([segment(3)]).isEmpty)
        _ = session.madeSigningKey([1])
        #expect(
            session.received(.reidentified(Reidentified(device: device)), now: 1)
                == [.adopt(device, from: .first)])
        #expect(session.offered([segment(1, 3)]) == [.push(segment(1, 3))])
    }

    /// Seed 1098279: the line was dead, and the clock was set back by weeks.
    @Test func `a clock that is set back does not make silence last for ever`() {
        var session = ReplicaSession()
        _ = session.connected(start(), now: 10_000_000)
        #expect(session.deadlineReached(now: 5).isEmpty)
        #expect(session.deadlineReached(now: 60_005) == [.fail(.silent)])
    }

    @Test func `a slow line is given its minute from when it stands`() {
        var session = ReplicaSession()
        _ = session.connected(start(), now: 10_000_000)
        #expect(session.deadline == 10_060_000)
        #expect(session.deadlineReached(now: 10_059_999).isEmpty)
        #expect(session.deadlineReached(now: 10_060_000) == [.fail(.silent)])
    }

    @Test func `digests that differ are repaired before the session ends`() {
        var session = ReplicaSession()
        _ = session.connected(start(), now: 0)
        _ = session.received(.welcome(welcome()), now: 1)
        _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
        #expect(
            session.appliedCheckpoint(cursor, mismatches: [.shared])
                == [.divide(.shared, .everything)])
        _ = session.dividedRange(.shared, [.everything, .everything])
        let answer = DigestAnswer(
            scope: .shared, sequence: Sequence(10), digests: [.empty, .empty])
        #expect(
            session.received(.digestAnswer(answer), now: 2)
                == [.compare(answer, ranges: [.everything, .everything])])
        _ = session.compared(.shared, differing: [.init(range: .everything, officeCount: 3)])
        let rows = RangeRows(
            scope: .shared, range: .everything, batch: Batch(through: Sequence(10), rows: []))
        #expect(
            session.received(.rangeRows(rows), now: 2)
                == [.repair(rows), .verify, .send(.goodbye), .finish])
    }

    @Test func `a checkpoint that comes while rows are repaired begins no other repair`() {
        var session = ReplicaSession()
        _ = session.connected(start(kind: .live), now: 0)
        _ = session.received(.welcome(welcome()), now: 1)
        _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
        _ = session.appliedCheckpoint(cursor, mismatches: [.shared])
        #expect(
            session.dividedRange(.shared, [.everything])
                == [.send(.rangeQuery(RangeQuery(scope: .shared, range: .everything)))])
        _ = session.received(.checkpoint(checkpoint(later)), now: 2)
        #expect(session.appliedCheckpoint(later, mismatches: [.shared]).isEmpty)
        let rows = RangeRows(
            scope: .shared, range: .everything, batch: Batch(through: Sequence(12), rows: []))
        #expect(session.received(.rangeRows(rows), now: 2) == [.repair(rows), .verify])
        #expect(session.isResting)
    }

    @Test func `a live session rests, pushes new work, and asks whether the office is there`() {
        var session = ReplicaSession()
        _ = session.connected(start(kind: .live), now: 0)
        _ = session.received(.welcome(welcome()), now: 1)
        _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
        #expect(session.appliedCheckpoint(cursor, mismatches: []).isEmpty)
        #expect(session.isResting)
        #expect(session.localChangeSealed([segment(1)]) == [.push(segment(1))])
        _ = session.received(.verdicts(admitted(1, 12)), now: 1_000)
        #expect(session.isResting)
        #expect(session.deadline == 26_000)
        #expect(session.deadlineReached(now: 25_999).isEmpty)
        #expect(session.deadlineReached(now: 26_000) == [.send(.ping)])
        #expect(session.received(.pong, now: 27_000).isEmpty)
        #expect(session.deadlineReached(now: 60_000) == [.send(.ping)])
        #expect(session.deadlineReached(now: 87_000) == [.fail(.silent)])
        #expect(session.isEnded)
    }

    @Test func `what has no place ends the session, never the process`() {
        let strangers: [Message] = [
            .hello(start().hello), .pull(Pull(after: .zero, isResumed: false, isLive: false)),
            .verdicts(admitted(1, 2)), .checkpoint(checkpoint(later)),
            .reidentified(Reidentified(device: device)), .goodbye,
            .refusal(Refusal(.busy, retryAfterSeconds: 5)),
            .welcome(welcome(version: 2)),
        ]
        for stranger in strangers {
            var session = ReplicaSession()
            _ = session.connected(start(), now: 0)
            let actions = session.received(stranger, now: 1)
            guard case .fail = actions.last else {
                Issue.record("\(stranger) was taken")
                continue
            }
            #expect(session.isEnded)
            #expect(session.received(stranger, now: 2).isEmpty)
        }
        var session = ReplicaSession()
        _ = session.connected(start(), now: 0)
        #expect(session.received(.unknown(kind: 200), now: 1).isEmpty)
        #expect(session.received(.ping, now: 1) == [.send(.pong)])
        #expect(session.deadlineReached(now: 61_001) == [.fail(.silent)])
    }

    @Test func `answers to what was not asked end the session`() {
        let rows = RangeRows(
            scope: .shared, range: .everything, batch: Batch(through: Sequence(9), rows: []))
        let digests = DigestAnswer(scope: .shared, sequence: Sequence(9), digests: [])
        let strangers: [Message] = [
            .verdicts(admitted(1, 2)), .reidentified(Reidentified(device: device)),
            .rangeRows(rows), .digestAnswer(digests),
        ]
        for stranger in strangers {
            var session = ReplicaSession()
            _ = session.connected(start(), now: 0)
            _ = session.received(.welcome(welcome()), now: 1)
            #expect(session.madeSigningKey([1]).isEmpty)
            let actions = session.received(stranger, now: 1)
            guard actions.count == 1, case .fail(.outOfOrder) = actions[0] else {
                Issue.record("\(stranger) was taken")
                continue
            }
            #expect(session.isEnded)
        }
    }
}

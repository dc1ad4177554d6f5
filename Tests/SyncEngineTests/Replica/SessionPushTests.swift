import SyncEngine
import SyncProtocol
import Testing

/// Long queues, gaps and forks: what goes up in which order, and under which identity.
@Suite struct SessionPushTests: SessionTalk {
    @Test func `a session has as many segments under way as it is told`() {
        var session = ReplicaSession()
        let hello = start([segment(1), segment(2)], end: 3).hello
        let narrow = SessionStart(
            hello: hello, segments: [segment(1), segment(2)], numbersEnd: ChangeNumber(3),
            stagedThrough: nil, stagedEpoch: Epoch(1), kind: .sync, pushLimit: 1)
        #expect(
            session.connected(narrow, now: 0)
                == [.send(.hello(hello)), .push(segment(1)), pull(10)])
        _ = session.received(.welcome(welcome()), now: 1)
        #expect(session.received(.verdicts(admitted(1, 11)), now: 1).last == .push(segment(2)))
    }

    /// Seeds 1016472 of profile even and 1002959: marks do not tell all that was lost.
    @Test func `what has verdicts and is expected is offered again, marks or not`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(3)], end: 4), now: 0)
        #expect(session.received(.welcome(welcome(next: 2)), now: 1).count == 1)
        let gap = Verdicts(
            first: ChangeNumber(3), verdicts: [], problem: .gap(expected: ChangeNumber(2)),
            receipt: later)
        #expect(
            session.received(.verdicts(gap), now: 1)
                == [.offerRetained(from: ChangeNumber(2), isWhole: false)])
        #expect(
            session.offered([segment(2), segment(3)]) == [.push(segment(2)), .push(segment(3))])

        var quiet = ReplicaSession()
        _ = quiet.connected(start(end: 4), now: 0)
        #expect(
            quiet.received(.welcome(welcome(next: 2)), now: 1).last
                == .offerRetained(from: ChangeNumber(2), isWhole: false))
        var level = ReplicaSession()
        _ = level.connected(start(end: 4), now: 0)
        #expect(level.received(.welcome(welcome(next: 4)), now: 1).count == 1)
    }

    @Test func `an office that expects more than was made is asked about all that waits first`() {
        var session = ReplicaSession()
        let segments = (1...10).map { segment($0) }
        _ = session.connected(start(segments, end: 11), now: 0)
        _ = session.received(.welcome(welcome(next: 12)), now: 1)
        for number in 1...10 as ClosedRange<UInt64> {
            let known = admitted(number, number)
            var expected: [SessionAction] = [.recordVerdicts(known, isReconciling: false)]
            if number <= 2 { expected.append(.push(segment(number + 8))) }
            if number == 10 { expected.append(.reidentify) }
            #expect(session.received(.verdicts(known), now: 1) == expected)
        }
    }

    @Test func `behind a fork nothing is asked about`() {
        var session = ReplicaSession()
        let segments = (1...10).map { segment($0) }
        _ = session.connected(start(segments, end: 11), now: 0)
        _ = session.received(.welcome(welcome(next: 12)), now: 1)
        for number in 1...7 as ClosedRange<UInt64> {
            #expect(session.received(.verdicts(problem(number, .fork)), now: 1).isEmpty)
        }
        #expect(session.received(.verdicts(problem(8, .fork)), now: 1) == [.reidentify])
        _ = session.madeSigningKey([1])
        #expect(
            session.received(.reidentified(Reidentified(device: device)), now: 1)
                == [.adopt(device, from: nil)])
        #expect(session.offered([segment(1, 10)]) == [.push(segment(1, 10))])
    }

    @Test func `what waits behind a gap goes after what fills it`() {
        var session = ReplicaSession()
        let segments = (5...14).map { segment($0) }
        _ = session.connected(start(segments, end: 15), now: 0)
        _ = session.received(.welcome(welcome(next: 3)), now: 1)
        var last: [SessionAction] = []
        for number in 5...12 as ClosedRange<UInt64> {
            last = session.received(
                .verdicts(problem(number, .gap(expected: ChangeNumber(3)))), now: 1)
        }
        #expect(last == [.offerRetained(from: ChangeNumber(3), isWhole: false)])
        let kept = [segment(3, 2)] + segments
        #expect(session.offered(kept) == kept.prefix(8).map { .push($0) })
    }

    @Test func `what waited when the office went back does not go before what is offered`() {
        var session = ReplicaSession()
        let segments = (5...14).map { segment($0) }
        _ = session.connected(start(segments, end: 15), now: 0)
        _ = session.received(.welcome(welcome(next: 5, confirmed: false)), now: 1)
        for number in 5...12 as ClosedRange<UInt64> {
            let verdicts = admitted(number, number + 6)
            #expect(
                session.received(.verdicts(verdicts), now: 1)
                    == [.recordVerdicts(verdicts, isReconciling: true)])
        }
        #expect(
            session.received(.pong, now: 1)
                == [.offerRetained(from: ChangeNumber(5), isWhole: true)])
        let kept = [segment(1, 2), segment(3, 2)] + segments
        #expect(session.offered(kept) == kept.prefix(8).map { .push($0) })
    }

    // MARK: After a new identity

    /// Under a new identity, with one segment under way.
    private func renewed() -> ReplicaSession {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5)], end: 6), now: 0)
        _ = session.received(.welcome(welcome(next: 6)), now: 1)
        _ = session.received(.verdicts(problem(5, .fork)), now: 1)
        _ = session.madeSigningKey([1])
        _ = session.received(.reidentified(Reidentified(device: device)), now: 1)
        _ = session.offered([segment(1)])
        return session
    }

    @Test func `a second fork in one session is the office's fault`() {
        var session = renewed()
        #expect(
            session.received(.verdicts(problem(1, .fork)), now: 1)
                == [.fail(.outOfOrder("verdicts for 1"))])
    }

    @Test func `a gap that nothing can fill asks for no third identity, and the session ends`() {
        var session = renewed()
        let gap = PushProblem.gap(expected: ChangeNumber(9))
        #expect(
            session.received(.verdicts(problem(1, gap)), now: 1)
                == [.offerRetained(from: ChangeNumber(9), isWhole: false)])
        #expect(session.cannotOffer().isEmpty)
        _ = session.received(.checkpoint(checkpoint(cursor)), now: 1)
        #expect(session.appliedCheckpoint(cursor, mismatches: []) == [.send(.goodbye), .finish])
    }

    @Test func `a gap beside a fork is forgotten with the old identity`() {
        var session = ReplicaSession()
        _ = session.connected(start([segment(5), segment(6)], end: 7), now: 0)
        _ = session.received(.welcome(welcome(next: 5)), now: 1)
        #expect(session.received(.verdicts(problem(5, .fork)), now: 1).isEmpty)
        let gap = PushProblem.gap(expected: ChangeNumber(5))
        #expect(session.received(.verdicts(problem(6, gap)), now: 1) == [.reidentify])
        _ = session.madeSigningKey([1])
        _ = session.received(.reidentified(Reidentified(device: device)), now: 1)
        #expect(session.offered([segment(1, 2)]) == [.push(segment(1, 2))])
    }
}

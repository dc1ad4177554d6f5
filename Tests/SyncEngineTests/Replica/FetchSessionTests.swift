import SyncEngine
import SyncProtocol
import Testing

/// A fetch takes what the office has and leaves everything else to the next sync.
@Suite struct FetchSessionTests: SessionTalk {
    @Test func `nothing is pushed, whatever waits`() {
        var session = ReplicaSession()
        let start = start([segment(1), segment(2)], end: 3, kind: .fetch)
        #expect(session.connected(start, now: 0) == [.send(.hello(start.hello)), pull(10)])
        #expect(session.received(.welcome(welcome(next: 1)), now: 1).count == 1)
        let batch = Batch(through: Sequence(11), rows: [])
        #expect(session.received(.batch(batch), now: 1) == [.stage(through: Sequence(11))])
        #expect(
            session.received(.checkpoint(checkpoint(later)), now: 2)
                == [.apply(checkpoint(later), isReconciling: false, mustAgree: false)])
        #expect(session.localChangeSealed([]).isEmpty)
        #expect(session.appliedCheckpoint(later, mismatches: []) == [.send(.goodbye), .finish])
        #expect(session.isEnded)
    }

    @Test func `rows that differ are repaired all the same`() {
        var session = ReplicaSession()
        _ = session.connected(start(kind: .fetch), now: 0)
        _ = session.received(.welcome(welcome()), now: 1)
        _ = session.received(.checkpoint(checkpoint(later)), now: 1)
        let actions = session.appliedCheckpoint(later, mismatches: [.shared])
        #expect(actions == [.divide(.shared, .everything)])
    }

    /// An office that went back in time, one that has sets without a verdict here, one that has lost some, one that
    /// has a copy's.
    @Test(arguments: [(false, 3), (true, 4), (true, 2), (true, 9)] as [(Bool, UInt64)])
    func `where the two do not agree, nothing is taken and nothing is written`(
        confirmed: Bool, next: UInt64
    ) {
        var session = ReplicaSession()
        let start = start([segment(3), segment(4)], end: 5, kind: .fetch)
        _ = session.connected(start, now: 0)
        let welcome = welcome(next: next, confirmed: confirmed, epoch: confirmed ? 1 : 2)
        #expect(session.received(.welcome(welcome), now: 1) == [.send(.goodbye), .finish])
        #expect(session.received(.checkpoint(checkpoint(later)), now: 1).isEmpty)
        #expect(session.isEnded && session.deadline == nil)
    }
}

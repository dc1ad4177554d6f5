import SyncEngine
import SyncProtocol

/// What a replica and its office say to each other in tests of `ReplicaSession`.
protocol SessionTalk {}

extension SessionTalk {
    var device: DeviceID { DeviceID(random: 5) }
    var cursor: Mark { Mark(epoch: Epoch(1), sequence: Sequence(10), head: Hash256(of: [1])) }
    var later: Mark { Mark(epoch: Epoch(1), sequence: Sequence(12), head: Hash256(of: [2])) }

    func segment(_ first: UInt64, _ count: Int = 1) -> SegmentRange {
        SegmentRange(first: ChangeNumber(first), count: count)
    }

    /// - Parameter mark: the last checkpoint's.
    func start(
        _ segments: [SegmentRange] = [], end: UInt64 = 1, at mark: Mark? = nil,
        receipt: Mark = .unknown, staged: Sequence? = nil, kind: SessionKind = .sync
    ) -> SessionStart {
        SessionStart(
            hello: Hello(
                versions: 1...1, deployment: DeploymentID(1), device: device, schemaVersion: 1,
                cursor: mark ?? cursor, receipt: receipt,
                nextNumber: segments.first?.first ?? ChangeNumber(end), lastSegment: .zero,
                scopes: [.shared], clock: 0),
            segments: segments, numbersEnd: ChangeNumber(end), stagedThrough: staged,
            stagedEpoch: Epoch(1), kind: kind)
    }

    func welcome(
        next: UInt64 = 1, confirmed: Bool = true, version: UInt8 = 1, schema: UInt32 = 1,
        epoch: UInt64 = 1, at sequence: UInt64 = 11
    ) -> Welcome {
        Welcome(
            version: version, schemaVersion: schema, epoch: Epoch(epoch),
            sequence: Sequence(sequence),
            nextNumber: ChangeNumber(next), marksConfirmed: confirmed,
            backedUpThrough: .zero, clock: 0, scopes: [.shared])
    }

    func pull(_ after: UInt64, resumed: Bool = false, live: Bool = false) -> SessionAction {
        .send(.pull(Pull(after: Sequence(after), isResumed: resumed, isLive: live)))
    }

    func admitted(_ first: UInt64, _ sequences: UInt64...) -> Verdicts {
        Verdicts(
            first: ChangeNumber(first), verdicts: sequences.map { .admitted(Sequence($0)) },
            receipt: later)
    }

    func problem(_ first: UInt64, _ problem: PushProblem) -> Verdicts {
        Verdicts(first: ChangeNumber(first), verdicts: [], problem: problem, receipt: later)
    }

    func checkpoint(_ mark: Mark) -> Checkpoint {
        Checkpoint(mark: mark, digests: [])
    }
}

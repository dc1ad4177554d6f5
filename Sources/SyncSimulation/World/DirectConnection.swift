internal import SyncProtocol
internal import Synchronization

/// A connection to the simulated office that answers within `send`: for enrolment, which is a shell's.
final class DirectConnection: FrameConnection {
    let peerFingerprint = Hash256(of: Array("office".utf8))
    private let answers = Mutex<[Frame]>([])
    private let deliver: @Sendable (Frame) -> [Frame]

    init(_ deliver: @escaping @Sendable (Frame) -> [Frame]) {
        self.deliver = deliver
    }

    func send(_ frames: [Frame]) async throws {
        for frame in frames {
            let come = deliver(frame)
            answers.withLock { $0 += come }
        }
    }

    func receive() async throws -> Frame? {
        answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    func close() async {}
}

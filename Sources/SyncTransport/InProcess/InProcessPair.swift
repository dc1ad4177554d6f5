public import SyncProtocol

/// Two ends of a connection within one process, for tests and the simulator: ordered, bounded, no bytes made.
public enum InProcessPair {
    /// - Parameters:
    ///   - clientFingerprint: what the server's end tells of its peer.
    ///   - serverFingerprint: what the client's end tells of its peer.
    ///   - bytesMax: payload bytes each direction holds before `send` waits.
    /// - Returns: the client's end and the server's end.
    public static func make(
        clientFingerprint: Hash256, serverFingerprint: Hash256, bytesMax: Int = 256 << 10
    ) -> (any FrameConnection, any FrameConnection) {
        let up = FramePipe(bytesMax: bytesMax)
        let down = FramePipe(bytesMax: bytesMax)
        return (
            InProcessConnection(incoming: down, outgoing: up, peerFingerprint: serverFingerprint),
            InProcessConnection(incoming: up, outgoing: down, peerFingerprint: clientFingerprint)
        )
    }
}

struct InProcessConnection: FrameConnection {
    let incoming: FramePipe
    let outgoing: FramePipe
    let peerFingerprint: Hash256

    func send(_ frames: [Frame]) async throws { try await outgoing.send(frames) }

    func receive() async throws -> Frame? { try await incoming.receive() }

    func close() async {
        outgoing.close(discarding: false)
        incoming.close(discarding: true)
    }
}

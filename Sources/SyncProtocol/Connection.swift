/// One frame as it crosses the wire: what is after the length.
public struct Frame: Hashable, Sendable {
    /// Tells the message; unknown kinds are passed over.
    public let kind: UInt8
    /// Bit 0: the payload is deflated. The others are zero and passed over.
    public let flags: UInt8
    public let payload: [UInt8]

    public init(kind: UInt8, flags: UInt8, payload: [UInt8]) {
        self.kind = kind
        self.flags = flags
        self.payload = payload
    }
}

/// The seam between the shells of replica and office and whatever carries frames: sockets with TLS, an
/// in-process pair, the simulator.
///
/// One reader and one writer at a time.
public protocol FrameConnection: Sendable {
    /// SHA-256 of the public key that the peer proved to hold.
    var peerFingerprint: Hash256 { get }

    /// Returns when the bytes were taken over for sending; waits while the peer reads too slowly.
    ///
    /// - Throws: when the connection is closed.
    func send(_ frames: [Frame]) async throws

    /// The next frame; `nil` when the peer closed in good order.
    ///
    /// - Throws: when the connection broke, the peer sent something that is no frame, or the task is cancelled.
    func receive() async throws -> Frame?

    /// Closes in good order; later calls do nothing.
    func close() async
}

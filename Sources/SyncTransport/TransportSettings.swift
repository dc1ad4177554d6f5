internal import SyncProtocol

/// Times and sizes of connections. The defaults suit an office of a municipality; tests shorten the times.
public struct TransportSettings: Hashable, Sendable {
    /// A connection that has not finished TLS is closed after this.
    public var handshakeMilliseconds = Int64(Limits.handshakeSecondsMax) * 1_000
    /// A peer that has to speak first and has not sent a frame that is waited for is closed after this,
    /// counted from the end of the handshake.
    public var firstFrameMilliseconds = Int64(Limits.handshakeSecondsMax) * 1_000
    /// A peer that takes no byte for this long while there is something to send is given up.
    public var stallMilliseconds: Int64 = 60_000
    /// How long to wait for the peer's part of an orderly close.
    public var closeMilliseconds: Int64 = 3_000
    /// While shutting down, a connection that was quiet for this long is idle and closed at once.
    public var idleMilliseconds: Int64 = 250
    /// Bytes received and not asked for, beyond which nothing more is read from the socket.
    public var readAheadBytesMax = 64 << 10
    /// The same while this side waits for the peer to take bytes: two sides that both send before they read
    /// would otherwise wait for each other.
    public var readAheadWhileSendingBytesMax = 4 << 20
    /// Accepted connections in all, finished with TLS or not.
    public var connectionsMax = 4_096
    /// Accepted connections from one network address; a whole town hall may share one.
    public var connectionsPerAddressMax = 512

    public init() {}
}

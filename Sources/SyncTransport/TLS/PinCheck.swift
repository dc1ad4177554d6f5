internal import NIOCore
internal import NIOSSL
internal import SyncProtocol
internal import Synchronization

/// Decides in the TLS handshake whether the peer's key is the right one. BoringSSL has by then verified, or
/// will before the handshake ends, that the peer holds the private key.
final class PinCheck: Sendable {
    private enum Result {
        case undecided
        case accepted(Hash256)
        case mismatch
    }

    /// `nil`: any key will do; who it is, is decided by the caller.
    private let expected: Hash256?
    private let result = Mutex(Result.undecided)

    init(expecting expected: Hash256?) {
        self.expected = expected
    }

    /// The peer's fingerprint once it was found right.
    var accepted: Hash256? {
        result.withLock { if case .accepted(let fingerprint) = $0 { fingerprint } else { nil } }
    }

    var isMismatch: Bool {
        result.withLock { if case .mismatch = $0 { true } else { false } }
    }

    /// Takes the chain as the peer sent it; only the first certificate counts.
    func verify(_ chain: [NIOSSLCertificate], _ promise: EventLoopPromise<NIOSSLVerificationResult>)
    {
        guard let leaf = chain.first, let fingerprint = try? TransportKeys.fingerprint(of: leaf),
            expected == nil || expected == fingerprint
        else {
            result.withLock { $0 = .mismatch }
            return promise.succeed(.failed)
        }
        result.withLock { $0 = .accepted(fingerprint) }
        promise.succeed(.certificateVerified)
    }
}

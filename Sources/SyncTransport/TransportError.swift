/// What went wrong between this machine and the peer, never what was said.
public struct TransportError: Error, Hashable, Sendable {
    /// Stable codes.
    public enum Code: String, Hashable, Sendable, CaseIterable {
        /// No machine answers at any of the addresses.
        case unreachable
        /// Somebody answers, but holds another key than the pinned one.
        case wrongFingerprint = "wrong-fingerprint"
        /// The peer answers but does not finish the handshake, or does not want this key.
        case refused
        /// Not done within the time given.
        case timedOut = "timed-out"
        /// The connection is closed, or broke off.
        case closed
        /// The peer sent something that is no frame, or stored keys cannot be read.
        case malformed
    }

    public let code: Code
    /// One English sentence for people; programs with another language translate `code`.
    public let message: String
    /// Which address or which lower-level error, for logs; may be empty.
    public let detail: String

    /// - Parameter message: the sentence; by default the usual one of the code.
    public init(_ code: Code, _ message: String? = nil, detail: String = "") {
        self.code = code
        self.message = message ?? Self.sentence(code)
        self.detail = detail
    }

    private static func sentence(_ code: Code) -> String {
        switch code {
        case .unreachable: "Nobody answers at the address."
        case .wrongFingerprint: "The machine that answers holds another key than the office's."
        case .refused: "The peer refused the connection."
        case .timedOut: "The peer did not answer in time."
        case .closed: "The connection is closed."
        case .malformed: "The peer sent something that is no message of this protocol."
        }
    }
}

extension TransportError: CustomStringConvertible {
    public var description: String {
        detail.isEmpty ? "\(code.rawValue): \(message)" : "\(code.rawValue): \(message) (\(detail))"
    }
}
